import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const folder = dirname(fileURLToPath(import.meta.url));

const queries = `
import { and, customers, not, or, where } from "./index.ts";
export const q01 = where("total_cost").gt(10);
export const q02 = where("email").contains("example.com");
export const q03 = where("total_cost").gte(10).and("email").endsWith("@acme.dev");
export const q04 = where("total_cost").between(10, 100);
export const q05 = where("name").startsWith("J").and("number_of_requests").gt(100);
export const q06 = where("customer_identifier").eq("user_123");
export const q07 = where("customer_identifier").in(["user_1", "user_2", "user_3"]);
export const q08 = where("email").isNull();
export const q09 = where("email").isNotEmpty().and("name").isNotNull();
export const q10 = where("active_days").lt(7).and("total_cost").gt(50);
export const q11 = or(where("total_cost").gt(500), where("name").startsWith("J"));
export const q12 = and(where("total_cost").gt(500), where("name").startsWith("J"));
export const q13 = not(where("email").endsWith("@test.dev"));
export const q14 = where("name").eq("John Doe").or("email").eq("john@example.com");
export const q15 = where("total_tokens").lte(170000).and("active_days").gte(30).and("total_cost").lt(1000);
export const q16 = where("name").icontains("doe").and("email").notContains("example");
export const q17 = where("name").iexact("john doe");
export const q18 = where("environment").eq("prod").and("active_days").lt(7);
export const q19 = where("average_ttft").lte(0.45);
export const q20 = where("total_prompt_tokens").gt(1000).and("total_completion_tokens").gt(1000);
export const q21 = where("total_cost").ne(0);
export const q22 = where("name").notIn(["a", "b"]);
export const q23 = where("email").notStartsWith("admin@").and("email").notEndsWith("@test.dev");
export const q24 = or(where("total_cost").gt(500), where("active_days").gt(60));
export const q25 = customers.where("total_cost").gt(10).and("email").contains("@");
export const q26 = JSON.stringify({ filters: where("total_cost").gt(10) });
export const q27 = where("total_cost").gt(10).toJSON();
export const q28 = where("email").in(["a@acme.dev", "b@acme.dev"]);
export const q29 = where("name").eq("a", "b", "c");
// @ts-expect-error A typo: no field is called so.
export const q30 = where("total_cots").gt(10);
`;

/** The errors of a file beside the sources, and how many types the checker made to find them. */
function check(text: string): {
  readonly errors: readonly string[];
  readonly instantiations: number;
} {
  const name = join(folder, "type-cost.virtual.ts");
  const config = ts.readConfigFile(join(folder, "../tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, join(folder, ".."));
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([name], options, {
    ...host,
    fileExists: (file) => file === name || host.fileExists(file),
    readFile: (file) => (file === name ? text : host.readFile(file)),
    getSourceFile: (file, ...rest) =>
      file === name
        ? ts.createSourceFile(file, text, ts.ScriptTarget.Latest)
        : host.getSourceFile(file, ...rest),
  });
  const errors = program.getSemanticDiagnostics(program.getSourceFile(name));
  return {
    errors: errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\\n")),
    // Public on the checker's side of the compiler, though not in its declarations.
    instantiations: (
      program as unknown as { getInstantiationCount(): number }
    ).getInstantiationCount(),
  };
}

describe("thirty typical queries", () => {
  const empty = check("export {};");
  const thirty = check(queries);

  test("compile, the typo but with its own error", () => {
    expect(thirty.errors).toEqual([]);
  });

  test("cost at most 500 type instantiations over an empty file", () => {
    const cost = thirty.instantiations - empty.instantiations;
    expect(cost).toBeGreaterThan(0);
    expect(cost).toBeLessThanOrEqual(500);
  });
});
