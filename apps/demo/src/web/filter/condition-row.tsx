import { customers } from "@respan/filters";
import type { JSX } from "preact";
import { type DraftCondition, kindOf, withChoice, withField } from "../../draft/draft.ts";
import type { DraftProblem } from "../../draft/draft-to-filter.ts";
import { type ChoiceName, choiceLabel, choicesOf } from "../../draft/operator-choice.ts";
import type { BuilderActions } from "./builder.tsx";
import { PartButtons } from "./part-buttons.tsx";
import { ValueInputs } from "./value-inputs.tsx";

export interface ConditionRowProps {
  readonly condition: DraftCondition;
  readonly number: string;
  readonly problem: DraftProblem | undefined;
  readonly isLinked: boolean;
  readonly actions: BuilderActions;
}

const fields = Object.values(customers.fields);
const groups = [
  ["Text", fields.filter(({ kind, filterable }) => filterable && kind === "text")],
  ["Numbers", fields.filter(({ kind, filterable }) => filterable && kind === "number")],
  ["Checked in this page, not by the API", fields.filter(({ filterable }) => !filterable)],
] as const;

/** One condition: which field, how it is compared, and with what. */
export function ConditionRow(props: ConditionRowProps): JSX.Element {
  const { condition, number, problem, isLinked, actions } = props;
  const { id, field, choice } = condition;
  const name = `condition ${number}`;
  const problemId = problem === undefined ? undefined : `problem-${id}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing at a row only lights up the code that says it.
    <div
      class={`condition${isLinked ? " is-linked" : ""}${problem === undefined ? "" : ` is-${problem.kind}`}`}
      data-part={id}
      onMouseEnter={() => actions.link(id)}
      onMouseLeave={() => actions.link(undefined)}
      onFocusCapture={() => actions.link(id)}
      onBlurCapture={() => actions.link(undefined)}
    >
      <div class="condition-parts">
        <div class="condition-inputs">
          <select
            class="pick field"
            aria-label={`Field of ${name}`}
            value={field}
            onChange={(event) =>
              actions.change(id, withField(condition, event.currentTarget.value))
            }
          >
            {groups.map(([label, members]) => (
              <optgroup key={label} label={label}>
                {members.map((member) => (
                  <option key={member.name} value={member.name}>
                    {member.name}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
          <select
            class="pick operator"
            aria-label={`Operator of ${name}`}
            value={choice}
            onChange={(event) =>
              actions.change(id, withChoice(condition, event.currentTarget.value as ChoiceName))
            }
          >
            {choicesOf[kindOf(field)].map((one) => (
              <option key={one} value={one}>
                {choiceLabel(one, kindOf(field))}
              </option>
            ))}
          </select>
          <ValueInputs
            condition={condition}
            name={name}
            isWrong={problem?.kind === "wrong"}
            problemId={problemId}
            onChange={(values) => actions.change(id, { ...condition, values }, "replace")}
          />
          {problem !== undefined && problem.kind !== "wrong" ? (
            // Seen in the input itself, and under the filter: a line here would go with the first digit.
            <p class="visually-hidden" id={problemId}>
              {problem.message}
            </p>
          ) : null}
        </div>
        <PartButtons id={id} name={name} actions={actions} />
      </div>
      {problem?.kind === "wrong" ? (
        <p class="problem problem-wrong" id={problemId}>
          {problem.message}
        </p>
      ) : null}
    </div>
  );
}
