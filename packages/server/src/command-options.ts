import { readFileSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { type KeyPair, keyPairForm, parseKeyFile, parseKeyPair } from "./api-key-pairs.ts";
import { findOriginFault } from "./cors-origin.ts";
import { toPublicUrl } from "./public-url.ts";
import { type ImportFormat, importFormats } from "./read-records.ts";

/** Wrong options: the message says which one, and what is allowed. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface CommandOptions {
  /** `memory`, a SQLite path, or the URL of a Postgres or ClickHouse server. */
  readonly store: string;
  readonly cluster: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  /** In the order given, which an object would not keep: keys may look like its indices. */
  readonly apiKeys: readonly KeyPair[];
  readonly importFile: string | undefined;
  readonly importFormat: ImportFormat;
  readonly organization: string | undefined;
  readonly skipBad: boolean;
  readonly demoData: number;
  readonly rateLimit: number | undefined;
  readonly corsOrigin: readonly string[] | undefined;
  readonly log: boolean;
}

const options = {
  store: { type: "string" },
  cluster: { type: "string" },
  host: { type: "string" },
  port: { type: "string" },
  "public-url": { type: "string" },
  "api-key": { type: "string", multiple: true },
  "api-keys-file": { type: "string" },
  "rate-limit": { type: "string" },
  cors: { type: "string", multiple: true },
  "demo-data": { type: "string" },
  import: { type: "string" },
  format: { type: "string" },
  organization: { type: "string" },
  "skip-bad": { type: "boolean" },
  "no-log": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type OptionName = keyof typeof options;

/** Options that take one text. */
type SingleOption = Exclude<OptionName, "api-key" | "cors" | "skip-bad" | "no-log" | "help">;

/** A value with the option or variable that gave it, which messages name. */
interface Given {
  readonly source: string;
  readonly value: string;
}

/** Reads the command line over the environment; `undefined` when help was asked for. */
export function parseCommandOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): CommandOptions | undefined {
  const given = parse(args);
  const variable = (name: OptionName): Given | undefined => {
    const source = variableName(name);
    const value = environment[source];
    return value === undefined || value === "" ? undefined : { source, value };
  };
  const flag = (name: "skip-bad" | "no-log" | "help"): boolean => {
    if (given[name] !== undefined) return given[name];
    const { source, value = "false" } = variable(name) ?? {};
    if (/^(?:1|true)$/.test(value)) return true;
    if (/^(?:0|false)$/.test(value)) return false;
    throw new UsageError(`\`${source}\` is \`${value}\`: give true or false.`);
  };
  const one = (name: SingleOption): Given | undefined => {
    const value = given[name];
    if (value === undefined) return variable(name);
    if (value !== "") return { source: `--${name}`, value };
    throw new UsageError(`\`--${name}\` is empty: give it a value, or leave it out.`);
  };
  const list = (name: "api-key" | "cors"): readonly Given[] => {
    const values = given[name]?.map((value) => ({ source: `--${name}`, value }));
    const { source = "", value } = variable(name) ?? {};
    return values ?? value?.split(",").map((each) => ({ source, value: each.trim() })) ?? [];
  };
  const whole = (name: "port" | "rate-limit" | "demo-data", minimum: number, maximum: number) => {
    const found = one(name);
    if (found === undefined) return undefined;
    const value = /^\d+$/.test(found.value) ? Number(found.value) : -1;
    if (value >= minimum && value <= maximum) return value;
    throw wrong(found, `give a whole number from ${minimum} to ${maximum}`);
  };
  if (flag("help")) return undefined;

  const store = toStore(one("store"), environment);
  const cluster = one("cluster");
  if (cluster !== undefined && !/^https?:/.test(store)) {
    throw new UsageError(
      `\`${cluster.source}\` is for a ClickHouse: give \`--store http://…\` with it.`,
    );
  }
  const importFile = toImportFile(one("import"));
  const cors = list("cors").map(toCorsOrigin);
  return {
    store,
    cluster: cluster?.value,
    host: one("host")?.value ?? "127.0.0.1",
    port: whole("port", 0, 65_535) ?? 8000,
    publicUrl: checkPublicUrl(one("public-url")),
    apiKeys: toApiKeys([...list("api-key").map(toKeyPair), ...toKeyPairs(one("api-keys-file"))]),
    importFile,
    importFormat: toFormat(one("format"), importFile),
    organization: one("organization")?.value,
    skipBad: flag("skip-bad"),
    demoData: whole("demo-data", 0, 1_000_000) ?? 0,
    rateLimit: whole("rate-limit", 1, 1_000_000),
    corsOrigin: cors.length === 0 ? undefined : cors,
    log: !flag("no-log"),
  };
}

