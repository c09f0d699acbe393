import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest.config.ts";

export default mergeConfig(
  shared,
  defineConfig({
    test: {
      globalSetup: ["src/open-shop.ts"],
      // Package managers, bundlers and compilers: none takes long, all do on a busy machine.
      testTimeout: 900_000,
      hookTimeout: 900_000,
      maxConcurrency: 2,
      maxWorkers: 2,
      // Where the network is gone, waiting for each is of no use.
      bail: 3,
    },
  }),
);
