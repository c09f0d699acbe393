import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { type Code, toPlainText } from "../../code/code.ts";
import { Isolated } from "../isolated.tsx";

export interface CodeBlockProps {
  readonly title: string;
  readonly note?: ComponentChildren;
  readonly code: Code;
  /** The draft that each condition of the code comes from. */
  readonly origins: readonly number[];
  readonly linked: number | undefined;
  /** Whether the code is not of the rows as they stand: then it is not to be copied. */
  readonly isHeld: boolean;
  readonly onLink: (id: number | undefined) => void;
}

/** Code with the parts of the filter in their colours, and a button that copies it. */
export function CodeBlock(props: CodeBlockProps): JSX.Element {
  const { title, note, code, isHeld } = props;
  return (
    <section class="code-block" aria-label={title}>
      <header>
        <h3>{title}</h3>
        {note === undefined ? null : <p>{note}</p>}
        <CopyButton text={toPlainText(code)} name={title} isHeld={isHeld} />
      </header>
      <CodeText {...props} />
    </section>
  );
}

/** Code with its colours; pointing at a part of the filter lights up its row. */
export function CodeText({
  code,
  origins,
  linked,
  onLink,
}: Omit<CodeBlockProps, "title" | "isHeld">): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: code that is wider than its box is scrolled by keyboard.
    <pre tabIndex={0}>
      <code>
        {code.map(({ text, role, condition }, at) => {
          if (role === undefined) return text;
          const origin = condition === undefined ? undefined : origins[condition];
          const isLinked = origin !== undefined && origin === linked;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: pointing at code only lights up the row that it says; nothing else is reached by it.
            <span
              key={at}
              class={isLinked ? `${role} is-linked` : role}
              onMouseEnter={() => onLink(origin)}
              onMouseLeave={() => onLink(undefined)}
            >
              {role === "value" ? <Isolated text={text} /> : text}
            </span>
          );
        })}
      </code>
    </pre>
  );
}

/** Copies a text, and says so for a moment. */
export function CopyButton({
  text,
  name,
  isHeld,
}: {
  readonly text: string;
  readonly name: string;
  readonly isHeld: boolean;
}): JSX.Element {
  const [state, setState] = useState<"idle" | "copied" | "refused">("idle");
  useEffect(() => {
    if (state === "idle") return () => {};
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const label = state === "copied" ? "Copied" : state === "refused" ? "Not allowed" : "Copy";
  return (
    <button
      type="button"
      class="copy"
      aria-disabled={isHeld}
      aria-describedby={isHeld ? "held" : undefined}
      onClick={async () => {
        if (isHeld) return;
        try {
          await navigator.clipboard.writeText(text);
          setState("copied");
        } catch {
          setState("refused");
        }
      }}
    >
      <span aria-live="polite">{label}</span>
      <span class="visually-hidden"> {name}</span>
    </button>
  );
}