function parse(args: readonly string[]) {
  const config = { args: [...args], options, allowPositionals: false, tokens: true } as const;
  let parsed: ReturnType<typeof parseArgs<typeof config>>;
  try {
    parsed = parseArgs(config);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const seen = new Set<string>();
  for (const token of parsed.tokens) {
    if (token.kind !== "option" || !isSingle(token.name)) continue;
    // The last one would win without a word.
    if (seen.has(token.name)) {
      throw new UsageError(`\`--${token.name}\` is given more than once: give it once.`);
    }
    seen.add(token.name);
  }
  return parsed.values;
}

function isSingle(name: OptionName): boolean {
  const { type, multiple } = options[name] as { readonly type: string; readonly multiple?: true };
  return type === "string" && multiple !== true;
}

/** The variable of the environment that stands for an option. */
function variableName(option: OptionName): string {
  return `RESPAN_SERVER_${option.toUpperCase().replaceAll("-", "_")}`;
}

function wrong({ source, value }: Given, allowed: string): UsageError {
  return new UsageError(`\`${source}\` is \`${value}\`: ${allowed}.`);
}

/** Stores that are named by their engine, and the variable that usually has their address. */
const usualVariables: Readonly<Record<string, readonly [name: string, form: RegExp]>> = {
  postgres: ["DATABASE_URL", /^postgres(?:ql)?:\/\//],
  clickhouse: ["CLICKHOUSE_URL", /^https?:\/\//],
};

function toStore(
  given: Given | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  if (given === undefined) return "memory";
  const { source, value } = given;
  const [variable = "", form] =
    (Object.hasOwn(usualVariables, value) && usualVariables[value]) || [];
  if (form !== undefined) {
    const address = environment[variable] ?? "";
    if (form.test(address)) return address;
    // What the variable holds is not repeated: it may hold a password.
    throw wrong(
      given,
      `it takes the address from \`${variable}\`, which is not set, or to something else`,
    );
  }
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(value) ?? [];
  if (scheme === undefined || /^(?:postgres|postgresql|http|https)$/.test(scheme)) return value;
  // Only the scheme is repeated: what follows may hold a password.
  throw wrong(
    { source, value: `${scheme}://…` },
    "give memory, the path of a SQLite file, postgres, clickhouse, postgres://… or http://… of a ClickHouse",
  );
}

function toImportFile(given: Given | undefined): string | undefined {
  if (given === undefined || given.value === "-") return given?.value;
  if (statSync(given.value, { throwIfNoEntry: false })?.isDirectory() === false) return given.value;
  throw new UsageError(
    `\`${given.source}\` is \`${given.value}\`, which is no file: give one, or - for stdin.`,
  );
}

function toCorsOrigin({ source, value }: Given): string {
  const fault = value === "*" ? undefined : findOriginFault(value);
  if (fault === undefined) return value;
  throw new UsageError(`\`${source}\` ${fault}`);
}

function checkPublicUrl(given: Given | undefined): string | undefined {
  if (given === undefined || toPublicUrl(given.value) !== undefined) return given?.value;
  throw new UsageError(
    `\`${given.source}\` is not an address such as https://api.example.com: give http:// or https:// with a host, and a path at most.`,
  );
}

function toKeyPair({ source, value }: Given): KeyPair {
  const pair = parseKeyPair(value);
  if (pair !== undefined) return pair;
  // The key itself is not repeated: it would stand in a log.
  throw new UsageError(`\`${source}\` wants ${keyPairForm}.`);
}

function toKeyPairs(given: Given | undefined): readonly KeyPair[] {
  if (given === undefined) return [];
  const { source, value } = given;
  let text: string;
  try {
    text = readFileSync(value, "utf8");
  } catch {
    throw new UsageError(`\`${source}\` is \`${value}\`, which cannot be read.`);
  }
  try {
    return parseKeyFile(text);
  } catch (error) {
    throw new UsageError(`\`${source}\`: \`${value}\` ${(error as Error).message}.`);
  }
}

function toApiKeys(pairs: readonly KeyPair[]): readonly KeyPair[] {
  const organizations = new Map<string, string>();
  for (const [key, organization] of pairs) {
    const other = organizations.get(key) ?? organization;
    if (other !== organization) {
      throw new UsageError(
        `One key opens both \`${other}\` and \`${organization}\`: give each organization keys of its own.`,
      );
    }
    organizations.set(key, organization);
  }
  return [...organizations];
}

function toFormat(given: Given | undefined, file: string | undefined): ImportFormat {
  const ending = /\.(ndjson|jsonl|json|csv)$/i.exec(file ?? "")?.[1]?.toLowerCase();
  const name = given?.value ?? (ending === "jsonl" ? "ndjson" : ending) ?? "ndjson";
  const found = importFormats.find((known) => known === name);
  if (found !== undefined) return found;
  throw wrong(
    given ?? { source: "--format", value: name },
    `give one of ${importFormats.join(", ")}`,
  );
}
