import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { toSiteLinks } from "../scripts/site-links.ts";

const repository = "https://github.com/respanai/respan-filters/blob/main/";

test.each<[link: string, onSite: string]>([
  ["https://example.com", "https://example.com"],
  ["#recipes", "#recipes"],
  ["../client#readme", "/client"],
  ["../client#recipes", "/client#recipes"],
  ["../../ARCHITECTURE.md", "/architecture"],
  ["src/index.ts", `${repository}packages/filters/src/index.ts`],
  ["../../LICENSE#terms", `${repository}LICENSE#terms`],
])("%s in a README of filters leads to %s", (link, onSite) => {
  expect(toSiteLinks(`[a](${link})`, "packages/filters/README.md")).toBe(`[a](${onSite})`);
});

test("a link to what is not in the repository is an error that names it", () => {
  expect(() => toSiteLinks("[a](src/gone.ts)", "packages/filters/README.md")).toThrow(
    "packages/filters/README.md links to `src/gone.ts`, which is not in the repository: mend the path.",
  );
});

const root = fileURLToPath(new URL("../../..", import.meta.url));
test.each(globSync(["*.md", "{packages,apps}/*/*.md"], { cwd: root }))(
  "every link of %s to the repository leads to something",
  (file) => {
    expect(() => toSiteLinks(readFileSync(join(root, file), "utf8"), file)).not.toThrow();
  },
);
