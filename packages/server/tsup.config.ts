import { defineConfig } from "tsup";
import { library } from "../../tsup.config.base.ts";

export default defineConfig([
  {
    ...library,
    entry: ["index", "node", "postgres", "clickhouse", "test-kit"].map((name) => `src/${name}.ts`),
  },
  // The command: ESM alone, in pieces, so that a driver loads only where it is used.
  { ...library, entry: ["src/cli.ts"], format: ["esm"], dts: false, clean: false, splitting: true },
]);
