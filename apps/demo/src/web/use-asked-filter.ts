import { useMemo, useRef } from "preact/hooks";
import type { DraftGroup } from "../draft/draft.ts";
import { type DraftReading, draftToFilter } from "../draft/draft-to-filter.ts";
import { placeOf } from "../draft/edit-draft.ts";

/** The filter that the page asks for, and what is to be said of its rows. */
export interface AskedFilter extends DraftReading {
  /** Why the rows are not asked for as they stand, in words. Then the last filter stays, if there was one. */
  readonly held: string | undefined;
}

export function useAskedFilter(draft: DraftGroup): AskedFilter {
  const last = useRef<DraftReading>(undefined);
  const reading = useMemo(() => draftToFilter(draft, last.current?.origins), [draft]);
  if (reading.filter !== undefined) last.current = reading;
  const { filter, origins } = last.current ?? reading;
  return { filter, origins, problems: reading.problems, held: whyHeld(draft, reading) };
}

function whyHeld(draft: DraftGroup, { filter, problems }: DraftReading): string | undefined {
  if (filter !== undefined) return undefined;
  const beyond = [...problems.values()].find(({ kind }) => kind === "beyond");
  if (beyond !== undefined) return beyond.message.replace(/\.$/, "");
  const places = (kind: string) =>
    [...problems].flatMap(([id, problem]) => (problem.kind === kind ? placeOf(draft, id) : []));
  return [
    said(places("wrong"), "is wrong", "are wrong"),
    said(places("emptied"), "has no value", "have no value"),
  ]
    .filter((part) => part !== "")
    .join(", ");
}

function said(places: readonly string[], one: string, many: string): string {
  if (places.length === 0) return "";
  return places.length === 1
    ? `condition ${places} ${one}`
    : `conditions ${places.join(", ")} ${many}`;
}
