import type { JSX } from "preact";
import { Isolated } from "./isolated.tsx";

/** A text in which lines end before a time of ISO 8601, not at one of its hyphens. */
export function Unbroken({ text }: { readonly text: string }): JSX.Element {
  return (
    <>
      {text
        .split(/(\d{4}-\d\d-\d\dT[\d:.]+Z)/)
        .map((part, at) =>
          at % 2 === 0 ? <Isolated key={at} text={part} /> : <time key={at}>{part}</time>,
        )}
    </>
  );
}
