import { foldTree } from "@respan/filter-cases";
import { filterTree } from "@respan/filter-cases/arbitraries";
import {
  and,
  customers,
  type Filter,
  foldFilter,
  not,
  or,
  parseFilter,
  where,
} from "@respan/filters";
import fc from "fast-check";
import { expect, test } from "vitest";
import { toPlainText } from "./code.ts";
import { toTypeScript } from "./to-typescript.ts";

const table: readonly (readonly [Filter, string])[] = [
  [where("total_cost").gt(10), 'where("total_cost").gt(10)'],
  [where("total_cost").between(1, 2), 'where("total_cost").between(1, 2)'],
  [
    where("name").isNotNull().and("email").in(["a", "b"]),
    'where("name").isNotNull()\n  .and("email").in(["a", "b"])',
  ],
  [
    where("name").eq("a", "b").or("name").isNull(),
    'where("name").eq("a", "b")\n  .or("name").isNull()',
  ],
  [not(where("email").endsWith('"')), 'not(where("email").endsWith("\\""))'],
  [
    or(where("total_cost").gt(500), where("name").startsWith("J").and("email").isEmpty()),
    'or(\n  where("total_cost").gt(500),\n  where("name").startsWith("J")\n    .and("email").isEmpty(),\n)',
  ],
  [and(), "and()"],
];

test.each(table)("a filter is written as the code that builds it: %#", (filter, source) => {
  expect(toPlainText(toTypeScript(filter).code)).toBe(source);
});

test("the names that the code uses are given as its imports", () => {
  const filter = or(not(where("name").isNull()), where("total_cost").gt(1));
  expect(toTypeScript(filter).imports).toEqual(["not", "or", "where"]);
});

test("any filter comes back from running the code that it is written as", () => {
  fc.assert(
    fc.property(filterTree({ name: "customers", fields: wireFields, dynamic: {} }), (tree) => {
      const filter = foldTree<Filter>(tree, {
        where: (wire) => parseFilter(wire, customers),
        and: (parts) => and(...parts),
        or: (parts) => or(...parts),
        not,
      });
      expect(structureOf(run(toTypeScript(filter)))).toEqual(structureOf(filter));
    }),
    { numRuns: 300 },
  );
});

const wireFields = Object.fromEntries(
  Object.values(customers.fields).flatMap(({ name, kind, filterable }) =>
    filterable ? [[name, kind]] : [],
  ),
);

function run({ code, imports }: ReturnType<typeof toTypeScript>): Filter {
  const scope: Readonly<Record<string, unknown>> = { where, and, or, not };
  const build = new Function(...imports, `return ${toPlainText(code)};`);
  return build(...imports.map((name) => scope[name]));
}

function structureOf(filter: Filter): unknown {
  return foldFilter<unknown>(filter, {
    condition: ({ field, operator, values }) => ({ field, operator, values }),
    and: (parts) => ({ and: parts }),
    or: (parts) => ({ or: parts }),
    not: (part) => ({ not: part }),
  });
}
