import { foldCase, includesFolded } from "./fold-case.ts";
import type { Scalar } from "./kind.ts";
import type { Operator } from "./operator.ts";

/** Says whether a record, or an object in it, passes. */
export type RecordTest = (record: Readonly<Record<string, unknown>>) => boolean;

/** What a test looks at in place of the property itself: the instant of a date, the order of texts. */
export type ViewOf = ((value: unknown) => unknown) | undefined;

/**
 * Makes the test of the property `key` against a condition's values.
 *
 * Each test reads the property itself and does all its work in one call: a call from a shared test
 * into another function is what the processor would spend most of its time on.
 */
type MakeTest = (key: string, values: readonly Scalar[], view: ViewOf) => RecordTest;

// What no filter can hold is no number of the language, though a record may hold it.
const infinity = Number.POSITIVE_INFINITY;

/** For each operator, how its test is made. A value that is viewed otherwise is compared in that view. */
export const operatorTests: Readonly<Record<Operator, MakeTest>> = {
  "": equalsAny,
  in: equalsAny,
  not: /* @__PURE__ */ negate(equalsAny),
  not_in: /* @__PURE__ */ negate(equalsAny),
  gt: /* @__PURE__ */ ordered((key, v, type, view) => (record) => {
    const x = (view ? view(record[key]) : record[key]) as Scalar;
    return typeof x === type && x > v && x !== infinity;
  }),
  gte: /* @__PURE__ */ ordered((key, v, type, view) => (record) => {
    const x = (view ? view(record[key]) : record[key]) as Scalar;
    return typeof x === type && x >= v && x !== infinity;
  }),
  lt: /* @__PURE__ */ ordered((key, v, type, view) => (record) => {
    const x = (view ? view(record[key]) : record[key]) as Scalar;
    return typeof x === type && x < v && x !== -infinity;
  }),
  lte: /* @__PURE__ */ ordered((key, v, type, view) => (record) => {
    const x = (view ? view(record[key]) : record[key]) as Scalar;
    return typeof x === type && x <= v && x !== -infinity;
  }),
  contains,
  startswith: startsWith,
  endswith: endsWith,
  not_contains: /* @__PURE__ */ negate(contains),
  not_startswith: /* @__PURE__ */ negate(startsWith),
  not_endswith: /* @__PURE__ */ negate(endsWith),
  icontains(key, [value]) {
    const folded = foldCase(value as string);
    return (record) => {
      const x = record[key];
      return typeof x === "string" && includesFolded(x, folded);
    };
  },
  iexact(key, [value]) {
    const folded = foldCase(value as string);
    return (record) => {
      const x = record[key];
      return typeof x === "string" && x.length === folded.length && includesFolded(x, folded);
    };
  },
  empty: isEmpty,
  not_empty: /* @__PURE__ */ negate(isEmpty),
  isnull:
    (key, [yes]) =>
    (record) =>
      (record[key] == null) === yes,
};

function equalsAny(key: string, values: readonly Scalar[], view: ViewOf): RecordTest {
  const [only] = values;
  if (values.length === 1) return (record) => (view ? view(record[key]) : record[key]) === only;
  const set = new Set<unknown>(values);
  return (record) => set.has(view ? view(record[key]) : record[key]);
}

function contains(key: string, [value]: readonly Scalar[]): RecordTest {
  return (record) => {
    const x = record[key];
    return typeof x === "string" && x.includes(value as string);
  };
}

function startsWith(key: string, [value]: readonly Scalar[]): RecordTest {
  return (record) => {
    const x = record[key];
    return typeof x === "string" && x.startsWith(value as string);
  };
}

function endsWith(key: string, [value]: readonly Scalar[]): RecordTest {
  return (record) => {
    const x = record[key];
    return typeof x === "string" && x.endsWith(value as string);
  };
}

function isEmpty(key: string): RecordTest {
  return (record) => record[key] == null || record[key] === "";
}

function negate(make: MakeTest): MakeTest {
  return (...condition) => {
    const test = make(...condition);
    return (record) => !test(record);
  };
}

function ordered(
  make: (key: string, value: Scalar, type: string, view: ViewOf) => RecordTest,
): MakeTest {
  return (key, [value], view) => make(key, value as Scalar, typeof value, view);
}
