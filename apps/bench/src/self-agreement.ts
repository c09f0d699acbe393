import { DatabaseSync, type SQLInputValue } from "node:sqlite";
import { hostileText } from "@respan/filter-cases/arbitraries";
import fc from "fast-check";
import { contenders } from "./self-agreement-contenders.ts";

export type Operator = "eq" | "ne" | "lt" | "gte" | "in" | "notIn" | "contains" | "startsWith";

/** A filter that every library can say, or says that it cannot. */
export type Spec =
  | { readonly and: readonly Spec[] }
  | { readonly or: readonly Spec[] }
  | {
      readonly field: "name" | "amount";
      readonly operator: Operator;
      readonly value: string | number | readonly (string | number)[];
    };

export interface Person {
  readonly id: number;
  readonly name: string | null;
  readonly amount: number | null;
}

/** A library that runs one filter in memory and on SQLite. */
export interface Contender {
  readonly name: string;
  /** The ids that each of its engines finds; undefined where it has no word for the operator. */
  readonly run: (
    spec: Spec,
    rows: readonly Person[],
    database: DatabaseSync,
  ) => Promise<readonly (readonly number[])[] | undefined>;
}

export interface SelfAgreement {
  readonly name: string;
  readonly asked: number;
  readonly agreed: number;
  /** Filters at which an engine threw. */
  readonly failed: number;
}

const textOperators = ["eq", "ne", "lt", "gte", "contains", "startsWith"] as const;
const numberOperators = ["eq", "ne", "lt", "gte"] as const;
const listOperators = ["in", "notIn"] as const;

const plainText = fc.string({ unit: fc.constantFrom(..."abc"), minLength: 1, maxLength: 3 });

function spec(text: fc.Arbitrary<string>, isHostile: boolean): fc.Arbitrary<Spec> {
  const number = fc.integer({ min: -3, max: 3 });
  const minLength = isHostile ? 0 : 1;
  const condition = fc.oneof(
    fc.record({
      field: fc.constant("name" as const),
      operator: fc.constantFrom(...textOperators),
      value: text,
    }),
    fc.record({
      field: fc.constant("amount" as const),
      operator: fc.constantFrom(...numberOperators),
      value: number,
    }),
    fc.record({
      field: fc.constant("name" as const),
      operator: fc.constantFrom(...listOperators),
      value: fc.array(text, { minLength, maxLength: 3 }),
    }),
  );
  const several = fc.array(condition, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    condition,
    several.map((and) => ({ and })),
    several.map((or) => ({ or })),
  );
}

/** How often each library gives one answer on its own engines, over plain and hostile filters. */
export async function selfAgreement(
  count: number,
  isHostile: boolean,
  seed: number,
): Promise<readonly SelfAgreement[]> {
  const text = isHostile ? hostileText("record") : plainText;
  const nullable = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
    isHostile ? fc.option(value, { freq: 4 }) : value;
  const rows = fc
    .sample(fc.tuple(nullable(text), nullable(fc.integer({ min: -3, max: 3 }))), {
      numRuns: 60,
      seed,
    })
    .map(([name, amount], id): Person => ({ id, name, amount }));
  const database = new DatabaseSync(":memory:");
  database.exec("create table people (id integer primary key, name text, amount real)");
  const insert = database.prepare("insert into people values (?, ?, ?)");
  for (const { id, name, amount } of rows) insert.run(...([id, name, amount] as SQLInputValue[]));

  const specs = fc.sample(spec(text, isHostile), { numRuns: count, seed });
  const results: SelfAgreement[] = [];
  for (const { name, run } of contenders) {
    let [asked, agreed, failed] = [0, 0, 0];
    for (const each of specs) {
      try {
        const answers = await run(each, rows, database);
        if (answers === undefined) continue;
        asked += 1;
        const [first, ...others] = answers.map((ids) => [...ids].sort((a, b) => a - b).join());
        if (others.every((other) => other === first)) agreed += 1;
      } catch {
        asked += 1;
        failed += 1;
      }
    }
    results.push({ name, asked, agreed, failed });
  }
  database.close();
  return results;
}

export function agreementTable(title: string, results: readonly SelfAgreement[]): string {
  const lines = results.map(({ name, asked, agreed, failed }) =>
    [
      name.padEnd(44),
      `${((agreed / asked) * 100).toFixed(1)} %`.padStart(8),
      String(asked).padStart(8),
      String(failed).padStart(8),
    ].join(""),
  );
  const head = `${"".padEnd(44)}${"agree".padStart(8)}${"filters".padStart(8)}${"threw".padStart(8)}`;
  return [title, head, ...lines, ""].join("\n");
}
