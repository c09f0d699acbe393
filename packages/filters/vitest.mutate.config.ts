import { defineConfig } from "vitest/config";

const conditions = ["respan-source", "module", "node", "default"];

// Mutation testing runs in a copy of this package, from which the repository's own config cannot be
// reached, and runs the tests hundreds of times: fewer random cases, and none of the compiler's cost. The test of two
// copies loads every module again: Stryker would hold it to cover what runs only once.
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["respan-source", "node"] } },
  test: {
    include: ["src/**/*.test.ts"],
    exclude: [
      "src/type-cost.test.ts",
      "src/compiler-messages.test.ts",
      "src/adversaries.test.ts",
      "src/bundle-size.test.ts",
      "src/two-copies.test.ts",
    ],
    env: { PROPERTY_RUNS: "40" },
    testTimeout: 20_000,
    isolate: false,
    fileParallelism: false,
  },
});
