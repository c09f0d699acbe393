import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { setFlagsFromString } from "node:v8";
import type { KeyPair } from "./api-key-pairs.ts";
import type { CommandOptions } from "./command-options.ts";
import { counted } from "./counted.ts";
import { createApp } from "./create-app.ts";
import { demoOrganization } from "./demo-customers.ts";
import { ImportError, type ImportResult, importCustomers } from "./import-customers.ts";
import { openStore } from "./open-store.ts";
import { progressLine } from "./progress-line.ts";
import { putDemoCustomers } from "./put-demo-customers.ts";
import { quote } from "./quote.ts";
import { type RunningServer, startServer } from "./start-server.ts";
import type { Store } from "./store.ts";
import { toStoreName } from "./store-name.ts";

/** The streams of the process, or of a test. */
export interface CommandStreams {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** The key of those who name none. */
const madeUpKey = "sk_test";
const madeUpPair: KeyPair = [madeUpKey, demoOrganization];

/** Does what the command line says; resolves when the server listens. */
export async function runCommand(
  options: CommandOptions,
  streams: CommandStreams,
): Promise<RunningServer> {
  const say = (line: string): void => {
    streams.stdout.write(`${line}\n`);
  };
  const apiKeys = options.apiKeys.length > 0 ? options.apiKeys : [madeUpPair];
  const [[key, organization] = madeUpPair] = apiKeys;

  const storeName = toStoreName(options.store);
  const inaccessible = (error: unknown): never => {
    throw new Error(`The store ${storeName} cannot be opened: ${reasonOf(error)}`);
  };
  const store = await openStore(options.store, options.cluster).catch(inaccessible);
  try {
    await store.ready().catch(inaccessible);
    if (options.demoData > 0) {
      await putDemoCustomers(store, options.demoData, organization);
      say(`Made ${counted(options.demoData, "customer")} of ${organization}.`);
    }
    if (options.importFile !== undefined) await bringIn(store, options, apiKeys, streams);
    const app = createApp({
      store,
      apiKeys: Object.fromEntries(apiKeys),
      ...(options.rateLimit !== undefined && { rateLimit: options.rateLimit }),
      ...(options.publicUrl !== undefined && { publicUrl: options.publicUrl }),
      ...(options.corsOrigin !== undefined && { corsOrigin: options.corsOrigin }),
      ...(options.log && { log: (entry) => say(JSON.stringify(entry)) }),
    });
    const server = await startServer({ app, port: options.port, hostname: options.host });
    say(`Listening on ${server.url} (to read: ${server.url}/docs)`);
    say(`Customers are in ${storeName}. Try:`);
    // A key that is not made up here goes to a terminal only: other output may be kept as a log.
    const isPublic = streams.stdout.isTTY === true || key === madeUpKey;
    say(
      `curl -X POST "${server.url}/api/users/list/" -H "Authorization: Bearer ${isPublic ? key : "YOUR_API_KEY"}" -H "Content-Type: application/json" -d '{"filters": {"total_cost": {"operator": "gt", "value": [10]}}}'`,
    );
    return {
      ...server,
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await store[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

/** What Node says about a host with several addresses is in the errors of each. */
function reasonOf(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  return first instanceof Error ? first.message : String(first);
}

/** How many organizations without a key are named. */
const namedAtMost = 3;

async function bringIn(
  store: Store,
  options: CommandOptions,
  apiKeys: readonly KeyPair[],
  streams: CommandStreams,
): Promise<void> {
  const opened = new Set(apiKeys.map(([, organization]) => organization));
  const [only, ...others] = opened;
  const unopened = new Set<string>();
  const { importFile: file = "-" } = options;
  const size = file === "-" ? undefined : (await stat(file)).size;
  const input = file === "-" ? streams.stdin : createReadStream(file);
  let bytes = 0;
  const chunks = countBytes(input, (length) => {
    bytes += length;
  });
  const progress = progressLine(streams.stderr);
  let result: ImportResult;
  // Records are garbage as soon as they are written; V8 would keep up to 64 MB of them.
  setFlagsFromString("--semi-space-growth-factor=1");
  try {
    result = await importCustomers(store, chunks, {
      format: options.importFormat,
      organization: options.organization ?? (others.length === 0 ? only : undefined),
      skipBad: options.skipBad,
      onGood({ unique_organization_id: organization }) {
        // One more than are named tells that there are others.
        if (unopened.size <= namedAtMost && !opened.has(organization)) unopened.add(organization);
      },
      onBad: (place, reason) => progress.note(`${file}:${place}: ${reason}`),
      onProgress: (read) => progress.show(read, size === undefined ? undefined : bytes / size),
    });
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new Error(`The import failed: ${reasonOf(error)}`);
  } finally {
    // The default again.
    setFlagsFromString("--semi-space-growth-factor=2");
    progress.end();
  }
  const { imported, skipped } = result;
  const left = skipped > 0 ? `, and passed over ${counted(skipped, "bad record")}` : "";
  streams.stdout.write(`Imported ${counted(imported, "customer")}${left}.\n`);
  if (unopened.size === 0) return;
  const names = [...unopened].slice(0, namedAtMost).map(quote).join(", ");
  const more = unopened.size > namedAtMost ? " and others" : "";
  streams.stderr.write(
    `No key opens the imported customers of ${names}${more}: give \`--api-key KEY=ORGANIZATION\`.\n`,
  );
}

async function* countBytes(
  input: NodeJS.ReadableStream,
  count: (length: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of input) {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    count(bytes.length);
    yield bytes;
  }
}
