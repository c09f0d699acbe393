/** Changelog lines are the changesets' own words, without hashes that tell a reader nothing. */
async function getReleaseLine({ summary }) {
  const [first, ...rest] = summary.trim().split("\n");
  return [`- ${first}`, ...rest.map((line) => (line === "" ? "" : `  ${line}`))].join("\n");
}

async function getDependencyReleaseLine(_changesets, updated) {
  const names = updated.map(({ name, newVersion }) => `\`${name}\` ${newVersion}`);
  return names.length === 0 ? "" : `- Works with ${names.join(" and ")}.`;
}

module.exports = { getReleaseLine, getDependencyReleaseLine };
