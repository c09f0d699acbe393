import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { toPlainText } from "../../code/code.ts";
import { type CodeBlockProps, CodeText, CopyButton } from "./code-block.tsx";

/** A code, or why there is none in that language. */
export type Tab = CodeBlockProps | { readonly title: string; readonly absence: string };

/** Several codes in one place, one of them shown; the arrow keys go from tab to tab. */
export function TabbedCode({ tabs }: { readonly tabs: readonly Tab[] }): JSX.Element {
  const [chosen, setChosen] = useState("TypeScript");
  const list = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    tabs.findIndex(({ title }) => title === chosen),
  );
  const shown = tabs[at];

  const step = (by: number): void => {
    const next = (at + by + tabs.length) % tabs.length;
    setChosen(tabs[next]?.title ?? chosen);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };

  return (
    <section class="code-block" aria-label="The request in code">
      <header>
        <div
          role="tablist"
          aria-label="Language"
          class="tabs"
          ref={list}
          onKeyDown={(event) => {
            if (event.key === "ArrowRight") step(1);
            if (event.key === "ArrowLeft") step(-1);
          }}
        >
          {tabs.map(({ title }, index) => (
            <button
              key={title}
              type="button"
              role="tab"
              id={`tab-${title}`}
              aria-selected={index === at}
              aria-controls="tab-panel"
              tabIndex={index === at ? 0 : -1}
              onClick={() => setChosen(title)}
            >
              {title}
            </button>
          ))}
        </div>
        {shown === undefined || "absence" in shown ? null : (
          <CopyButton text={toPlainText(shown.code)} name={shown.title} isHeld={shown.isHeld} />
        )}
      </header>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${shown?.title}`}>
        {shown === undefined ? null : "absence" in shown ? (
          <p class="no-object">{shown.absence}</p>
        ) : (
          <CodeText {...shown} />
        )}
      </div>
    </section>
  );
}
