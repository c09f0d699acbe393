import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toKeySource } from "./api-key.ts";
import { defaultBaseUrl } from "./base-url.ts";
import { createClient } from "./client.ts";
import type { ClientOptions } from "./client-options.ts";
import { ConfigurationError } from "./respan-error.ts";

beforeEach(() => void vi.stubEnv("RESPAN_API_KEY", ""));
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const proxy = "https://example.com/respan";
const keyOf = (options: ClientOptions, baseUrl: string = defaultBaseUrl) =>
  toKeySource(options, baseUrl)();

test("the option wins over the environment, and `null` over both", async () => {
  vi.stubEnv("RESPAN_API_KEY", "from-environment");
  await expect(keyOf({})).resolves.toBe("from-environment");
  await expect(keyOf({ apiKey: "from-option" })).resolves.toBe("from-option");
  await expect(keyOf({ apiKey: null }, proxy)).resolves.toBeUndefined();
});

test("a line end behind the key in the environment is no part of it, and a blank one is none", async () => {
  vi.stubEnv("RESPAN_API_KEY", " from-environment\r\n");
  await expect(keyOf({})).resolves.toBe("from-environment");
  vi.stubEnv("RESPAN_API_KEY", " \n");
  expect(() => keyOf({})).toThrow(/^No API key/);
});

test("the service's own address needs a key, a proxy does not", async () => {
  expect(() => keyOf({})).toThrow(/RESPAN_API_KEY/);
  expect(() => createClient()).toThrow(ConfigurationError);
  await expect(keyOf({}, proxy)).resolves.toBeUndefined();
});

test("a function is asked each time", async () => {
  const keys = ["key-1", "key-2"];
  const source = toKeySource({ apiKey: () => keys.shift() ?? "" }, defaultBaseUrl);
  expect([await source(), await source()]).toEqual(["key-1", "key-2"]);
});

test.each([
  "",
  "sk secret",
  "sk_secret\n",
  " sk_secret",
  "sk_secret\u0000",
  "sk_sécret",
  "“sk_secret”",
])("%j is refused before use, and not repeated", async (apiKey) => {
  const error = await keyOf({ apiKey: async () => apiKey }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(String(error)).not.toMatch(/s[eé]cret/);
  if (apiKey !== "") expect(() => keyOf({ apiKey })).toThrow(ConfigurationError);
});

test.each([
  new Error("the vault is down"),
  "the vault is down",
  new DOMException("the vault is slow", "TimeoutError"),
])("what a function throws is the cause of a ConfigurationError", async (thrown) => {
  const apiKey = async () => {
    throw thrown;
  };
  const error = await keyOf({ apiKey }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ConfigurationError);
  expect((error as Error).cause).toBe(thrown);
  expect(String(error)).not.toContain("vault");
});

test("a value that is no text is refused", async () => {
  const apiKey = (() => undefined) as unknown as () => string;
  await expect(keyOf({ apiKey })).rejects.toThrow(/`apiKey`/);
});

test("a browser may not send a key unless it is told to, and learns how to do without", async () => {
  vi.stubGlobal("navigator", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Chrome/150.0" });
  expect(() => keyOf({ apiKey: "sk_test" })).toThrow(/`baseUrl`.*`dangerouslyAllowBrowser`/);
  expect(() => keyOf({ apiKey: () => "sk_test" })).toThrow(ConfigurationError);
  await expect(keyOf({}, proxy)).resolves.toBeUndefined();
  const allowed = { apiKey: "sk_test", dangerouslyAllowBrowser: true };
  await expect(keyOf(allowed)).resolves.toBe("sk_test");
});
