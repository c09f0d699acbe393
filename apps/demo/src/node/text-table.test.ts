import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { textTable } from "./text-table.ts";

const columns = [
  { heading: "Name", align: "start" },
  { heading: "Cost", unit: "US$", align: "end" },
] as const;

function lines(rows: readonly (readonly string[])[]): readonly string[] {
  return stripVTControlCharacters(textTable(columns, rows)).split("\n");
}

test("columns are as wide as their widest cell, and numbers stand at the right", () => {
  expect(
    lines([
      ["Zoë", "$5.00"],
      ["Bartholomew", "$12.50"],
    ]),
  ).toEqual([
    "Name           Cost",
    "                US$",
    "───────────  ──────",
    "Zoë           $5.00",
    "Bartholomew  $12.50",
  ]);
});

test("a wide character takes two columns and a joined one takes one", () => {
  expect(
    lines([
      ["木村", "1"],
      ["e\u0301e", "2"],
    ]).slice(3),
  ).toEqual(["木村     1", "e\u0301e       2"]);
});

test("a control character in a cell does not reach the terminal", () => {
  expect(lines([["a\u001b[2Jb", "1"]])[3]).toBe("a�[2Jb     1");
});
