import { and, customers, type Filter, not, or, plan, where } from "@respan/filters";
import { type Comparison, type Contender, compare } from "./paired.ts";

const numbers = ["total_cost", "active_days", "total_tokens", "number_of_requests"] as const;
const texts = ["name", "email", "customer_identifier", "environment"] as const;

const costs = where("total_cost").gt(500);
const names = where("name").startsWith("J");
const active = where("active_days").gte(3);

const gt = (at: number): Filter => where(numbers[at % 4] ?? "total_cost").gt(at);
const contains = (at: number): Filter => where(texts[at % 4] ?? "name").contains(`${at}`);
const many = (count: number, make: (at: number) => Filter): readonly Filter[] =>
  Array.from({ length: count }, (_, at) => make(at));

/** Holds one value more than the one before, of one field or the other: only the two together are alike to it. */
function joiningNext(at: number): Filter {
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, value) => value);
  const half = Math.floor(at / 2);
  return at % 2 === 1
    ? where("total_cost")
        .eq(half + 1)
        .and("active_days")
        .in(upTo(half + 1))
    : where("total_cost")
        .in(upTo(half + 1))
        .and("active_days")
        .eq(half);
}

const filters: Readonly<Record<string, Filter>> = {
  "three that fit": and(costs, names, active),
  "three, one or another": or(costs, names, active),
  "either of two, and one": or(costs, names).and(active),
  "three, to be weakened": and(where("name").iexact("j"), where("email").iexact("k"), active),
  "not any of three, asked in four parts": not(or(costs, names, active)),
  "a band, and a name in any case": where("total_cost").between(1, 5).and("name").iexact("j"),
  "none of three greater": and(...many(3, (at) => not(gt(at)))),
  "1,000 joined by and": and(...many(1000, contains)),
  "1,000 joined by or": or(...many(1000, contains)),
  "1,000 negated, joined by and": and(...many(1000, (at) => not(contains(at)))),
  "1,000 orders negated, joined by and": and(...many(1000, (at) => not(gt(at)))),
  "500 times either of two": and(...many(500, (at) => or(contains(at), gt(at)))),
  "10,000 values, and 999 that are not": and(
    where("name").in(Array.from({ length: 10_000 }, (_, at) => `${at}`)),
    ...many(999, (at) => where("name").ne(`${7 * at}`)),
  ),
  "500 pairs of lists that join one by one": or(...many(500, joiningNext)),
  "not one of 500 pairs": not(or(...many(500, (at) => and(contains(at), gt(at))))),
};

/** How long planning takes, beside planning three conditions that the endpoint takes. */
export function timePlanning(): readonly Comparison[] {
  const [first, ...others] = Object.entries(filters).map(
    ([name, filter]): Contender => ({ name, run: () => plan(filter, customers) }),
  );
  return compare(first as Contender, others, { rounds: 9 });
}
