import { wireFilter } from "@respan/filter-cases/arbitraries";
import {
  customers,
  type Filter,
  not,
  or,
  parseFilter,
  toPredicate,
  toText,
  where,
} from "@respan/filters";
import { demoCustomers } from "@respan/server";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type Draft,
  type DraftCondition,
  type DraftGroup,
  draftCondition,
  draftGroup,
  withChoice,
  withField,
} from "./draft.ts";
import { draftFromAddress, draftToAddress } from "./draft-address.ts";
import { draftToFilter } from "./draft-to-filter.ts";
import { filterToDraft } from "./filter-to-draft.ts";

const fields = Object.fromEntries(
  Object.values(customers.fields).flatMap(({ name, kind, filterable }) =>
    filterable ? [[name, kind]] : [],
  ),
);
const filterObject = wireFilter({ name: "customers", fields, dynamic: {} });

test("a filter object that is pasted stands in the rows unchanged, and in the address", () => {
  fc.assert(
    fc.property(filterObject, (object) => {
      const filter = parseFilter(object, customers);
      const draft = filterToDraft(filter);
      const { filter: read, problems } = draftToFilter(draft);
      expect(problems.size).toBe(0);
      expect(String(read)).toBe(String(filter));
      const shared = draftFromAddress(draftToAddress(draft));
      expect(shared && String(draftToFilter(shared).filter)).toBe(String(filter));
    }),
    { numRuns: 300 },
  );
});

test.each([
  or(where("total_cost").gt(500), not(where("email").endsWith("@acme.dev"))),
  not(or(where("name").isNull(), where("name").isEmpty()).and("active_days").between(1, 9)),
  where("last_active_timeframe").lt("2025-05-01T00:00:00Z").or("period_budget").isNotNull(),
  where("first_seen").between("2025-05-01T00:00:00Z", "2025-06-01T00:00:00Z"),
  where("first_seen").gt("2025-05-01T00:00:00Z").or("first_seen").lte("2025-05-01T00:00:00Z"),
  where("first_seen").gte("2025-05-01T12:30:00Z").or("first_seen").eq("2025-05-01T00:00:00Z"),
  where("first_seen").notIn(["2025-05-01T00:00:00Z", "2025-05-02T00:00:00Z"]),
])("groups come back from the rows as they were: %#", (filter) => {
  expect(toText(read(filterToDraft(filter)))).toBe(toText(filter));
});

test("a condition without a value is named and left out, a group of none as well", () => {
  const empty = draftCondition("total_cost", "gt");
  const whole = draftCondition("email", "contains", [""]);
  const draft = draftGroup("and", [draftGroup("or", [empty]), whole]);
  const { problems, origins } = draftToFilter(draft);
  expect(toText(read(draft))).toBe('email contains ""');
  expect(problems.get(empty.id)?.kind).toBe("missing");
  expect(origins).toEqual([whole.id]);
});

test("a value that is deleted from a condition that was asked for leaves no filter until it is back", () => {
  const [spent, list] = [
    draftCondition("total_cost", "gt", ["5"]),
    draftCondition("name", "in", ["Ada"]),
  ];
  const { origins } = draftToFilter(draftGroup("and", [spent, list]));
  const emptied = { ...spent, values: [null] };
  const { filter, problems } = draftToFilter(draftGroup("and", [emptied, list]), origins);
  expect(filter).toBeUndefined();
  expect(problems.get(spent.id)?.kind).toBe("emptied");
  // One more value that is still to come is no reason to drop those that are there.
  const longer = { ...list, values: ["Ada", null] };
  expect(draftToFilter(draftGroup("and", [spent, longer]), origins).filter).toBeUndefined();
  // Removed, or new and without a value yet, a condition waits for nothing.
  const added = draftCondition("email", "contains");
  const { filter: left } = draftToFilter(draftGroup("and", [added, list]), origins);
  expect(left && toText(left)).toBe('name is in ("Ada")');
});

test.each([
  [
    "too many conditions",
    draftGroup(
      "or",
      Array.from({ length: 1001 }, () => one()),
    ),
  ],
  [
    "too deep",
    Array.from({ length: 40 }).reduce<DraftGroup>(
      (all) => draftGroup("not and", [all, one()]),
      draftGroup("or", [one()]),
    ),
  ],
])("a draft beyond what a filter can be leaves no filter, and says why: %s", (message, draft) => {
  const { filter, problems } = draftToFilter(draftGroup("and", [draft, one()]));
  expect(filter).toBeUndefined();
  const beyond = [...problems.values()];
  expect(beyond.map(({ kind }) => kind)).toEqual(["beyond"]);
  expect(beyond[0]?.message).toContain(message);
});

