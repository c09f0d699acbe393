import { defineConfig } from "vitest/config";

// Every package runs its tests with this file; workspace packages resolve to their sources.
const conditions = ["respan-source", "module", "node", "default"];

// The script that runs names the report, so that neither run counts the other's tests.
const isFull = process.env["npm_lifecycle_event"] === "test:full";

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: ["respan-source", "node"] } },
  test: {
    include: ["src/**/*.test.ts"],
    typecheck: { enabled: false },
    reporters: [
      "default",
      ["json", { outputFile: isFull ? ".reports/vitest-full.json" : ".reports/vitest.json" }],
    ],
    // Engines and browsers start within a test; a busy machine takes its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
