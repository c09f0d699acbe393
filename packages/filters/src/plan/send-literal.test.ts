import { expect, test } from "vitest";
import { not } from "../algebra.ts";
import { customers, where } from "../customers.ts";
import type { Filter } from "../filter.ts";
import type { Operator } from "../operator.ts";
import { parseFilter } from "../parse-filter.ts";
import { toText } from "../to-text.ts";
import type { FieldRules } from "./contract.ts";
import { literalOf } from "./literal.test-support.ts";
import { sendLiteral } from "./send-literal.ts";
import { toFilter } from "./to-filter.ts";

/** What is sent to an endpoint that takes these operators, a `?` behind those that it may ignore. */
function sentText(filter: Filter, takes: string): string {
  const taken = takes.split(" ").map((name) => ({
    name: name.replace("?", "").replace("eq", "") as Operator,
    isUnsure: name.endsWith("?"),
  }));
  const rules: FieldRules = {
    operators: taken.map(({ name }) => name),
    unsure: taken.filter(({ isUnsure }) => isUnsure).map(({ name }) => name),
    several: true,
    inRows: true,
    sortable: true,
  };
  const sent = sendLiteral(literalOf(filter), rules);
  if (!sent) return "nothing";
  const written = toFilter([sent.as], customers);
  // What is sent is what the parser takes, its values included.
  expect(parseFilter(JSON.parse(String(written)), customers)).toEqual(written);
  return `${toText(written)}${sent.isExact ? "" : ", checked"}`;
}

const name = () => where("name");
const cost = () => where("total_cost");

const rows: readonly (readonly [Filter, takes: string, sent: string])[] = [
  // What is taken is sent as it stands.
  [name().contains("a"), "contains icontains", 'name contains "a"'],
  [name().contains("a"), "contains?", 'name contains "a", checked'],
  [name().contains("a"), "gt", "nothing"],
  // An equal that is sure comes before the same that is not; else the same.
  [name().eq("a"), "eq? in", 'name is in ("a")'],
  [name().eq("a"), "eq? in?", 'name = "a", checked'],
  [name().eq("a"), "in", 'name is in ("a")'],
  [name().in(["a", "b"]), "eq", 'name = any of ("a", "b")'],
  [name().ne("a"), "not_in", 'name is not in ("a")'],
  [name().notIn(["a"]), "not", 'name != "a"'],
  [name().notIn(["a"]), "eq in", "nothing"],
  // Orders are widened by their ends.
  [cost().gt(1), "gte", "total_cost >= 1, checked"],
  [cost().lt(1), "lte", "total_cost <= 1, checked"],
  [cost().gte(1), "gt", "nothing"],
  [cost().lte(1), "lt", "nothing"],
  // Text is widened to what holds it.
  [name().contains("a"), "icontains", 'name contains "a" ignoring case, checked'],
  [name().iexact("a"), "icontains contains eq", 'name contains "a" ignoring case, checked'],
  [name().iexact("a"), "contains eq", "nothing"],
  [name().startsWith("a"), "icontains contains", 'name contains "a", checked'],
  [name().endsWith("a"), "icontains contains", 'name contains "a", checked'],
  [name().startsWith("a"), "icontains", 'name contains "a" ignoring case, checked'],
  [name().endsWith("a"), "icontains", 'name contains "a" ignoring case, checked'],
  [name().icontains("a"), "contains", "nothing"],
  [name().notContains("a"), "contains not", "nothing"],
  // Missing and empty are one but for text.
  [name().isEmpty(), "isnull", "nothing"],
  [cost().isEmpty(), "isnull", "total_cost is null"],
  [name().isNotEmpty(), "isnull not", "name is not null, checked"],
  [name().isNotEmpty(), "not", 'name != "", checked'],
  [cost().isNotEmpty(), "isnull not", "total_cost is not null"],
  [cost().isNotEmpty(), "not", "nothing"],
  [name().isNull(), "empty", "name is empty, checked"],
  [cost().isNull(), "empty", "total_cost is empty"],
  [name().isNotNull(), "not_empty empty", "nothing"],
  [cost().isNotNull(), "not_empty empty", "total_cost is not empty"],
  // What is negated and has no opposite is weakened, if it can be.
  [not(name().icontains("a")), "not_contains icontains", 'name does not contain "a", checked'],
  [not(name().icontains("a")), "icontains", "nothing"],
  [not(name().iexact("a")), "iexact not not_in", 'name != "a", checked'],
  [not(name().iexact("a")), "not_in", 'name is not in ("a"), checked'],
  [not(name().iexact("a")), "iexact", "nothing"],
  [not(cost().gt(1)), "gt lte", "nothing"],
];

test.each(rows)("%#: the best of what the endpoint takes is sent", (filter, takes, sent) => {
  expect(`${toText(filter)} → ${sentText(filter, takes)}`).toBe(`${toText(filter)} → ${sent}`);
});
