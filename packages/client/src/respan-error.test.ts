import { inspect } from "node:util";
import { expect, test } from "vitest";

// Each query makes the module another copy, as two installations of the package would be.
const here: Module = await import(`./respan-error.ts?${"here"}`);
const there: Module = await import(`./respan-error.ts?${"there"}`);
type Module = typeof import("./respan-error.ts");

const names = [
  ["ConfigurationError", "configuration"],
  ["ApiError", "api"],
  ["AuthenticationError", "authentication"],
  ["RateLimitError", "rate_limit"],
  ["ValidationError", "validation"],
  ["NotFoundError", "not_found"],
  ["ServerError", "server"],
  ["ConnectionError", "connection"],
  ["TimeoutError", "timeout"],
  ["AbortError", "abort"],
  ["ResponseShapeError", "response_shape"],
  ["LossError", "loss"],
] as const;

test.each(names)("%s has the code `%s` and is known across copies", (name, code) => {
  expect(there[name]).not.toBe(here[name]);
  const error = new there[name]("text");
  expect(error).toMatchObject({ name, code, message: "text" });
  expect(error instanceof here[name]).toBe(true);
  expect(error instanceof here.RespanError).toBe(true);
  expect(here.isRespanError(error, code)).toBe(true);
  expect(String(error)).toBe(`${name}: text`);
  for (const [other] of names) {
    const isParent = other === "ApiError" && error instanceof here.ApiError;
    expect(error instanceof here[other]).toBe(other === name || isParent);
  }
});

test("other values are no errors of this package", () => {
  for (const value of [undefined, null, 1, "text", {}, new Error("text"), Object.create(null)]) {
    expect(value instanceof here.RespanError).toBe(false);
    expect(here.isRespanError(value)).toBe(false);
  }
});

test("a caller's own subclass is told from its parent", () => {
  class QuotaError extends here.RateLimitError {}
  const quota = new QuotaError("text");
  expect(quota instanceof QuotaError && quota instanceof here.RateLimitError).toBe(true);
  expect(new here.RateLimitError("text") instanceof QuotaError).toBe(false);
});

test("an error is plain JSON, and prints what is known of it", () => {
  const error = here.createError(here.RateLimitError, "text", {
    status: 429,
    retryAfter: 3_000,
    requestId: undefined,
  });
  expect(JSON.parse(JSON.stringify(error))).toEqual({
    ...{ name: "RateLimitError", code: "rate_limit", message: "text" },
    ...{ status: 429, retryAfter: 3_000 },
  });
  expect(inspect(error)).toMatch(/^RateLimitError: text\n/);
  expect(Object.keys(error)).toEqual(["status", "retryAfter"]);
});
