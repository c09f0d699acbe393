import { defineResource } from "@respan/filters";
import { expect, test, vi } from "vitest";
import { ExpressionError } from "./expression-error.ts";
import { toExpression } from "./to-expression.ts";

const { where } = defineResource({ fields: { at: "date" } });
const filter = where("at").gt(new Date(0));

test.each([
  ["sqlite", "SQLite", "at", "SQLite"],
  ["sqlite", "SQLite", { json: "j", path: ["at"] }, "JSON"],
  ["postgres", "Postgres", { json: "j", path: ["at"] }, "JSON"],
  ["clickhouse", "ClickHouse", { json: "j", path: ["at"] }, "JSON"],
] as const)(
  "on %s a date that is stored in an unknown way is refused by operator and engine",
  (dialect, name, at, place) => {
    const convert = (): unknown => toExpression(filter, { dialect, columns: { at } });
    expect(convert).toThrow(
      expect.objectContaining({
        code: "unsupported",
        dialect,
        field: "at",
        operator: "gt",
      }),
    );
    expect(convert).toThrow(`${name} cannot run \`gt\` on \`at\`: ${place} has no type for dates.`);
  },
);

test("another copy of the package throws the same errors", async () => {
  vi.resetModules();
  const copy = await import("./to-expression.ts");
  expect(copy.toExpression).not.toBe(toExpression);
  let thrown: unknown;
  try {
    copy.toExpression(filter, { dialect: "sqlite", columns: {} });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ExpressionError);
  expect(new Error("another")).not.toBeInstanceOf(ExpressionError);
});

test("an error of this package is no error of a caller's own subclass", () => {
  class Mine extends ExpressionError {}
  const theirs = new ExpressionError("unsupported", "sqlite", undefined, "No.");
  expect(theirs).not.toBeInstanceOf(Mine);
  expect(new Mine("unsupported", "sqlite", undefined, "No.")).toBeInstanceOf(Mine);
  expect(new Mine("unsupported", "sqlite", undefined, "No.")).toBeInstanceOf(ExpressionError);
});

test.each([
  [{ dialect: "mysql", columns: {} }, /`dialect` is `mysql`: it is `sqlite`, `postgres` or `click/],
  [{ columns: {} }, /`dialect` is `undefined`/],
  [{ dialect: "sqlite" }, /`columns` is missing/],
])("options that %# lack something are refused in words", (options, says) => {
  expect(() => toExpression(filter, options as never)).toThrow(says);
  expect(() => toExpression(filter, options as never)).toThrow(TypeError);
});

test("a field whose column is null is refused by its name", () => {
  const convert = (): unknown =>
    toExpression(filter, { dialect: "sqlite", columns: { at: null as never } });
  expect(convert).toThrow(
    expect.objectContaining({ name: "ExpressionError", code: "invalid_column", field: "at" }),
  );
});
