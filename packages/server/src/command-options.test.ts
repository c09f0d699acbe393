import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseCommandOptions, UsageError } from "./command-options.ts";
import { temporaryFolder } from "./temporary-folder.test-support.ts";

/** The error that the command line ends in. */
function refusal(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): UsageError {
  try {
    parseCommandOptions(args, environment);
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
  throw new Error(`${args.join(" ")} was taken.`);
}

test("without options it is the made-up key over memory, whatever database an app has", () => {
  const environment = { DATABASE_URL: "postgres://localhost/app", RESPAN_SERVER_PORT: "" };
  expect(parseCommandOptions([], environment)).toMatchObject({
    store: "memory",
    port: 8000,
    apiKeys: [],
    demoData: 0,
  });
});

test("a store named by its engine is where the usual variable says", () => {
  const environment = {
    DATABASE_URL: "postgres://me:hunter2@localhost/app",
    CLICKHOUSE_URL: "http://localhost:8123",
  };
  const storeOf = (name: string): string | undefined =>
    parseCommandOptions(["--store", name], environment)?.store;
  expect(storeOf("postgres")).toBe(environment.DATABASE_URL);
  expect(storeOf("clickhouse")).toBe(environment.CLICKHOUSE_URL);
  expect(storeOf("./postgres")).toBe("./postgres");
  for (const wrong of [{}, { DATABASE_URL: "mysql://me:hunter2@localhost/app" }])
    expect(() => parseCommandOptions(["--store", "postgres"], wrong)).toThrow(
      /^`--store` is `postgres`: it takes the address from `DATABASE_URL`, which is not set, or to something else\.$/,
    );
});

test.each(["--help", "-h"])("%s asks for help", (option) => {
  expect(parseCommandOptions(["--port", "0", option], {})).toBeUndefined();
});

test("the command line wins over the environment, where lists stand between commas", () => {
  const environment = {
    RESPAN_SERVER_STORE: "postgres://localhost/customers",
    RESPAN_SERVER_PORT: "1",
    RESPAN_SERVER_CORS: "https://x.dev, *",
    RESPAN_SERVER_API_KEY: "sk_a=one, sk_b = two words ",
  };
  expect(parseCommandOptions(["--port", "2"], environment)).toMatchObject({
    store: "postgres://localhost/customers",
    port: 2,
    corsOrigin: ["https://x.dev", "*"],
    apiKeys: [
      ["sk_a", "one"],
      ["sk_b", "two words"],
    ],
  });
});

test.each([
  [["--port", "http"], "`--port` is `http`"],
  [["--rate-limit", "0"], "`--rate-limit` is `0`"],
  [["--format", "xml"], "ndjson, json, csv"],
  [["--api-key", "sk_test"], "KEY=ORGANIZATION"],
  [["--prot", "1"], "--prot"],
  [["--store", "mysql://root:hunter2@localhost/a"], "`mysql://…`: give memory"],
  [["--cluster", "main"], "--store http://"],
  [["--import", "missing.ndjson"], "`missing.ndjson`, which is no file"],
  [["--api-key", "sk_a=one", "--api-key", "sk_a=two"], "both `one` and `two`"],
  [["--api-keys-file", "missing"], "`missing`, which cannot be read"],
  [["--cors", "x.dev"], "`--cors` is `x.dev`: give an origin"],
  [["--cors", "*", "--cors", "https://x.dev/"], "Write `https://x.dev`."],
  [["--public-url", "x.dev"], "`--public-url` is not an address"],
  [["--port", "1", "--port", "2"], "`--port` is given more than once"],
  [["--store", ""], "`--store` is empty"],
  [["--demo-data", "10000000"], "from 0 to 1000000"],
])("%j is refused with what is allowed", (args, message) => {
  const { message: said } = refusal(args);
  expect(said).toContain(message);
  expect(said).not.toMatch(/hunter2|sk_a/);
});

test.each([
  ["PORT", "http", "`RESPAN_SERVER_PORT` is `http`: give a whole number"],
  ["STORE", "mysql://root:hunter2@localhost/a", "`RESPAN_SERVER_STORE` is `mysql://…`"],
  ["CORS", "https://x.dev, y.dev", "`RESPAN_SERVER_CORS` is `y.dev`"],
  ["API_KEY", "sk_a=one,sk_b", "`RESPAN_SERVER_API_KEY` wants KEY=ORGANIZATION"],
  ["SKIP_BAD", "yes", "`RESPAN_SERVER_SKIP_BAD` is `yes`: give true or false."],
])("a wrong RESPAN_SERVER_%s is blamed on the variable", (name, value, message) => {
  const { message: said } = refusal([], { [`RESPAN_SERVER_${name}`]: value });
  expect(said).toContain(message);
  expect(said).not.toMatch(/hunter2|sk_[ab]/);
});

test.each([
  ["", "holds no key"],
  ["# none yet\n\n", "holds no key"],
  ["sk_a=one\n\nsk_b\n", "in line 3 is not KEY=ORGANIZATION"],
  ["sk_a=one\nsk b=two\n", "in line 2 is not KEY=ORGANIZATION"],
  ["sk_a==one\n", "in line 1 is not KEY=ORGANIZATION"],
])("the file of keys %j is refused with its name and the line", (content, message) => {
  using folder = temporaryFolder();
  const file = folder.file("keys.txt");
  writeFileSync(file, content);
  const { message: said } = refusal(["--api-keys-file", file]);
  expect(said).toContain(`\`--api-keys-file\`: \`${file}\` ${message}`);
  expect(said).not.toMatch(/sk_a|sk_b|sk b/);
});

test("a file of keys may begin with a byte order mark, and hold comments and spaces", () => {
  using folder = temporaryFolder();
  const file = folder.file("keys.txt");
  writeFileSync(file, "\ufeff  # ours\r\n\tsk_a = one \r\n\r\nsk_b=two");
  const args = ["--api-keys-file", file, "--api-key", "sk_c=three"];
  const { apiKeys } = parseCommandOptions(args, {}) ?? {};
  // In the order of the options: the first organization is that of `--api-key`.
  expect(apiKeys).toEqual([
    ["sk_c", "three"],
    ["sk_a", "one"],
    ["sk_b", "two"],
  ]);
});
