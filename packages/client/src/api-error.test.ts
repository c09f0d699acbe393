import { expect, test } from "vitest";
import { toApiError } from "./api-error.ts";

test.each([
  [302, "Redirects are not followed. Set `baseUrl` to where it leads `https://b.example`."],
  [400, "Correct what it names."],
  [401, "Check the API key."],
  [403, "Check the API key."],
  [404, "Check `baseUrl` and what is asked for."],
  [405, "Check `baseUrl` and what is asked for."],
  [408, "Try again later."],
  [413, "Check `baseUrl` and what is asked for."],
  [422, "Correct what it names."],
  [429, "Try again later."],
  [503, "Try again later."],
])("the error of status %i says what to do next: %s", (status, advice) => {
  const headers = { location: "https://b.example/path" };
  const { message } = toApiError(new Response(null, { status, headers }), "", (text) => text);
  expect(message).toBe(`The API answered ${status}. ${advice}`);
});

test("a wait that the server asks for is part of the advice", () => {
  const text = JSON.stringify({ detail: "Slow down.", retry_after: 2.5 });
  const { message } = toApiError(new Response(null, { status: 429 }), text, (text) => text);
  expect(message).toBe("The API answered 429: Slow down. Try again in 2.5 s.");
});

test.each([
  ['{"page_size":["Not a number."]}', '{"page_size":["Not a number."]}'],
  ['["Invalid."]', '["Invalid."]'],
  ['{"detail":[{"loc":["filters"],"msg":"Missing"}]}', undefined],
  ['"Invalid"', '"Invalid"'],
  ['{"detail":"","error":{"message":"Known."}}', "Known"],
])("what %s says is told, wherever it stands", (text, detail = text) => {
  const error = toApiError(new Response(null, { status: 400 }), text, (text) => text);
  expect(error).toMatchObject({ detail });
  expect(error.message).toBe(`The API answered 400: ${detail}. Correct what it names.`);
});

test.each(["{}", "[]", "null", "", "<h1>No</h1>", "No"])("%s says nothing", (text) => {
  const error = toApiError(new Response(null, { status: 400 }), text, (text) => text);
  expect(error).not.toHaveProperty("detail");
});
