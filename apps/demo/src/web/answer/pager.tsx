import type { JSX } from "preact";

export interface PagerProps {
  /** How many rows there are in all; nothing while that is not known. */
  readonly count: number | undefined;
  readonly page: number;
  readonly pageSize: number;
  readonly pageSizes: readonly number[];
  readonly onPage: (page: number) => void;
  readonly onPageSize: (size: number) => void;
}

export function Pager(props: PagerProps): JSX.Element {
  const { count, page, pageSize, pageSizes, onPage, onPageSize } = props;
  const last = count === undefined ? undefined : Math.max(1, Math.ceil(count / pageSize));
  const isFirst = page <= 1;
  const isLast = last === undefined || page >= last;
  return (
    <nav class="pager" aria-label="Pages of customers">
      <label>
        <span>Rows</span>
        <select
          value={pageSize}
          onChange={(event) => onPageSize(Number(event.currentTarget.value))}
        >
          {pageSizes.map((size) => (
            <option key={size} value={size}>
              {size}
            </option>
          ))}
        </select>
      </label>
      <span class="pager-range">{count ? range(page, pageSize, count) : ""}</span>
      <button
        type="button"
        aria-label="Previous page"
        // Not `disabled`: at the end the button would drop the focus.
        aria-disabled={isFirst}
        onClick={() => isFirst || onPage(page - 1)}
      >
        ←
      </button>
      <span>
        Page {page.toLocaleString("en")}
        {last === undefined ? "" : ` of ${last.toLocaleString("en")}`}
      </span>
      <button
        type="button"
        aria-label="Next page"
        aria-disabled={isLast}
        onClick={() => isLast || onPage(page + 1)}
      >
        →
      </button>
    </nav>
  );
}

function range(page: number, pageSize: number, count: number): string {
  const from = Math.min(count, (page - 1) * pageSize + 1);
  const to = Math.min(count, page * pageSize);
  return `${from.toLocaleString("en")}–${to.toLocaleString("en")} of ${count.toLocaleString("en")}`;
}
