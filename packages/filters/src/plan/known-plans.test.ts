import { expect, test } from "vitest";
import { and, not, or } from "../algebra.ts";
import { type CustomerFields, customers, where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import { FilterError } from "../filter-error.ts";
import { toText } from "../to-text.ts";
import type { Contract } from "./contract.ts";
import {
  customersContract,
  customersNewestContract,
  customersPageContract,
} from "./customers-contracts.ts";
import { explain } from "./explain.ts";
import { type PlanOptions, plan } from "./plan.ts";

type CustomerFilter = Filter<CustomerFields>;

// Who changes the planner sees here which plans change. Whether a plan finds the right rows is for the
// properties to say; that it asks no more than before, in what order and why, is said nowhere else.

/** On few fields, so that they overlap, contradict and imply each other; some on rows alone, some on none. */
const conditions = (): readonly CustomerFilter[] => [
  where("total_cost").gt(5),
  where("total_cost").lte(9),
  where("total_cost").eq(7),
  where("total_cost").in([7, 8]),
  where("name").eq("Ada"),
  where("name").ne("Bo"),
  where("name").startsWith("A"),
  where("name").iexact("ada"),
  where("name").isNull(),
  where("first_seen").gt("2026-05-01T00:00:00Z"),
  where("total_prompt_tokens").gte(100),
  where("total_prompt_tokens").isEmpty(),
];

/** One condition on each field, of which some are on no row. */
const narrow: Contract = {
  name: "a narrow endpoint",
  fields: {
    ...customersPageContract.fields,
    total_prompt_tokens: {
      operators: ["", "in", "gt", "gte", "lt", "lte", "empty"],
      unsure: [],
      several: false,
      inRows: false,
      sortable: false,
    },
  },
};

const contracts: readonly Contract[] = [
  customersPageContract,
  customersNewestContract,
  customersContract,
  narrow,
];

const options: readonly PlanOptions[] = [
  {},
  { sortBy: "first_seen" },
  { reserved: "total_cost" },
  { reserved: "total_prompt_tokens" },
  { maxBranches: 2 },
  { sortBy: "-total_cost", maxBranches: 4 },
];

/** Each alone, each pair, and some threes and fours, joined in each way. */
function joined(all: readonly CustomerFilter[]): readonly CustomerFilter[] {
  const pairs = all.flatMap((a, at) => all.slice(at + 1).map((b) => [a, b] as const));
  const at = (place: number): CustomerFilter => all[place % all.length] as CustomerFilter;
  const fours = all.flatMap((a, place) =>
    [1, 2, 5].map(
      (step) => [a, at(place + step), at(place + 2 * step), at(place + 3 * step)] as const,
    ),
  );
  const threes = all.flatMap((a, place) =>
    [1, 2, 3, 4, 7].map((step) => [a, at(place + step), at(place + 2 * step + 1)] as const),
  );
  return [
    ...all,
    ...all.map((a) => not(a)),
    ...pairs.flatMap(([a, b]) => [
      and(a, b),
      or(a, b),
      not(and(a, b)),
      not(or(a, b)),
      and(a, not(b)),
    ]),
    ...threes.flatMap(([a, b, c]) => [
      and(a, or(b, c)),
      or(a, and(b, c)),
      or(and(a, b), and(a, c)),
    ]),
    ...fours.flatMap(([a, b, c, d]) => [
      and(or(a, b), or(c, d)),
      or(and(a, b), and(c, d)),
      not(or(and(a, b), c, d)),
      and(or(a, b), or(b, c), or(c, d), or(d, a)),
      or(a, b, c, d),
    ]),
  ];
}

/** Lists, long chains, and alternatives that send the same. */
function longer(): readonly CustomerFilter[] {
  const [id, name, cost, seen] = [
    where("customer_identifier"),
    where("name"),
    where("total_cost"),
    where("first_seen"),
  ];
  const early = seen.lt("2026-01-01T00:00:00Z");
  const late = seen.gt("2026-05-01T00:00:00Z");
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n);
  return [
    or(and(name.in(["a", "b"]), early), and(name.in(["a", "b"]), late)),
    or(and(name.in(["a", "b"]), early), and(name.in(["a", "c"]), late)),
    or(and(name.in(["a", "b"]), early), and(name.in(["a", "b", "c"]), late)),
    or(and(name.in(["a", "b"]), early), and(name.eq("a"), late)),
    or(and(name.eq("a"), cost.gt(1), early), and(cost.gt(1), name.eq("a"), late)),
    or(and(name.eq("a"), cost.gt(1), early), and(cost.gt(1), name.eq("b"), late)),
    or(and(name.eq("a"), cost.gt(1), early), and(name.eq("a"), late)),
    or(and(cost.gt(1), early), and(cost.gte(1), late), and(cost.gt(1), late)),
    and(...numbers(7).map((n) => name.ne(`${n}`))),
    and(...numbers(8).map((n) => name.notContains(`${n}`))),
    and(...numbers(9).map((n) => cost.gt(n)), cost.lt(50), name.ne("a")),
    and(...numbers(9).map((n) => cost.ne(n)), cost.in(numbers(12))),
    or(...numbers(9).map((n) => id.eq(`user_${n}`))),
    or(...numbers(17).map((n) => and(id.eq(`user_${n}`), cost.gt(n % 3)))),
    or(...numbers(17).map((n) => and(name.eq(`${n % 4}`), cost.gt(n % 3), early))),
    or(...numbers(15).map((n) => and(name.contains(`${n}`), cost.between(n, n + 1)))),
    or(...numbers(15).map((n) => and(name.in(["a", `${n}`]), cost.in([1, n])))),
    or(...numbers(70).map((n) => and(id.startsWith("user"), name.eq(`${n % 5}`), cost.eq(n)))),
    and(or(cost.gt(1), name.eq("a")), or(cost.gt(1), name.eq("b")), or(cost.gt(2), name.eq("a"))),
    and(...numbers(5).map((n) => or(cost.gt(n), name.startsWith("abcde".slice(0, n + 1))))),
    and(...numbers(5).map((n) => or(and(cost.gt(n), id.gt("b")), and(name.eq("a"), cost.lt(9))))),
    or(cost.in([1, 2, 3]), cost.in([3, 4]), cost.between(2, 6)),
    or(cost.between(1, 5), cost.between(5, 9)),
    or(cost.between(1, 5).and("name").eq("a"), cost.between(5, 9).and("name").in(["a", "b"])),
    and(cost.gte(5), cost.lte(5)),
    and(cost.gte(5), cost.lt(5)),
    and(cost.gt(5), cost.lte(5), name.eq("a")),
    and(name.in(["a", "b", "c"]), name.in(["b", "c", "d"]), name.ne("c")),
    not(and(cost.between(1, 5), name.in(["a", "b"]), id.startsWith("user"))),
  ];
}

function tell(filter: CustomerFilter, options: PlanOptions): string {
  try {
    return explain(plan(filter, customers, options));
  } catch (error) {
    if (error instanceof FilterError) return `${error.code} ${error.path}: ${error.message}`;
    throw error;
  }
}

test("plans stay as they are known", async () => {
  const plans = [
    ...joined(conditions()),
    ...longer().flatMap((each) => [each, each, each, each]),
  ].map((filter, at) => {
    const contract = contracts[at % contracts.length] as Contract;
    const others = options[Math.floor(at / contracts.length) % options.length] as PlanOptions;
    const given = [contract.name, ...Object.entries(others).map((option) => option.join(" "))];
    return `${toText(filter)}\n(${given.join(", ")})\n${tell(filter, { ...others, contract })}\n`;
  });
  await expect(plans.join("\n")).toMatchFileSnapshot("../../known-plans.txt");
});
