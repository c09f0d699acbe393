import type { JSX } from "preact";

const rightToLeft = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u;

/** A text of filters or code in which the values stay in their order, those of Arabic or Hebrew too. */
export function Isolated({ text }: { readonly text: string }): JSX.Element {
  if (!rightToLeft.test(text)) return <>{text}</>;
  return (
    <>
      {text
        .split(/("(?:[^"\\]|\\.)*")/)
        .map((part, at) => (rightToLeft.test(part) ? <bdi key={at}>{part}</bdi> : part))}
    </>
  );
}
