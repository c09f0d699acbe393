import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest.config.ts";

// Examples that are tests themselves run as such.
export default mergeConfig(shared, defineConfig({ test: { include: [".examples/**/*.test.ts"] } }));
