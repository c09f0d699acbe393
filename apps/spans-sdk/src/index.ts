export { and, type Conjunction, type Filter, FilterError, not, or } from "@respan/filters";
export { type Span, type SpanFields, spans, where } from "./spans.ts";
export { createSpansClient, type SpansClient } from "./spans-client.ts";
