import type { CustomerSort } from "@respan/client";
import { type DraftGroup, draftGroup } from "../draft/draft.ts";
import { draftFromAddress, draftToAddress } from "../draft/draft-address.ts";
import { filterToDraft } from "../draft/filter-to-draft.ts";
import { examples } from "./filter/examples.ts";
import { isSort } from "./sort.ts";

/** All that a reload, the back button and a shared address bring back. */
export interface PageState {
  readonly draft: DraftGroup;
  readonly sort: CustomerSort;
  readonly page: number;
  readonly pageSize: number;
  readonly environment: "prod" | "test";
}

export const pageSizes: readonly number[] = [10, 25, 50, 100];

/** What the page opens with. */
export function firstState(): PageState {
  const [, opening] = examples;
  return {
    draft: opening === undefined ? draftGroup("and") : filterToDraft(opening.filter),
    sort: opening?.sort ?? "-total_cost",
    page: 1,
    pageSize: 10,
    environment: "prod",
  };
}

/**
 * Writes a state as the fragment of the page's address. A server is never sent it, so the filter may be
 * longer than servers let an address be.
 */
export function toAddress(state: PageState): string {
  const search = new URLSearchParams({ filter: draftToAddress(state.draft), sort_by: state.sort });
  if (state.page > 1) search.set("page", String(state.page));
  if (state.pageSize !== 10) search.set("page_size", String(state.pageSize));
  if (state.environment !== "prod") search.set("environment", state.environment);
  return `#${search}`;
}

/**
 * Reads an address, and says what in it could not be read; that part is as at the start. Addresses that
 * were shared with the state in their query are read too.
 */
export function fromAddress({ hash, search: query }: Pick<Location, "hash" | "search">): {
  readonly state: PageState;
  readonly problem?: string;
} {
  const search = new URLSearchParams(hash.length > 1 ? hash.slice(1) : query);
  const start = firstState();
  const filter = search.get("filter");
  const sort = search.get("sort_by") ?? start.sort;
  const page = Number(search.get("page") ?? 1);
  const pageSize = Number(search.get("page_size") ?? 10);
  const draft = filter === null ? start.draft : draftFromAddress(filter);
  const state: PageState = {
    draft: draft ?? draftGroup("and"),
    sort: isSort(sort) ? sort : start.sort,
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    pageSize: pageSizes.includes(pageSize) ? pageSize : 10,
    environment: search.get("environment") === "test" ? "test" : "prod",
  };
  if (draft !== undefined) return { state };
  const problem =
    "The filter in this page's address is cut short or was changed, and could not be read. All customers are shown.";
  return { state, problem };
}
