import { memoryStore } from "./memory-store.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";

/** Opens what `--store` names. */
export async function openStore(name: string, cluster: string | undefined): Promise<Store> {
  if (name === "memory") return memoryStore();
  // Drivers load slowly: only the one that is needed.
  if (/^postgres(ql)?:/.test(name)) {
    const { postgresStore } = await withDriver("pg", import("./postgres-store.ts"));
    return postgresStore({ url: name });
  }
  if (/^https?:/.test(name)) {
    const { clickhouseStore } = await withDriver(
      "@clickhouse/client",
      import("./clickhouse-store.ts"),
    );
    return clickhouseStore({ url: name, ...(cluster !== undefined && { cluster }) });
  }
  return sqliteStore({ path: name });
}

/** Waits for a store's module; its driver is installed by those who use it. */
async function withDriver<Module>(driver: string, module: Promise<Module>): Promise<Module> {
  try {
    return await module;
  } catch (cause) {
    const { code, message } = cause as { readonly code?: unknown; readonly message?: unknown };
    if (code !== "ERR_MODULE_NOT_FOUND" || !String(message).includes(`'${driver}'`)) throw cause;
    throw new Error(
      `This store needs the driver \`${driver}\`, which is not installed: run \`npm install ${driver}\` beside @respan/server, or \`npx -p @respan/server -p ${driver} respan-server\`.`,
      { cause },
    );
  }
}
