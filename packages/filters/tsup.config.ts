import { defineConfig } from "tsup";
import { library } from "../../tsup.config.base.ts";

export default defineConfig({
  ...library,
  entry: { index: "src/index.ts", plan: "src/plan/index.ts" },
  // Both entries share one copy of the language.
  splitting: true,
});
