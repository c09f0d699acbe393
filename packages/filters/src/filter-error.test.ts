import { expect, test } from "vitest";
import { where } from "./customers.ts";
import { FilterError } from "./filter-error.ts";

test("an error of this package is no error of a caller's own subclass", () => {
  class OwnError extends FilterError {}
  const error = new FilterError("invalid_input", "Not this.");
  expect(error instanceof FilterError).toBe(true);
  expect(error instanceof OwnError).toBe(false);
  const own = new OwnError("invalid_input", "Not that.");
  expect(own instanceof OwnError && own instanceof FilterError).toBe(true);
});

test.each([undefined, null, 5, Symbol("name"), {}, where("name").isNull()])(
  "%o is no name of a field, and the error says so",
  (name) => {
    expect(() => where(name as never)).toThrow(
      expect.objectContaining({ name: "FilterError", code: "unknown_field" }),
    );
  },
);
