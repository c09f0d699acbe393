import { and, defineResource, type Filter, FilterError, or, parseFilter } from "@respan/filters";
import { alignRows } from "./table.ts";

const spans = defineResource({
  fields: { name: "text", amount: "number", created: "date" },
  dynamic: { metadata__: "text" },
});
const million = 1_000_000;
// Made from bytes: a text of many pieces would be put together during the measurement.
const long = Buffer.alloc(100_000_000, "a").toString("latin1");
const condition = (value: unknown): object => ({ operator: "in", value });

function cyclic(): object {
  const object: { operator: string; value?: unknown } = { operator: "in" };
  object.value = [object];
  return object;
}

function trap(): never {
  throw new Error("The trap was sprung.");
}

function nested(): unknown {
  let value: unknown = "x";
  for (let depth = 0; depth < million; depth += 1) value = [value];
  return value;
}

const inputs: Readonly<Record<string, () => unknown>> = {
  "values a million deep": () => ({ name: condition(nested()) }),
  "a million conditions on one field": () => ({
    name: Array.from({ length: million }, () => condition(["x"])),
  }),
  "a million values": () => ({ name: condition(new Array(million).fill("x")) }),
  "a text of 100 MB": () => ({ name: condition([long]) }),
  "a name of 100 MB": () => ({ [long]: condition([]) }),
  "an operator of 100 MB": () => ({ name: { operator: long, value: [] } }),
  "a key of 100 MB": () => ({ name: { ...condition([]), [long]: 1 } }),
  "the longest sparse list": () => ({ name: condition(new Array(2 ** 32 - 1)) }),
  "a bigint of a million digits": () => ({ amount: condition([10n ** 1_000_000n]) }),
  "a cyclic object": () => ({ name: cyclic() }),
  "__proto__ as a field": () => JSON.parse('{"__proto__":{"operator":"","value":["x"]}}'),
  "constructor as a field": () => ({ constructor: condition(["x"]) }),
  "a getter": () => Object.defineProperty({}, "name", { get: trap, enumerable: true }),
  "a proxy": () => new Proxy({}, { ownKeys: trap, getPrototypeOf: trap, get: trap }),
  "a million fields, listed by the engine before the parser sees them": () =>
    Object.fromEntries(Array.from({ length: million }, (_, key) => [`metadata__${key}`, 1])),
};

const one = spans.where("name").eq("x");
const growing = (step: (filter: Filter) => Filter) => (): void => {
  let filter: Filter = one;
  for (let size = 0; size < million; size += 1) filter = step(filter);
};

/** What a program builds without end; the time is that of all steps up to the limit. */
const builders: Readonly<Record<string, () => void>> = {
  "a million negations": growing((filter) => filter.not()),
  "and and or a million deep": growing((filter) => filter.and(one).or(one)),
  "groups a million deep": growing((filter) => or(one, and(one, filter))),
  "a chain of a million conditions": growing((filter) => filter.and(one)),
};

/** How long the parser and the builder take to refuse what is extreme: the fastest of five, in a table. */
export function timeAdversaries(): string {
  // The first refusal compiles the code.
  refuse(() => parseFilter({ name: condition([5]) }, spans));
  const parsed = Object.entries(inputs).map(([name, make]): [string, () => unknown] => {
    const input = make();
    return [name, () => parseFilter(input, spans)];
  });
  const rows = [...parsed, ...Object.entries(builders)].map(([name, run]) => {
    const times = Array.from({ length: 5 }, () => refuse(run));
    return [name, `${Math.min(...times).toFixed(2)} ms`];
  });
  return `Refuse hostile input (at most 10 ms each)\n${alignRows(rows)}\n`;
}

function refuse(run: () => unknown): number {
  const start = performance.now();
  try {
    run();
  } catch (error) {
    if (error instanceof FilterError) return performance.now() - start;
    throw error;
  }
  throw new Error("A hostile input was taken.");
}
