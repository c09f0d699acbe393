/** A block of code that documents something. */
export interface Example {
  /** Relative to the repository: `packages/filters/README.md`. */
  readonly file: string;
  /** Where its first line of code stands. */
  readonly line: number;
  readonly language: "ts" | "tsx" | "json";
  readonly code: string;
}

/** A name for the files made from it: `packages-filters-README.md-12`. */
export function slugOf({ file, line }: Example): string {
  return `${file.replaceAll("/", "-")}-${line}`;
}
