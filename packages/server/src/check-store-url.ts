/**
 * Refuses what a driver would take for its own default, another database than was meant. What was
 * given is not repeated: it may hold a password.
 *
 * @throws {TypeError}
 */
export function checkStoreUrl(url: unknown, example: string): void {
  if (typeof url === "string" && url !== "") return;
  throw new TypeError(`\`url\` is no address: give one, such as ${example}.`);
}
