import { useMemo, useRef } from "preact/hooks";
import type { DraftGroup } from "../draft/draft.ts";
import { type DraftReading, draftToFilter } from "../draft/draft-to-filter.ts";
import { placeOf } from "../draft/edit-draft.ts";

/** The filter that the page asks for, and what is to be said of its rows. */
export interface AskedFilter extends DraftReading {
  /** Which rows are wrong, in words. Until they are mended the last filter stays, if there was one. */
  readonly held: string | undefined;
}

export function useAskedFilter(draft: DraftGroup): AskedFilter {
  const reading = useMemo(() => draftToFilter(draft), [draft]);
  const last = useRef(reading);
  if (reading.filter !== undefined) last.current = reading;
  const { filter, origins } = last.current;
  const { problems } = reading;
  const wrong = [...problems].flatMap(([id, { kind }]) =>
    kind === "wrong" ? placeOf(draft, id) : [],
  );
  const held =
    wrong.length === 0
      ? undefined
      : wrong.length === 1
        ? `condition ${wrong} is wrong`
        : `conditions ${wrong.join(", ")} are wrong`;
  return { filter, origins, problems, held };
}
