import type { Kind } from "./kind.ts";
import type { Limits } from "./limits.ts";
import { type Operator, type OperatorShape, operators, operatorsOf } from "./operator.ts";
import type { FieldSet } from "./resource.ts";

/** A JSON Schema, or a part of one. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

// Only text without lone surrogates is text everywhere. Some validators see a pair as two characters.
const wellFormed = "(?:[^\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])";
const leapYear = "(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
const monthAndDay =
  "(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)";
const instant = /* @__PURE__ */ (() =>
  `^(?:\\d{4}-${monthAndDay}|${leapYear}-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,3})?Z$`)();

/**
 * A JSON Schema (2020-12) of the resource's filter objects, for OpenAPI documents and tool calling.
 *
 * What the writer writes is valid under it, and what is valid under it `parseFilter` accepts, but for
 * two limits that JSON Schema cannot say: conditions in all, and lengths in UTF-16 units (it counts
 * code points). References lead to the root of a document: where the schema is a part of one, its `$defs` go there.
 *
 * @example
 * ```ts
 * const tool = { name: "list_customers", input_schema: toJsonSchema(customers) };
 * ```
 */
export function toJsonSchema(resource: FieldSet): JsonSchema {
  const { fields, dynamic } = resource;
  const limits = asCounts(resource.limits);
  const defs: Record<string, JsonSchema> = {};
  const reference = (kind: Kind, accepted: readonly Operator[] | undefined): JsonSchema => {
    const name = [kind, ...(accepted?.length === 0 ? ["none"] : (accepted ?? []))].join("-");
    defs[name] ??= conditions(kind, accepted, limits);
    return { $ref: `#/$defs/${encodeURIComponent(name)}` };
  };
  const properties = Object.values(fields)
    .filter(({ filterable }) => filterable)
    .map(({ name, kind, operators }) => [name, reference(kind, operators)]);
  const patterns = Object.entries(dynamic).map(([prefix, kind], at) => {
    // Named fields that begin with the prefix are not open-ended, and the first prefix that fits decides.
    const named = Object.keys(fields).filter((name) => name.startsWith(prefix));
    const earlier = Object.keys(dynamic)
      .slice(0, at)
      .filter((other) => other.startsWith(prefix) || prefix.startsWith(other));
    const others = [
      ...named.map((name) => `${literally(name)}$`),
      ...earlier.map((other) => `${literally(other)}[\\s\\S]`),
    ];
    const except = others.length > 0 ? `(?!${others.join("|")})` : "";
    return [`^${except}${literally(prefix)}${wellFormed}+$`, reference(kind, resource.operators)];
  });
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    description: `A filter of ${resource.name}: every field named must match; a list holds several conditions on one field.`,
    properties: Object.fromEntries(properties),
    ...(patterns[0] && { patternProperties: Object.fromEntries(patterns) }),
    additionalProperties: false,
    propertyNames: { maxLength: limits.nameLength },
    maxProperties: limits.conditions,
    $defs: defs,
  };
}

/** The limits as a schema can say them: whole, and none so large that JSON has no number for it. */
function asCounts(limits: Limits): Limits {
  const counts = Object.entries(limits).map(([name, limit]) => [
    name,
    Math.min(Math.floor(limit), Number.MAX_SAFE_INTEGER),
  ]);
  return Object.fromEntries(counts) as Limits;
}

/** As it stands in a regular expression; what is no syntax must not be escaped in a Unicode one. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

function conditions(
  kind: Kind,
  accepted: readonly Operator[] | undefined,
  limits: Limits,
): JsonSchema {
  const names = operatorsOf({ kind, operators: accepted });
  // A field that no condition can be asked of.
  if (names.length === 0) return { not: {} };
  const shapes = new Set(names.map((name) => operators[name][1]));
  const one = {
    anyOf: Array.from(shapes, (shape) => ({
      type: "object",
      properties: {
        operator: { enum: names.filter((name) => operators[name][1] === shape) },
        value: valueList(shape, kind, limits),
      },
      required: ["operator", "value"],
      additionalProperties: false,
    })),
  };
  return { anyOf: [one, { type: "array", items: one, minItems: 1, maxItems: limits.conditions }] };
}

function valueList(shape: OperatorShape, kind: Kind, limits: Limits): JsonSchema {
  const items: Readonly<Record<Kind, JsonSchema>> = {
    text: { type: "string", pattern: `^${wellFormed}*$`, maxLength: limits.textLength },
    number: { type: "number" },
    boolean: { type: "boolean" },
    date: { type: "string", format: "date-time", pattern: instant },
  };
  const isList = shape === "list";
  return {
    type: "array",
    items: shape === "flag" ? items.boolean : shape === "blank" ? { const: "" } : items[kind],
    ...(!isList && { minItems: 1 }),
    maxItems: isList || shape === "some" ? limits.values : 1,
  };
}