test.each([
  ["active_days", "lt", ["ten"], "“ten” is not a number"],
  ["total_cost", "between", ["1", "2o"], "“2o” is not a number"],
  ["total_cost", "between", [null, "2o"], "“2o” is not a number"],
  ["first_seen", "lte", ["2025-02-30"], "2025-02-30"],
] as const)(
  "a wrong value leaves no filter, however many conditions are right: %s %s %j",
  (...it) => {
    const [field, choice, values, message] = it;
    const wrong = draftCondition(field, choice, values);
    const whole = draftCondition("email", "contains", ["a"]);
    const { filter, problems } = draftToFilter(
      draftGroup("and", [whole, draftGroup("or", [whole, wrong])]),
    );
    expect(filter).toBeUndefined();
    expect(problems.get(wrong.id)?.kind).toBe("wrong");
    expect(problems.get(wrong.id)?.message).toContain(message);
  },
);

test("both conditions of a band come from its row", () => {
  const band = draftCondition("total_cost", "between", ["1", "2"]);
  expect(draftToFilter(draftGroup("and", [band])).origins).toEqual([band.id, band.id]);
});

const last = demoCustomers(5000).map((one) => one.last_active_timeframe);

test.each([
  ["", ["2025-12-29"], (at: string) => at.startsWith("2025-12-29")],
  ["in", ["2025-12-29", "2025-12-30"], (at: string) => /^2025-12-(29|30)/.test(at)],
  ["not", ["2025-12-29"], (at: string) => !at.startsWith("2025-12-29")],
  ["gt", ["2025-12-29"], (at: string) => at >= "2025-12-30"],
  ["gte", ["2025-12-29"], (at: string) => at >= "2025-12-29"],
  ["lt", ["2025-12-29"], (at: string) => at < "2025-12-29"],
  ["lte", ["2025-12-29"], (at: string) => at < "2025-12-30"],
  ["between", ["2025-12-28", "2025-12-29"], (at: string) => /^2025-12-2[89]/.test(at)],
  ["lte", ["2025-12-29T10:30:00Z"], (at: string) => at <= "2025-12-29T10:30:00Z"],
] as const)("a day is all of that day, in UTC: %j %j", (choice, values, isMeant) => {
  const condition = draftCondition("last_active_timeframe", choice, values);
  const draft = draftGroup("and", [condition]);
  const { origins, problems } = draftToFilter(draft);
  expect(problems.size).toBe(0);
  const isFound = toPredicate(read(draft));
  const found = last.filter((at) => isFound({ last_active_timeframe: at }));
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual(last.filter((at) => isMeant(at)));
  // The code's conditions light up the row that they come from.
  expect(new Set(origins)).toEqual(new Set([condition.id]));
});

test("another field or operator keeps the values that fit it", () => {
  const condition = draftCondition("total_cost", "gt", ["5"]);
  expect(withChoice(condition, "between").values).toEqual(["5", null]);
  expect(withChoice(condition, "isnull").values).toEqual([]);
  expect(withField(condition, "active_days")).toMatchObject({ choice: "gt", values: ["5"] });
  expect(withField(condition, "email")).toMatchObject({ choice: "gt", values: [null] });
  const search = draftCondition("email", "contains", ["x"]);
  expect(withField(search, "total_cost")).toMatchObject({ choice: "gt", values: [null] });
});

test.each([
  "",
  "[]",
  "{",
  '{"and":[["total_cots","gt","1"]]}',
  '{"and":[["total_cost","contains","1"]]}',
  '{"and":[["total_cost","gt",1]]}',
  '{"xor":[]}',
  '{"and":[],"or":[]}',
  '["total_cost","gt","1"]',
  '{"and":'.repeat(5000),
  `${'{"and":['.repeat(40)}${"]}".repeat(40)}`,
])("an address that was changed into %j is not read as another filter", (text) => {
  expect(draftFromAddress(text)).toBeUndefined();
});

test("a draft that is not finished comes back from the address as it is", () => {
  const draft = draftGroup("not or", [draftCondition("total_cost", "gt"), draftGroup("or")]);
  const shared = draftFromAddress(draftToAddress(draft));
  expect(shared && withoutIds(shared)).toEqual(withoutIds(draft));
});

function one(): DraftCondition {
  return draftCondition("total_cost", "gt", ["1"]);
}

/** The filter of a draft in which nothing is wrong. */
function read(draft: DraftGroup): Filter {
  const { filter } = draftToFilter(draft);
  if (filter === undefined) throw new Error("A condition is wrong.");
  return filter;
}

function withoutIds(draft: Draft): unknown {
  const { id: _, ...rest } = draft;
  return rest.kind === "group" ? { ...rest, parts: rest.parts.map(withoutIds) } : rest;
}
