import "uplot/dist/uPlot.min.css";
import type { Customer } from "@respan/client";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type uPlot from "uplot";
import { countedCustomers } from "./counted-customers.ts";
import { createScatter, type Points, scatterData } from "./scatter.ts";
import type { Everyone } from "./use-everyone.ts";
import type { Matches } from "./use-matches.ts";
import { usePlotColours } from "./use-plot-colours.ts";

export interface CostPlotProps extends Matches {
  readonly everyone: Everyone;
  readonly pointedAt: string | undefined;
  readonly onPoint: (identifier: string | undefined) => void;
}

const height = 300;
const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });

/** Cost against requests: what matches, with everyone else faint behind it. */
export function CostPlot({
  everyone,
  found,
  scope,
  pointedAt,
  onPoint,
}: CostPlotProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const [isBroken, setIsBroken] = useState(false);
  const colours = usePlotColours();
  const isAwaited = scope === "loading" && found.length === 0;
  // Until everyone is known, the rows of the page are all that there is to show.
  const all = everyone.customers ?? found;
  const shown = useRef(found);
  shown.current = found;
  const point = useRef(onPoint);
  point.current = onPoint;

  useEffect(() => {
    const target = host.current;
    if (target === null) return () => {};
    try {
      const made = createScatter(target, {
        width: target.clientWidth,
        height,
        colours,
        onPoint(index) {
          const customer = index === null ? undefined : shown.current[index];
          point.current(customer?.customer_identifier);
        },
      });
      plot.current = made;
      const observer = new ResizeObserver(() =>
        made.setSize({ width: target.clientWidth, height }),
      );
      observer.observe(target);
      return () => {
        observer.disconnect();
        made.destroy();
      };
    } catch {
      // A browser that keeps pages from canvases, say: the rest of the page does not need one.
      setIsBroken(true);
      return () => {};
    }
  }, [colours]);

  // A plot made anew in other colours has no data yet.
  useEffect(() => {
    plot.current?.setData(scatterData(toPoints(all), toPoints(found)));
  }, [everyone, found, colours]);

  const pointed = all.find(({ customer_identifier: identifier }) => identifier === pointedAt);
  return (
    <figure class="plot card">
      <figcaption>
        <h3>Cost against requests</h3>
        <p>
          <span class="dot dot-match" aria-hidden="true" />{" "}
          {isAwaited ? "…" : found.length.toLocaleString("en")}{" "}
          {scope === "all" ? "match" : "of this page"}
          <span class="dot dot-faint" aria-hidden="true" />{" "}
          {everyone.status === "ready"
            ? `${(all.length - found.length).toLocaleString("en")} others`
            : everyone.status === "loading"
              ? "others are being read…"
              : "others could not be read"}
        </p>
      </figcaption>
      <div
        class="plot-host"
        ref={host}
        role="img"
        aria-label={describe(found, all.length, scope)}
        style={{ height: `${height}px` }}
      />
      <p class="plot-note" aria-hidden="true">
        {isBroken
          ? "This browser cannot draw the plot."
          : pointed === undefined
            ? notes[scope]
            : `${pointed.name ?? pointed.customer_identifier}: ${dollars.format(pointed.total_cost)}, ${pointed.number_of_requests.toLocaleString("en")} requests`}
      </p>
    </figure>
  );
}

const notes: Readonly<Record<Matches["scope"], string>> = {
  all: "The same filter, run in this page. Point at a dot or a row.",
  loading: "Only this page’s rows are marked, until all customers are read.",
  failed: "Only this page’s rows are marked: the requests for all customers failed.",
  "not on rows": "The rows do not carry a field of this filter: only this page’s rows are marked.",
};

function toPoints(customers: readonly Customer[]): Points {
  return {
    xs: customers.map((one) => one.number_of_requests),
    ys: customers.map((one) => one.total_cost),
  };
}

function describe(found: readonly Customer[], all: number, scope: Matches["scope"]): string {
  const plot = "Plot of cost against requests";
  if (found.length === 0) {
    return scope === "all"
      ? `${plot}: none of ${countedCustomers(all)} match.`
      : `${plot}, without points.`;
  }
  const range = (values: readonly number[]) => [
    values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY),
    values.reduce((high, value) => Math.max(high, value), 0),
  ];
  const [low = 0, high = 0] = range(found.map((one) => one.total_cost));
  const [few = 0, many = 0] = range(found.map((one) => one.number_of_requests));
  const who =
    scope === "all"
      ? `${found.length} of ${countedCustomers(all)} match`
      : `${countedCustomers(found.length)} of this page`;
  return `${plot}: ${who}, with costs from ${dollars.format(low)} to ${dollars.format(high)} and ${few} to ${many} requests.`;
}
