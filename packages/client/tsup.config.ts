import { defineConfig } from "tsup";
import { library } from "../../tsup.config.base.ts";

// The planner is loaded with the first filter that is iterated over: a chunk of its own.
export default defineConfig({ ...library, splitting: true });
