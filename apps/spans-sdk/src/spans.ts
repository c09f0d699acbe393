import { defineResource, type Resource } from "@respan/filters";

/** One call of a model, as this SDK's service stores it. */
export interface Span {
  readonly id: string;
  readonly model: string;
  /** US dollars. */
  readonly cost: number;
  /** Seconds. */
  readonly latency: number;
  readonly is_error: boolean;
  /** ISO 8601 with a zone. */
  readonly timestamp: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What spans can be filtered by, `metadata__KEY` for any key included. */
export interface SpanFields {
  model: "text";
  cost: "number";
  latency: "number";
  is_error: "boolean";
  timestamp: "date";
  [metadata: `metadata__${string}`]: "text";
}

/** The service's contract: the client builds by it, the service reads by it. */
export const spans: Resource<SpanFields> = defineResource({
  name: "spans",
  fields: {
    model: "text",
    cost: "number",
    latency: "number",
    is_error: "boolean",
    timestamp: "date",
  },
  dynamic: { metadata__: "text" },
});

/** Starts a filter of spans; the editor knows its fields, and the operators of each. */
export const where: Resource<SpanFields>["where"] = spans.where;
