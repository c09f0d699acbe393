import { and, not, or } from "../algebra.ts";
import type { Filter } from "../filter.ts";
import { foldFilter } from "../fold-filter.ts";
import type { FieldSet } from "../resource.ts";
import type { Branch } from "./branch.ts";
import { type Contract, rulesOf } from "./contract.ts";
import { literalKey, oppositeOf } from "./literal.ts";
import { toFilter } from "./to-filter.ts";

/** A filter, or what it has come to. */
type Rest = Filter | boolean;

/**
 * What is left of a filter for rows of which all of `known` holds, without the fields that rows do not carry;
 * undefined where such a field still matters.
 */
export function withoutHidden(
  filter: Filter,
  known: Branch,
  { resource, contract }: { readonly resource: FieldSet; readonly contract: Contract },
): Filter | undefined {
  const isHidden = (field: string): boolean => !rulesOf(contract, field).inRows;
  const holds = new Set(known.filter(({ field }) => isHidden(field)).map(literalKey));
  let isTold = true;
  const rest = foldFilter<Rest>(filter, {
    condition(condition) {
      if (holds.has(literalKey(condition))) return true;
      const opposite = oppositeOf(condition);
      if (opposite && holds.has(literalKey(opposite))) return false;
      isTold &&= !isHidden(condition.field);
      return toFilter([condition], resource);
    },
    and: (parts) => {
      const open = parts.filter((part) => typeof part !== "boolean");
      if (parts.includes(false)) return false;
      return open.length === 0 || and(...open);
    },
    or: (parts) => {
      const open = parts.filter((part) => typeof part !== "boolean");
      if (parts.includes(true)) return true;
      return open.length > 0 && or(...open);
    },
    not: (part) => (typeof part === "boolean" ? !part : not(part)),
  });
  if (!isTold) return undefined;
  return typeof rest === "boolean" ? (rest ? and() : or()) : rest;
}
