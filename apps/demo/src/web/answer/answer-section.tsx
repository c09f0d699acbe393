import type { Filter } from "@respan/filters";
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { PageService } from "../page-service.ts";
import { type PageState, pageSizes } from "../page-state.ts";
import { sortedBy } from "../sort.ts";
import { useActivity } from "../use-activity.ts";
import type { ChangeState } from "../use-address-state.ts";
import { CostPlot } from "./cost-plot.tsx";
import { CustomerTable } from "./customer-table.tsx";
import { ExportDialog } from "./export-dialog.tsx";
import { createFindPage } from "./find-page.ts";
import { Failure, NoMatch, RetryNotice } from "./notices.tsx";
import { Pager } from "./pager.tsx";
import { RequestList } from "./request-list.tsx";
import { SortPicker } from "./sort-picker.tsx";
import { Summary } from "./summary.tsx";
import { useAnswer } from "./use-answer.ts";
import { useEveryone } from "./use-everyone.ts";
import { useMatches } from "./use-matches.ts";

export interface AnswerSectionProps {
  readonly service: PageService;
  readonly filter: Filter;
  /** Why the answer is not one to the rows as they stand, where it is not. */
  readonly held: string | undefined;
  readonly state: PageState;
  readonly changeState: ChangeState;
}

/** Which customers the filter finds. */
export function AnswerSection({
  service,
  filter,
  held,
  state,
  changeState,
}: AnswerSectionProps): JSX.Element {
  const { client } = service;
  const findPage = useMemo(() => createFindPage(client), [client]);
  const [answer, retry] = useAnswer(findPage, { ...state, filter });
  const heading = useRef<HTMLHeadingElement>(null);
  const [pointedAt, setPointedAt] = useState<string>();
  const [isExporting, setIsExporting] = useState(false);
  const { requests, retry: pendingRetry } = useActivity(service.activity);
  const everyone = useEveryone(
    client,
    state.environment,
    answer.status !== "loading" || answer.page !== undefined,
  );
  const isLoading = answer.status === "loading";
  const isFailed = answer.status === "failed";
  const matches = useMatches(everyone, filter, isFailed ? undefined : answer.page?.results);
  const count = answer.page?.count;
  // Room for ten rows keeps what is below in its place; for more it would mostly stand empty.
  const rows = Math.min(state.pageSize, 10);
  const canExport = answer.status === "ready" && count !== 0 && held === undefined;
  // The button that was pressed goes away with its notice: the keyboard goes on from the heading.
  const leaveNotice = (act: () => void) => () => {
    heading.current?.focus();
    act();
  };

  return (
    <section class="answer" aria-labelledby="answer-title">
      <div class="answer-head">
        <h2 id="answer-title" ref={heading} tabIndex={-1}>
          The customers that it finds
        </h2>
        <Summary answer={answer} everyone={everyone.customers?.length} held={held} />
        <div class="answer-tools">
          <label>
            <span>Environment</span>
            <select
              value={state.environment}
              onChange={(event) =>
                changeState({
                  environment: event.currentTarget.value === "test" ? "test" : "prod",
                  page: 1,
                })
              }
            >
              <option value="prod">prod</option>
              <option value="test">test</option>
            </select>
          </label>
          <SortPicker sort={state.sort} onChange={(sort) => changeState({ sort, page: 1 })} />
          <button
            type="button"
            class="primary"
            // Not `disabled`: an answer that is awaited must not take the focus from it.
            aria-disabled={!canExport}
            aria-describedby={held && "held"}
            onClick={() => setIsExporting(canExport)}
          >
            Export…
          </button>
        </div>
      </div>
      <div class="answer-body">
        <div class="table-card card">
          <div class="table-stage" style={{ "--rows": rows }}>
            <RetryNotice retry={isLoading ? pendingRetry : undefined} />
            {isFailed && answer.error !== undefined ? (
              <Failure
                error={answer.error}
                onRetry={leaveNotice(retry)}
                onFirstPage={leaveNotice(() => changeState({ page: 1 }))}
              />
            ) : count === 0 && !isLoading ? (
              <NoMatch environment={state.environment} />
            ) : (
              <CustomerTable
                customers={answer.page?.results}
                rows={rows}
                sort={state.sort}
                isStale={isLoading}
                pointedAt={pointedAt}
                onPoint={setPointedAt}
                onSort={(field) => changeState({ sort: sortedBy(field, state.sort), page: 1 })}
              />
            )}
          </div>
          <Pager
            count={isFailed ? undefined : count}
            page={state.page}
            pageSize={state.pageSize}
            pageSizes={pageSizes}
            onPage={(page) => changeState({ page })}
            onPageSize={(pageSize) => changeState({ pageSize, page: 1 })}
          />
        </div>
        <div class="side">
          <CostPlot everyone={everyone} {...matches} pointedAt={pointedAt} onPoint={setPointedAt} />
          <RequestList requests={requests} description={service.description} />
        </div>
      </div>
      {isExporting && count !== undefined ? (
        <ExportDialog
          client={client}
          filter={filter}
          environment={state.environment}
          count={count}
          onClose={() => setIsExporting(false)}
        />
      ) : null}
    </section>
  );
}
