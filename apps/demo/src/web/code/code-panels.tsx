import type { Conjunction, Filter } from "@respan/filters";
import type { PlannedRequest } from "@respan/filters/plan";
import type { JSX } from "preact";
import { toPlainText } from "../../code/code.ts";
import { filterObjectCode } from "../../code/filter-object-code.ts";
import { listCall } from "../../code/list-call.ts";
import type { ListQuery } from "../../code/list-query.ts";
import { toCurl } from "../../code/to-curl.ts";
import { toPython } from "../../code/to-python.ts";
import { CodeBlock, type CodeBlockProps, CodeText, CopyButton } from "./code-block.tsx";
import { TabbedCode } from "./tabbed-code.tsx";

export type CodePanelsProps = Pick<CodeBlockProps, "origins" | "linked" | "isHeld" | "onLink"> & {
  readonly filter: Filter;
  readonly query: ListQuery;
  /** What is sent where the filter itself cannot be. */
  readonly requests: readonly PlannedRequest[];
};

/** The filter in each of its written forms; those that it does not have say why. */
export function CodePanels({ filter, query, requests, ...link }: CodePanelsProps): JSX.Element {
  const typescript = { title: "TypeScript", code: listCall(filter, query), ...link };
  if (!hasObject(filter)) {
    const absence = whyNoRequest(requests.length);
    return (
      <div class="code-panels">
        <PlannedObjects requests={requests} isHeld={link.isHeld} />
        <TabbedCode tabs={[typescript, { title: "cURL", absence }, { title: "Python", absence }]} />
      </div>
    );
  }
  return (
    <div class="code-panels">
      <CodeBlock
        title="Filter object"
        note={
          <>
            each <b class="field">field</b>: an <b class="operator">operator</b> and a list of{" "}
            <b class="value">values</b>
          </>
        }
        code={filterObjectCode(filter)}
        {...link}
      />
      <TabbedCode
        tabs={[
          typescript,
          { title: "cURL", code: toCurl(filter, query), ...link },
          { title: "Python", code: toPython(filter, query), ...link },
        ]}
      />
    </div>
  );
}

/** Whether one filter object says all of the filter. */
function hasObject(filter: Filter): filter is Conjunction {
  return filter.hasWireForm;
}

/** Why a filter has no cURL line, nor a Python call. */
function whyNoRequest(requests: number): string {
  const instead =
    requests > 1
      ? `: the client sends ${requests}, and joins their rows`
      : requests === 1
        ? ": the client sends one that finds more, and checks each row"
        : "";
  return `No single request says this filter${instead}. In TypeScript it is one call.`;
}

const shown = 4;

/** The filter objects that are sent in the place of one that there is not. */
function PlannedObjects({
  requests,
  isHeld,
}: {
  readonly requests: readonly PlannedRequest[];
  readonly isHeld: boolean;
}): JSX.Element {
  const more = requests.length - shown;
  return (
    <section class="code-block" aria-label="Filter object">
      <header>
        <h3>Filter object</h3>
        <p>no single one says this</p>
      </header>
      <p class="no-object">
        A filter object holds conditions that must <em>all</em> be true, on fields that the endpoint
        filters by. {requests.length > 0 ? "So the client plans, and can send instead:" : ""}
      </p>
      {requests.slice(0, shown).map(({ filters }, at) => {
        const code = filterObjectCode(filters);
        const name = requests.length > 1 ? `filter object ${at + 1}` : "filter object";
        return (
          <div class="planned-object" key={String(filters)}>
            <CodeText code={code} origins={[]} linked={undefined} onLink={() => {}} />
            <CopyButton text={toPlainText(code)} name={name} isHeld={isHeld} />
          </div>
        );
      })}
      {more > 0 ? <p class="no-object">and {more} more.</p> : null}
    </section>
  );
}
