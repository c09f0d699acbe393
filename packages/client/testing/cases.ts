import { answerCases } from "./answer-cases.ts";
import type { Case } from "./case.ts";
import { iterationCases } from "./iteration-cases.ts";
import { requestCases } from "./request-cases.ts";

/** What must hold in every runtime. */
export const cases: readonly Case[] = [...requestCases, ...answerCases, ...iterationCases];

const quickNames: readonly string[] = [
  "the project's own server answers a filtered list",
  "503 is followed by another attempt with the same bytes",
  "reset is followed by another attempt with the same bytes",
  "truncate is followed by another attempt with the same bytes",
  "truncate-chunks is followed by another attempt with the same bytes",
  "a connection that is refused is tried again, and then a ConnectionError",
  "stall-body ends with `timeout`, is tried again, and is told apart from `totalTimeout`",
  "abort ends the wait for the next attempt within 50 ms",
  "a redirect is not followed, and the error names its origin alone",
  "neither the key nor the body is in an error that echoes both",
  "wrong-type is a ResponseShapeError at `/results/1/total_cost`, not tried again",
  'every customer comes exactly once with {"paging":"page"}',
  'every customer comes exactly once with {"paging":"seek"}',
  "leaving the loop aborts what is in flight",
];

/** One of each sort, for every run of the tests; the rest takes longer. */
export const quickCases: readonly Case[] = quickNames.map((name) => {
  const [one, ...more] = cases.filter((each) => each.name === name);
  if (!one || more.length > 0)
    throw new Error(`${more.length + (one ? 1 : 0)} cases are called "${name}".`);
  return one;
});
