import { type CustomerRecord, customerRecords } from "./customer-records.ts";
import { byHand, type Evaluator, evaluators, type Predicate } from "./evaluators.ts";
import { type Comparison, type Contender, compare, type Rounds } from "./paired.ts";

const conditions = { cost: 10, email: "example.com", days: 5 };

/** Evaluating three conditions over records, each library beside the predicate written by hand. */
export function compareEvaluators(
  count: number,
  { othersFirst = false, ...rounds }: Rounds & { readonly othersFirst?: boolean } = {},
): readonly Comparison[] {
  const records = customerRecords(count);
  const expected = records.filter(byHand.compile(conditions)).length;
  const contenders = [byHand, ...evaluators].map((evaluator): Contender => {
    if (othersFirst) runOthers(evaluator, records.slice(0, 1000));
    const predicate = evaluator.compile(conditions);
    const loop = loopOfItsOwn();
    const found = loop(records, predicate);
    if (found !== expected) {
      throw new Error(`${evaluator.name} finds ${found} records, by hand ${expected}.`);
    }
    return { name: evaluator.name, run: () => loop(records, predicate) };
  });
  return compare(contenders[0] as Contender, contenders.slice(1), rounds);
}

function runOthers(evaluator: Evaluator, records: readonly CustomerRecord[]): void {
  for (let index = 0; index < 100; index += 1) {
    const predicate = evaluator.other(index);
    const loop = loopOfItsOwn();
    for (let round = 0; round < 5; round += 1) loop(records, predicate);
  }
}

type Loop = (records: readonly CustomerRecord[], predicate: Predicate) => number;
let loops = 0;

/**
 * A loop whose code no other predicate shares: a shared one would be compiled for whichever
 * predicates came by before, and the order of the contenders would show in the figures.
 */
function loopOfItsOwn(): Loop {
  loops += 1;
  return new Function(
    "records",
    "predicate",
    `// ${loops}: the same text again would be the same code again.
    let count = 0;
    for (let index = 0; index < records.length; index += 1) if (predicate(records[index])) count += 1;
    return count;`,
  ) as Loop;
}
