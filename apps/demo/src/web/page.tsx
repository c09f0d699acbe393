import { toText } from "@respan/filters";
import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import { draftGroup } from "../draft/draft.ts";
import { draftToFilter } from "../draft/draft-to-filter.ts";
import { filterToDraft } from "../draft/filter-to-draft.ts";
import { AnswerSection } from "./answer/answer-section.tsx";
import { CodePanels } from "./code/code-panels.tsx";
import { Builder } from "./filter/builder.tsx";
import { examples } from "./filter/examples.ts";
import { PasteDialog } from "./filter/paste-dialog.tsx";
import { showPlan } from "./filter/show-plan.ts";
import type { PageService } from "./page-service.ts";
import { Unbroken } from "./unbroken.tsx";
import { useAddressState } from "./use-address-state.ts";
import { useAskedFilter } from "./use-asked-filter.ts";

/** The whole page: a filter to build, its written forms, and the customers that it finds. */
export function Page({ service }: { readonly service: PageService }): JSX.Element {
  const { state, problem, changeState } = useAddressState();
  const [linked, setLinked] = useState<number>();
  const [isPasting, setIsPasting] = useState(false);
  const { filter, problems, origins, held } = useAskedFilter(state.draft);
  const sentence = filter && toText(filter);
  const leftOut = [...problems.values()].filter(({ kind }) => kind === "missing").length;
  const isEmpty = state.draft.parts.length === 0;
  const example = held ? undefined : examples.find((one) => toText(one.filter) === sentence);
  const plan = useMemo(() => filter && showPlan(filter, state.sort), [filter, state.sort]);

  return (
    <>
      <header class="page-head">
        <h1>Respan filters</h1>
        <p>
          Build a filter, read it in every form, and see which customers it finds. Everything on
          this page changes as you type.
        </p>
      </header>
      <main>
        {problem === undefined ? null : (
          <p class="address-problem" role="alert">
            {problem}
          </p>
        )}
        <section class="question" aria-labelledby="filter-title">
          <div class="card filter-card">
            <h2 id="filter-title">The filter</h2>
            <div class="examples">
              <span id="examples-label">Start from</span>
              <ul aria-labelledby="examples-label">
                {examples.map((one) => (
                  <li key={one.title}>
                    <button
                      type="button"
                      class="chip"
                      title={one.question}
                      aria-pressed={one === example}
                      onClick={() =>
                        changeState({ draft: filterToDraft(one.filter), sort: one.sort, page: 1 })
                      }
                    >
                      {one.title}
                    </button>
                  </li>
                ))}
              </ul>
              <p class="example-question" role="status">
                {example?.question ?? "A filter of your own."}
              </p>
            </div>
            <Builder
              draft={state.draft}
              problems={problems}
              linked={linked}
              onLink={setLinked}
              onChange={(draft, how) => {
                // What cannot be asked for leaves the page that is shown where it is.
                const isAsked = draftToFilter(draft, origins).filter !== undefined;
                changeState({ draft, page: isAsked ? 1 : state.page }, how);
              }}
            />
            <div class="filter-tools">
              <button type="button" onClick={() => setIsPasting(true)}>
                Paste a filter object…
              </button>
              <button
                type="button"
                // Not `disabled`: what it clears would take the focus along.
                aria-disabled={isEmpty}
                onClick={() => isEmpty || changeState({ draft: draftGroup("and"), page: 1 })}
              >
                Clear
              </button>
            </div>
            <p class="sentence in-words">
              <span>
                In words
                {leftOut === 0 ? null : <em>, {leftOut} left out without a value</em>}
                {held && <em class="held">, not updated: {held}</em>}
              </span>
              <Unbroken text={sentence ?? "–"} />
            </p>
            <p class="sentence">
              <span>How it is asked</span>
              <Unbroken text={plan?.words ?? "–"} />
            </p>
          </div>
          {filter && plan ? (
            <CodePanels
              filter={filter}
              requests={plan.requests}
              query={{
                ...(state.page > 1 ? { page: state.page } : {}),
                page_size: state.pageSize,
                sort_by: state.sort,
                ...(state.environment === "test" ? { environment: "test" } : {}),
              }}
              origins={origins}
              linked={linked}
              isHeld={held !== undefined}
              onLink={setLinked}
            />
          ) : (
            <p class="notice" role="status">
              Nothing is asked yet: {held}.
            </p>
          )}
        </section>
        {filter ? (
          <AnswerSection
            service={service}
            filter={filter}
            held={held}
            state={state}
            changeState={changeState}
          />
        ) : null}
      </main>
      {isPasting ? (
        <PasteDialog
          onClose={() => setIsPasting(false)}
          onUse={(pasted) => changeState({ draft: filterToDraft(pasted), page: 1 })}
        />
      ) : null}
    </>
  );
}
