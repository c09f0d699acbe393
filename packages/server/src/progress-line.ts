export interface Progress {
  /** `part` is how much is done, from 0 to 1, where that is known. */
  readonly show: (records: number, part?: number) => void;
  readonly note: (line: string) => void;
  readonly end: () => void;
}

const width = 30;

/** A bar that is drawn over itself on a terminal; elsewhere a plain line every few seconds. */
export function progressLine(
  output: NodeJS.WritableStream & { readonly isTTY?: boolean },
): Progress {
  const isTerminal = output.isTTY === true;
  const pause = isTerminal ? 100 : 5000;
  let last = performance.now();
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) output.write("\r\u001b[K");
    isDrawn = false;
  };
  return {
    show(records, part) {
      if (performance.now() - last < pause) return;
      last = performance.now();
      const percent = part === undefined ? "" : ` ${Math.floor(part * 100)} %`;
      if (!isTerminal) {
        output.write(`${records} records${percent}\n`);
        return;
      }
      const filled = Math.round((part ?? 0) * width);
      const bar = part === undefined ? "" : `[${"#".repeat(filled).padEnd(width, ".")}] `;
      output.write(`\r\u001b[K${bar}${records} records${percent}`);
      isDrawn = true;
    },
    note(line) {
      clear();
      output.write(`${line}\n`);
    },
    end: clear,
  };
}
