import { median } from "./quantile.ts";
import type { ScaledTimes } from "./scale.ts";

interface Point {
  readonly size: number;
  readonly time: number;
}

interface Series {
  readonly name: string;
  readonly color: string;
  readonly isDashed: boolean;
  readonly points: readonly Point[];
}

/** The power of the size that the times grow by: the slope of the least squares line through the logarithms. */
export function exponent(points: readonly Point[]): number {
  const x = points.map(({ size }) => Math.log(size));
  const y = points.map(({ time }) => Math.log(time));
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanX, meanY] = [mean(x), mean(y)];
  const along = x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] ?? 0) - meanY), 0);
  return along / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}

const colors = { sqlite: "#0b7285", postgres: "#5f3dc4", clickhouse: "#d9480f" } as const;
const names = { sqlite: "SQLite", postgres: "Postgres", clickhouse: "ClickHouse" } as const;

function toSeries(results: readonly ScaledTimes[]): readonly Series[] {
  const engines = [...new Set(results.map(({ engine }) => engine))];
  return engines.flatMap((engine) => {
    const own = results.filter((result) => result.engine === engine);
    const lines = [
      ["first page", false, ({ filters }: ScaledTimes) => median(filters.map((f) => f.first))],
      ["next by seek", true, ({ seek }: ScaledTimes) => seek],
    ] as const;
    return lines.map(([what, isDashed, timeOf]): Series => {
      const points = own.map((result) => ({ size: result.size, time: timeOf(result) }));
      const power = exponent(points).toFixed(2);
      return {
        name: `${names[engine]}, ${what}: n^${power}`,
        color: colors[engine],
        isDashed,
        points,
      };
    });
  });
}

const frame = { left: 62, right: 500, top: 46, bottom: 330, width: 760, height: 380 };

/** A picture of the times over the sizes, both in powers of ten, with the exponent of each line. */
export function scalePlot(results: readonly ScaledTimes[]): string {
  const lines = toSeries(results);
  const points = lines.flatMap((line) => line.points);
  const sizes = [...new Set(points.map(({ size }) => size))].sort((a, b) => a - b);
  const lowest = Math.floor(Math.log10(Math.min(...points.map(({ time }) => time))));
  const highest = Math.ceil(Math.log10(Math.max(...points.map(({ time }) => time))));
  const [smallest, largest] = [Math.log10(sizes[0] ?? 1), Math.log10(sizes.at(-1) ?? 10)];
  const x = (size: number) =>
    frame.left +
    ((Math.log10(size) - smallest) / (largest - smallest)) * (frame.right - frame.left);
  const y = (time: number) =>
    frame.bottom - ((Math.log10(time) - lowest) / (highest - lowest)) * (frame.bottom - frame.top);

  const ticks = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index));
  const grid = ticks.map((time) => {
    const at = y(time).toFixed(1);
    const label = time >= 1000 ? `${time / 1000} s` : `${Number(time.toPrecision(1))} ms`;
    return `<path d="M${frame.left} ${at}H${frame.right}" stroke="#868e96" stroke-opacity=".3"/><text x="${frame.left - 8}" y="${at}" dy=".35em" text-anchor="end">${label}</text>`;
  });
  const labels = sizes.map(
    (size) =>
      `<text x="${x(size).toFixed(1)}" y="${frame.bottom + 20}" text-anchor="middle">${size.toLocaleString("en")}</text>`,
  );
  const drawn = lines.map(({ name, color, isDashed, points }, index) => {
    const path = points.map(({ size, time }) => `${x(size).toFixed(1)} ${y(time).toFixed(1)}`);
    const dash = isDashed ? ' stroke-dasharray="5 4"' : "";
    const dots = path.map((point) => {
      const [cx, cy] = point.split(" ");
      return `<circle cx="${cx}" cy="${cy}" r="3" fill="${color}"/>`;
    });
    const row = frame.top + 10 + index * 22;
    return `<path d="M${path.join("L")}" fill="none" stroke="${color}" stroke-width="2"${dash}/>${dots.join("")}<path d="M${frame.right + 18} ${row}h22" stroke="${color}" stroke-width="2"${dash}/><text x="${frame.right + 46}" y="${row}" dy=".35em">${name}</text>`;
  });
  const title = "A page of 50 customers, by the size of the table";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" role="img" aria-label="${title}" font-family="system-ui, sans-serif" font-size="12" fill="#495057"><rect width="100%" height="100%" fill="#fff"/><text x="${frame.left}" y="22" font-size="14">${title}</text>
${[...grid, ...labels, ...drawn].join("\n")}
<text x="${frame.right}" y="${frame.bottom + 40}" text-anchor="end">customers</text></svg>
`;
}
