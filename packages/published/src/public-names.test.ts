import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { publicNames } from "./public-names.ts";
import { publishedPackages } from "./published-packages.ts";

const entries = publishedPackages.flatMap((each) => each.entries);

// Exporting is a decision: a name that comes or goes changes a file of `names`, and needs a changeset.
// After either: pnpm --filter @respan/published test -u
describe.each(entries)("%s", (specifier, source) => {
  test("exports exactly the names that are written down", async () => {
    const file = `../names/${specifier.replace("@respan/", "").replaceAll("/", ".")}.txt`;
    await expect(publicNames(source)).toMatchFileSnapshot(file);
  });

  test("has a value for each name that is not a type", async () => {
    const exported = Object.keys(await import(pathToFileURL(source).href)).sort();
    const values = publicNames(source)
      .trim()
      .split("\n")
      .filter((name) => !name.startsWith("type "));
    expect(exported).toEqual(values.sort());
  });
});
