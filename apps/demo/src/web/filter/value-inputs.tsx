import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type DraftCondition, isDay, kindOf } from "../../draft/draft.ts";
import { operatorChoice } from "../../draft/operator-choice.ts";

export interface ValueInputsProps {
  readonly condition: DraftCondition;
  readonly name: string;
  readonly isWrong: boolean;
  readonly problemId: string | undefined;
  readonly onChange: (values: readonly (string | null)[]) => void;
}

const units: Readonly<Record<string, string>> = {
  total_cost: "US$",
  average_monthly_cost: "US$",
  period_budget: "US$",
  total_budget: "US$",
  average_latency: "s",
  average_ttft: "s",
  active_days: "days",
  first_seen: "UTC",
  last_active_timeframe: "UTC",
};

/** The inputs that a condition's operator and kind call for. */
export function ValueInputs(props: ValueInputsProps): JSX.Element | null {
  const { condition, name, isWrong, problemId, onChange } = props;
  const { field, choice, values } = condition;
  const root = useRef<HTMLDivElement>(null);
  // Which input has the focus once the inputs are on the page as they are to be.
  const focusNext = useRef<number>(undefined);
  useLayoutEffect(() => {
    const at = focusNext.current;
    focusNext.current = undefined;
    if (at !== undefined) root.current?.querySelectorAll("input")[at]?.focus();
  }, [values]);

  const { inputs } = operatorChoice(choice);
  if (inputs === "none") return null;
  const kind = kindOf(field);
  const unit = units[field];
  const labels = inputs === "two" ? ["From", "To"] : values.map((_, at) => `Value ${at + 1}`);
  return (
    <div class="values" ref={root}>
      {values.map((value, at) => (
        <span class="value" key={at}>
          {at > 0 ? <span class="value-join">{inputs === "two" ? "and" : "or"}</span> : null}
          <input
            class="pick"
            {...(kind === "date" && (!value || isDay(value)) ? { type: "date" } : { type: "text" })}
            inputMode={kind === "number" ? "decimal" : "text"}
            aria-label={`${values.length > 1 ? labels[at] : "Value"} of ${name}${unit ? `, in ${unit}` : ""}`}
            aria-invalid={isWrong}
            aria-describedby={problemId}
            placeholder={value === "" ? '""' : "no value yet"}
            size={kind === "number" && value !== null ? 8 : 14}
            maxLength={8192}
            autocomplete="off"
            spellcheck={false}
            value={value ?? ""}
            // What is deleted is no value any more; the empty text comes from a filter that has it.
            onInput={(event) => onChange(values.with(at, event.currentTarget.value || null))}
          />
          {unit === undefined ? null : (
            <span class="unit" aria-hidden="true">
              {unit}
            </span>
          )}
          {inputs === "many" && values.length > 1 ? (
            <button
              type="button"
              class="icon small"
              aria-label={`Remove value ${at + 1} of ${name}`}
              onClick={() => {
                focusNext.current = Math.min(at, values.length - 2);
                onChange(values.toSpliced(at, 1));
              }}
            >
              ✕
            </button>
          ) : null}
        </span>
      ))}
      {inputs === "many" ? (
        <button
          type="button"
          class="add-value"
          onClick={() => {
            focusNext.current = values.length;
            onChange([...values, null]);
          }}
        >
          <span aria-hidden="true">+ </span>or
          <span class="visually-hidden"> one more value of {name}</span>
        </button>
      ) : null}
    </div>
  );
}
