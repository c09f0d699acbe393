import { expect, test } from "vitest";
import { draftToFilter } from "../draft/draft-to-filter.ts";
import { firstState, fromAddress, toAddress } from "./page-state.ts";

test("a state comes back from its address", () => {
  const state = {
    ...firstState(),
    sort: "email",
    page: 3,
    pageSize: 25,
    environment: "test",
  } as const;
  const { state: read, problem } = fromAddress({ hash: toAddress(state), search: "?page=9" });
  expect(problem).toBeUndefined();
  expect(toAddress(read)).toBe(toAddress(state));
  expect({ ...read, draft: 0 }).toEqual({ ...state, draft: 0 });
});

test("a filter that cannot be read is said, and replaced by none rather than by another", () => {
  const { state, problem } = fromAddress({
    hash: '#filter={"and":[["total_cots","gt","1"]]}',
    search: "",
  });
  expect(problem).toContain("could not be read");
  expect(String(draftToFilter(state.draft).filter)).toBe("{}");
});

test.each(["page=0", "page=x", "page_size=7", "sort_by=colour", "environment=moon"])(
  "%s in an address counts as not given",
  (part) => {
    const { state } = fromAddress({ hash: `#${part}`, search: "" });
    expect(toAddress(state)).toBe(toAddress(firstState()));
  },
);

test("an address with its state in the query, as they were, is still read", () => {
  const state = { ...firstState(), sort: "email", page: 3 } as const;
  const search = toAddress(state).replace("#", "?");
  expect(toAddress(fromAddress({ hash: "", search }).state)).toBe(toAddress(state));
});
