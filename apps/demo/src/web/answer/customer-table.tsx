import type { Customer, CustomerSort, CustomerSortField } from "@respan/client";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { sortField } from "../sort.ts";
import { relativeDate } from "./relative-date.ts";
import { type TableColumn, tableColumns } from "./table-columns.ts";
import { useScrollEdges } from "./use-scroll-edges.ts";

export interface CustomerTableProps {
  /** Nothing while the first page is awaited. */
  readonly customers: readonly Customer[] | undefined;
  readonly rows: number;
  readonly sort: CustomerSort;
  readonly isStale: boolean;
  readonly pointedAt: string | undefined;
  readonly onSort: (field: CustomerSortField) => void;
  readonly onPoint: (identifier: string | undefined) => void;
}

/** A page of customers. Its columns stand where they stood on the page before. */
export function CustomerTable(props: CustomerTableProps): JSX.Element {
  const { customers, rows, sort, isStale, pointedAt, onSort, onPoint } = props;
  const scroll = useRef<HTMLElement>(null);
  const edges = useScrollEdges(scroll);
  return (
    <div class="table-frame" data-more={edges}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table wider than the screen is scrolled by keyboard. */}
      <section class="table-scroll" aria-label="Customers, table" tabIndex={0} ref={scroll}>
        <table class={isStale ? "is-stale" : ""} aria-busy={isStale}>
          <thead>
            <tr>
              {tableColumns.map((column) => (
                <Heading key={column.field} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {customers === undefined
              ? Array.from({ length: rows }, (_, at) => <Skeleton key={`skeleton-${at + 1}`} />)
              : customers.map((customer) => (
                  <tr
                    key={customer.customer_identifier}
                    class={pointedAt === customer.customer_identifier ? "is-linked" : ""}
                    onMouseEnter={() => onPoint(customer.customer_identifier)}
                    onMouseLeave={() => onPoint(undefined)}
                  >
                    {tableColumns.map((column) => (
                      <Cell key={column.field} column={column} customer={customer} />
                    ))}
                  </tr>
                ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

function Heading(props: {
  readonly column: TableColumn;
  readonly sort: CustomerSort;
  readonly onSort: (field: CustomerSortField) => void;
}): JSX.Element {
  const { column, sort, onSort } = props;
  const isSorted = sortField(sort) === column.field;
  const direction = sort.startsWith("-") ? "descending" : "ascending";
  return (
    <th
      scope="col"
      class={column.align}
      style={column.width === undefined ? {} : { "--width": `${column.width}rem` }}
      aria-sort={isSorted ? direction : "none"}
    >
      <button type="button" onClick={() => onSort(column.field)} title={`Sort by ${column.field}`}>
        {column.heading}
        {column.unit === undefined || column.unit === "UTC" || column.unit === "count" ? null : (
          <span class="unit">{column.unit}</span>
        )}
        <span class="arrow" aria-hidden="true">
          {isSorted ? (direction === "descending" ? "↓" : "↑") : "↕"}
        </span>
      </button>
    </th>
  );
}

function Cell({
  column,
  customer,
}: {
  readonly column: TableColumn;
  readonly customer: Customer;
}): JSX.Element {
  const { field, align } = column;
  if (field === "name") return <Identity customer={customer} />;
  const time =
    field === "first_seen" || field === "last_active_timeframe" ? customer[field] : undefined;
  if (typeof time !== "string") {
    const text = column.text(customer);
    return (
      <td class={align} title={text}>
        {text}
      </td>
    );
  }
  const { words, exact } = relativeDate(time, Date.now());
  return (
    <td>
      <time dateTime={time} title={exact}>
        {words}
      </time>
    </td>
  );
}

/** Who a row is of: by the identifier, which each has, where there is no name. */
function Identity({ customer }: { readonly customer: Customer }): JSX.Element {
  const { customer_identifier: identifier, name, email } = customer;
  const beside = [...(name ? [identifier] : []), email || "no email"].join(" · ");
  return (
    <th scope="row">
      <span class={name ? "name" : "name is-identifier"} title={name || identifier}>
        {name || identifier}
      </span>
      <span class="beside" title={beside}>
        {beside}
      </span>
    </th>
  );
}

function Skeleton(): JSX.Element {
  return (
    <tr class="skeleton">
      {tableColumns.map(({ field }) => (
        <td key={field}>
          <span />
        </td>
      ))}
    </tr>
  );
}
