import {
  and,
  customers,
  type Filter,
  FilterError,
  foldFilter,
  not,
  or,
  when,
} from "@respan/filters";
import { methodOf } from "../code/builder-method.ts";
import { dayCondition } from "./day-condition.ts";
import { type Draft, type DraftCondition, type DraftGroup, isDay, kindOf } from "./draft.ts";

/** What keeps a condition or a group out of the filter. */
export interface DraftProblem {
  /**
   * `missing`: a value is still to be given. `emptied`: the one that it had is deleted. `wrong`: one was
   * given that cannot be. `beyond`: a group is larger or deeper than a filter can be.
   */
  readonly kind: "missing" | "emptied" | "wrong" | "beyond";
  readonly message: string;
}

export interface DraftReading {
  /**
   * Of the conditions that are complete. Nothing where one is wrong or emptied: without it, the others
   * would find rows that were not meant.
   */
  readonly filter: Filter | undefined;
  readonly problems: ReadonlyMap<number, DraftProblem>;
  /** For each condition of the filter, in its order, the id of the draft that it comes from. */
  readonly origins: readonly number[];
}

/**
 * Reads the builder's draft as a filter; conditions without a value are left out, and named. `asked` are
 * those that the last filter had: they are not left out for a value that is being written anew.
 */
export function draftToFilter(root: DraftGroup, asked: readonly number[] = []): DraftReading {
  const problems = new Map<number, DraftProblem>();
  const origins: number[] = [];
  const readPart = (draft: Draft): Filter | undefined => {
    if (draft.kind === "group") {
      const parts = draft.parts.flatMap((part) => read(part) ?? []);
      return joined(draft, parts);
    }
    const problem = problemOf(draft, asked.includes(draft.id));
    if (problem !== undefined) {
      problems.set(draft.id, problem);
      return undefined;
    }
    const filter = toCondition(draft);
    for (let left = countConditions(filter); left > 0; left -= 1) origins.push(draft.id);
    return filter;
  };
  const read = (draft: Draft): Filter | undefined => {
    try {
      return readPart(draft);
    } catch (error) {
      if (!(error instanceof FilterError)) throw error;
      const kind = draft.kind === "group" ? "beyond" : "wrong";
      problems.set(draft.id, { kind, message: error.message });
      return undefined;
    }
  };
  const filter = read(root) ?? when(false, and());
  const isWhole = [...problems.values()].every(({ kind }) => kind === "missing");
  return { filter: isWhole ? filter : undefined, problems, origins };
}

/** @throws FilterError where they are more conditions, or deeper groups, than a filter may have. */
function joined({ join }: DraftGroup, parts: readonly Filter[]): Filter | undefined {
  if (parts.length === 0) return undefined;
  const filter = join.endsWith("and") ? and(...parts) : or(...parts);
  return join.startsWith("not") ? not(filter) : filter;
}

function problemOf({ field, values }: DraftCondition, isAsked: boolean): DraftProblem | undefined {
  const kind = kindOf(field);
  const wrong =
    kind === "number" ? values.find((value) => !Number.isFinite(Number(value))) : undefined;
  if (wrong !== undefined) {
    return { kind: "wrong", message: `“${wrong}” is not a number. Write it like 1500 or 0.25.` };
  }
  const isMissing = values.some(
    (value) => value === null || (value.trim() === "" && kind !== "text"),
  );
  if (!isMissing) return undefined;
  return isAsked
    ? { kind: "emptied", message: "The answer waits for its value." }
    : { kind: "missing", message: "Left out until it has a value." };
}

type Methods = Readonly<Record<string, (...values: unknown[]) => Filter>>;

/** A row of the builder can take several conditions of a filter to say. */
function countConditions(filter: Filter): number {
  const sum = (parts: readonly number[]) => parts.reduce((all, one) => all + one, 0);
  return foldFilter<number>(filter, { condition: () => 1, and: sum, or: sum, not: (part) => part });
}

function toCondition(draft: DraftCondition): Filter {
  const { field, choice, values } = draft;
  const kind = kindOf(field);
  if (kind === "date" && values.some((value) => isDay(value ?? ""))) return dayCondition(draft);
  const typed = values.map((value) => {
    if (kind === "number") return Number(value);
    return kind === "boolean" ? value === "true" : value;
  });
  // The seam: the builder is typed by literal names, and these come from a menu.
  const methods = customers.where(field as "email") as unknown as Methods;
  const call = (method: string, values: readonly unknown[]): Filter =>
    (methods[method] as NonNullable<Methods[string]>).apply(methods, [...values]);
  if (choice === "between") return call("between", typed);
  if (choice === "isnotnull") return call(methodOf("isnull", false), []);
  const isList = choice === "in" || choice === "not_in";
  return call(methodOf(choice, true), isList ? [typed] : typed);
}
