import { styleText } from "node:util";

export interface TextColumn {
  readonly heading: string;
  readonly unit?: string;
  readonly align: "start" | "end";
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6])/u;

/**
 * Lays rows out in columns that a terminal shows aligned, with the unit under each heading.
 *
 * @example
 * textTable([{ heading: "Cost", unit: "US$", align: "end" }], [["$5.00"]]); // => " Cost\n  US$\n─────\n$5.00"
 */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
): string {
  const body = rows.map((row) => row.map(printable));
  const widths = columns.map(({ heading, unit = "" }, at) =>
    Math.max(...[heading, unit, ...body.map((row) => row[at] ?? "")].map(displayWidth)),
  );
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, at) => {
        const cell = cells[at] ?? "";
        const space = " ".repeat((widths[at] ?? 0) - displayWidth(cell));
        return align === "end" ? space + cell : cell + space;
      })
      .join("  ")
      .trimEnd();
  return [
    styleText("bold", line(columns.map(({ heading }) => heading))),
    styleText("dim", line(columns.map(({ unit = "" }) => unit))),
    widths.map((width) => "─".repeat(width)).join("  "),
    ...body.map(line),
  ].join("\n");
}

/** Names come from outside: a control character among them could rewrite the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, "�");
}

/** Columns of a terminal: a grapheme takes one, and two where East Asian fonts or emoji are wide. */
function displayWidth(text: string): number {
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}
