import { type Condition, type Filter, foldFilter } from "@respan/filters";
import { builderCall } from "./builder-method.ts";
import { type Code, indented, type Piece } from "./code.ts";

/** The source that builds a filter, and the names that it takes from `@respan/filters`. */
export interface FilterSource {
  readonly code: Code;
  readonly imports: readonly string[];
}

/** A part of the filter: a call that can begin a chain or go on with one, or code that stands alone. */
type Part =
  | { readonly kind: "call"; readonly condition: Condition; readonly call: Code }
  | { readonly kind: "code"; readonly code: Code };

/**
 * Writes a filter as the TypeScript that builds it.
 *
 * @example
 * toPlainText(toTypeScript(where("total_cost").gt(10).and("name").isNotNull()).code);
 * // => 'where("total_cost").gt(10)\n  .and("name").isNotNull()'
 */
export function toTypeScript(filter: Filter): FilterSource {
  const imports = new Set<string>();
  let count = 0;
  const use = (name: string): string => {
    imports.add(name);
    return name;
  };
  const start = (part: Part): Code =>
    part.kind === "code" ? part.code : [{ text: use("where") }, ...part.call];
  const join = (name: "and" | "or", parts: readonly Part[]): Part => {
    const [first, ...rest] = mergeBands(name, parts);
    if (first === undefined) return { kind: "code", code: [{ text: `${use(name)}()` }] };
    if (rest.length === 0) return first;
    if ([first, ...rest].every((part) => part.kind === "call")) {
      const links = rest.flatMap((part) =>
        part.kind === "call" ? [{ text: `\n  .${name}` }, ...part.call] : [],
      );
      return { kind: "code", code: [...start(first), ...links] };
    }
    const lines = [first, ...rest].flatMap((part) => [
      { text: "\n  " },
      ...indented(start(part), "  "),
      { text: "," },
    ]);
    return { kind: "code", code: [{ text: `${use(name)}(` }, ...lines, { text: "\n)" }] };
  };
  const whole = foldFilter<Part>(filter, {
    condition(condition) {
      const call = toCall(condition, builderCall(condition), count++);
      return { kind: "call", condition, call };
    },
    and: (parts) => join("and", parts),
    or: (parts) => join("or", parts),
    not: (part) => ({
      kind: "code",
      code: [{ text: `${use("not")}(` }, ...start(part), { text: ")" }],
    }),
  });
  const code = start(whole);
  return { code, imports: [...imports].sort() };
}

/** `("total_cost").gt(10)`, to stand behind `where`, `.and` or `.or`. */
function toCall(
  { field }: Condition,
  call: { readonly method: string; readonly arguments: string },
  condition: number,
): Piece[] {
  return [
    { text: "(" },
    { text: JSON.stringify(field), role: "field", condition },
    { text: ")." },
    { text: call.method, role: "operator", condition },
    { text: "(" },
    ...(call.arguments === "" ? [] : [{ text: call.arguments, role: "value" as const, condition }]),
    { text: ")" },
  ];
}

/** Reads `gte` and then `lte` on one field as the `between` that builds both. */
function mergeBands(name: "and" | "or", parts: readonly Part[]): readonly Part[] {
  if (name === "or") return parts;
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (
      part.kind === "call" &&
      last?.kind === "call" &&
      part.condition.operator === "lte" &&
      last.condition.operator === "gte" &&
      part.condition.field === last.condition.field
    ) {
      const low = builderCall(last.condition).arguments;
      const high = builderCall(part.condition).arguments;
      const call = { method: "between", arguments: `${low}, ${high}` };
      const at = last.call[1]?.condition ?? 0;
      // The band is no condition of its own: it must not be merged a second time.
      const condition = { ...part.condition, operator: "in" as const };
      merged[merged.length - 1] = {
        kind: "call",
        condition,
        call: toCall(part.condition, call, at),
      };
    } else {
      merged.push(part);
    }
  }
  return merged;
}
