import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import {
  formatQuery,
  jsonLogicAdditionalOperators,
  type RuleGroupType,
} from "@react-querybuilder/core";
import { and, defineResource, type Filter, or, parseFilter, toPredicate } from "@respan/filters";
import { toExpression } from "@respan/kysely";
import { CompoundCondition, FieldCondition } from "@ucast/core";
import { createJsInterpreter, allInterpreters as jsInterpreters } from "@ucast/js";
// @ts-expect-error TS7016: the package has types that its `exports` do not lead to.
import { allInterpreters, createSqlInterpreter, sqlite as ucastSqlite } from "@ucast/sql";
import jsonLogic from "json-logic-js";
import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { describeEntity, Fields, InMemoryDataProvider, Remult, SqlDatabase } from "remult";
import { NodeSqliteDataProvider } from "remult/remult-node-sqlite";
import sift from "sift";
import type { Contender, Operator, Person, Spec } from "./self-agreement.ts";

function idsOf(rows: readonly { readonly id: unknown }[]): readonly number[] {
  return rows.map(({ id }) => Number(id));
}

function query(database: DatabaseSync, where: string, parameters: readonly unknown[]) {
  const statement = database.prepare(`select id from people where ${where}`);
  return idsOf(statement.all(...(parameters as SQLInputValue[])) as { id: number }[]);
}

const { resource, columns } = {
  resource: defineResource({ fields: { name: "text", amount: "number" } }),
  columns: { name: "name", amount: "amount" },
};
const wire: Readonly<Record<Operator, string>> = {
  eq: "",
  ne: "not",
  lt: "lt",
  gte: "gte",
  in: "in",
  notIn: "not_in",
  contains: "contains",
  startsWith: "startswith",
};
const kysely = new Kysely<{ people: Person }>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

function toFilter(spec: Spec): Filter {
  if ("and" in spec) return and(...spec.and.map(toFilter));
  if ("or" in spec) return or(...spec.or.map(toFilter));
  const { field, operator, value } = spec;
  return parseFilter({ [field]: { operator: wire[operator], value: [value].flat() } }, resource);
}

const respan: Contender = {
  name: "@respan: predicate, SQLite",
  async run(spec, rows, database) {
    const filter = toFilter(spec);
    const expression = toExpression(filter, { dialect: "sqlite", columns });
    const { sql, parameters } = kysely
      .selectFrom("people")
      .select("id")
      .where(expression)
      .compile();
    const found = database.prepare(sql).all(...(parameters as SQLInputValue[]));
    return [idsOf(rows.filter(toPredicate(filter))), idsOf(found as { id: number }[])];
  },
};

const ruleOperators: Readonly<Record<Operator, string>> = {
  eq: "=",
  ne: "!=",
  lt: "<",
  gte: ">=",
  in: "in",
  notIn: "notIn",
  contains: "contains",
  startsWith: "beginsWith",
};

function toRules(spec: Spec): RuleGroupType {
  const parts = "and" in spec ? spec.and : "or" in spec ? spec.or : [spec];
  const rules = parts.flatMap((part) =>
    "field" in part
      ? [{ field: part.field, operator: ruleOperators[part.operator], value: part.value }]
      : [],
  );
  return { combinator: "or" in spec ? "or" : "and", rules };
}

for (const [name, operator] of Object.entries(jsonLogicAdditionalOperators)) {
  jsonLogic.add_operation(name, operator);
}

const reactQueryBuilder: Contender = {
  name: "react-querybuilder: JsonLogic, sift, SQLite",
  async run(spec, rows, database) {
    const rules = toRules(spec);
    const { sql, params } = formatQuery(rules, { format: "parameterized", preset: "sqlite" });
    const logic = formatQuery(rules, "jsonlogic");
    const mongo = formatQuery(rules, "mongodb_query") as Parameters<typeof sift>[0];
    return [
      idsOf(rows.filter((row) => Boolean(jsonLogic.apply(logic as never, row)))),
      idsOf(rows.filter(sift(mongo) as (row: Person) => boolean)),
      query(database, sql, params),
    ];
  },
};

const interpretJs = createJsInterpreter(jsInterpreters);
const interpretSql = createSqlInterpreter(allInterpreters);
const ucastOperators: Readonly<Partial<Record<Operator, string>>> = {
  eq: "eq",
  ne: "ne",
  lt: "lt",
  gte: "gte",
  in: "in",
  notIn: "nin",
};

function toCondition(spec: Spec): FieldCondition<unknown> | CompoundCondition | undefined {
  if ("field" in spec) {
    const operator = ucastOperators[spec.operator];
    return operator === undefined
      ? undefined
      : new FieldCondition(operator, spec.field, spec.value);
  }
  const parts = ("and" in spec ? spec.and : spec.or).map(toCondition);
  const known = parts.flatMap((part) => part ?? []);
  if (known.length < parts.length) return undefined;
  return new CompoundCondition("and" in spec ? "and" : "or", known);
}

const ucast: Contender = {
  name: "ucast: js, SQLite",
  async run(spec, rows, database) {
    const condition = toCondition(spec);
    if (condition === undefined) return undefined;
    const options = { ...ucastSqlite, joinRelation: () => false };
    // The SQL package is typed for an older core, whose conditions have the same shape.
    const [sql, parameters] = interpretSql(condition, options) as [string, readonly unknown[]];
    return [
      idsOf(rows.filter((row) => interpretJs(condition as never, row as never))),
      query(database, sql, parameters),
    ];
  },
};

class RemultPerson {
  id = 0;
  name: string | null = null;
  amount: number | null = null;
}
describeEntity(RemultPerson, "people", {
  id: Fields.integer(),
  name: Fields.string({ allowNull: true }),
  amount: Fields.number({ allowNull: true }),
});
const remultOperators: Readonly<Record<Exclude<Operator, "eq">, string>> = {
  ne: "$ne",
  lt: "$lt",
  gte: "$gte",
  in: "$in",
  notIn: "$nin",
  contains: "$contains",
  startsWith: "$startsWith",
};

function toRemultFilter(spec: Spec): object {
  if ("and" in spec) return { $and: spec.and.map(toRemultFilter) };
  if ("or" in spec) return { $or: spec.or.map(toRemultFilter) };
  if (spec.operator === "eq") return { [spec.field]: spec.value };
  return { [spec.field]: { [remultOperators[spec.operator]]: spec.value } };
}

const remult: Contender = {
  name: "remult: memory, SQLite",
  async run(spec, rows, database) {
    const memory = new InMemoryDataProvider();
    memory.rows = { people: rows.map((row) => ({ ...row })) };
    const where = toRemultFilter(spec);
    const find = async (remult: Remult) => {
      const { error } = console;
      // It prints each statement that fails; the table counts them.
      console.error = () => {};
      try {
        return idsOf(await remult.repo(RemultPerson).find({ where, limit: 1000 }));
      } finally {
        console.error = error;
      }
    };
    const sqlite = new SqlDatabase(new NodeSqliteDataProvider(database));
    return [await find(new Remult(memory)), await find(new Remult(sqlite))];
  },
};

export const contenders: readonly Contender[] = [respan, reactQueryBuilder, ucast, remult];
