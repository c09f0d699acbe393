import "./known-language.ts";
import uPlot from "uplot";

/** Where the points of the plot are. */
export interface Points {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

export interface ScatterColours {
  readonly faint: string;
  readonly match: string;
  readonly text: string;
  readonly grid: string;
}

export interface ScatterOptions {
  readonly width: number;
  readonly height: number;
  readonly colours: ScatterColours;
  /** The index of the matching point under the pointer; null where there is none. */
  readonly onPoint: (index: number | null) => void;
}

/** The largest distance from the pointer to a point that is meant, in CSS pixels. */
const reach = 14;

/** A plot of cost against requests on logarithmic axes: all points faint, the matching ones over them. */
export function createScatter(host: HTMLElement, options: ScatterOptions): uPlot {
  const { width, height, colours, onPoint } = options;
  const tens = (_: uPlot, __: number, low: number, high: number): number[] =>
    [0.1, 1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((at) => at >= low && at <= high);
  const axis = {
    splits: tens,
    filter: (_: uPlot, splits: number[]) => splits,
    stroke: colours.text,
    grid: { stroke: colours.grid, width: 1 },
    ticks: { show: false },
  };
  return new uPlot(
    {
      mode: 2,
      width,
      height,
      padding: [8, 8, 0, 0],
      legend: { show: false },
      cursor: { x: false, y: false, drag: { x: false, y: false }, points: { show: false } },
      scales: {
        x: { time: false, distr: 3, range: () => [1, 1_000_000] },
        y: { distr: 3, range: () => [0.1, 10_000] },
      },
      axes: [
        { ...axis, label: "Requests", labelSize: 18, size: 28, values: powers("") },
        { ...axis, label: "Cost (US$)", labelSize: 18, size: 46, values: powers("$") },
      ],
      series: [
        {},
        { stroke: colours.faint, paths: points(1.4) },
        { stroke: colours.match, paths: points(2.6) },
      ],
      hooks: {
        setCursor: [
          (plot) => {
            const { left = -1, top = -1 } = plot.cursor;
            onPoint(left < 0 ? null : nearest(plot, left, top));
          },
        ],
      },
    },
    empty(),
    host,
  );
}

/** The data as uPlot takes it: everyone, then those that match. */
export function scatterData(everyone: Points, matching: Points): uPlot.AlignedData {
  // uPlot's types know aligned data only; in mode 2 each series has its own.
  return [
    null,
    [everyone.xs, everyone.ys],
    [matching.xs, matching.ys],
  ] as unknown as uPlot.AlignedData;
}

function empty(): uPlot.AlignedData {
  const none: Points = { xs: [], ys: [] };
  return scatterData(none, none);
}

function powers(prefix: string) {
  const compact = new Intl.NumberFormat("en", { notation: "compact" });
  return (_: uPlot, splits: readonly number[]): string[] =>
    splits.map((value) => `${prefix}${compact.format(value)}`);
}

function points(radius: number): uPlot.Series.PathBuilder {
  return (plot, index) => {
    const [xs, ys] = facetsOf(plot, index);
    const size = radius * devicePixelRatio;
    const path = new Path2D();
    xs.forEach((x, at) => {
      const left = plot.valToPos(x, "x", true);
      const top = plot.valToPos(ys[at] ?? Number.NaN, "y", true);
      path.moveTo(left + size, top);
      path.arc(left, top, size, 0, 2 * Math.PI);
    });
    const { left, top, width, height } = plot.bbox;
    const stroke = plot.series[index]?.stroke;
    plot.ctx.save();
    plot.ctx.beginPath();
    plot.ctx.rect(left, top, width, height);
    plot.ctx.clip();
    plot.ctx.fillStyle = typeof stroke === "function" ? stroke(plot, index) : (stroke ?? "");
    plot.ctx.fill(path);
    plot.ctx.restore();
    return null;
  };
}

function facetsOf(plot: uPlot, index: number): readonly [readonly number[], readonly number[]] {
  return plot.data[index] as unknown as readonly [readonly number[], readonly number[]];
}

function nearest(plot: uPlot, left: number, top: number): number | null {
  const [xs, ys] = facetsOf(plot, 2);
  let best: number | null = null;
  let least = reach ** 2;
  xs.forEach((x, at) => {
    const apart =
      (plot.valToPos(x, "x") - left) ** 2 + (plot.valToPos(ys[at] ?? Number.NaN, "y") - top) ** 2;
    if (apart < least) {
      least = apart;
      best = at;
    }
  });
  return best;
}
