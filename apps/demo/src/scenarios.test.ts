import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { toPlainText } from "./code/code.ts";
import { toTypeScript } from "./code/to-typescript.ts";
import { scenarios } from "./scenarios.ts";

const source = withoutSpace(readFileSync(new URL("scenarios.ts", import.meta.url), "utf8"));

test.each(scenarios)("$title: the code that is shown is the code that runs", ({ filters }) => {
  const shown = withoutSpace(toPlainText(toTypeScript(filters).code));
  expect(source).toContain(`filters:${shown},`);
});

/** The formatter breaks lines in its own places. */
function withoutSpace(text: string): string {
  return text.replace(/\s/g, "");
}
