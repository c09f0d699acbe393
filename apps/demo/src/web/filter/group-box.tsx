import type { JSX } from "preact";
import type { DraftGroup, GroupJoin } from "../../draft/draft.ts";
import type { DraftProblem } from "../../draft/draft-to-filter.ts";
import type { BuilderActions } from "./builder.tsx";
import { ConditionRow } from "./condition-row.tsx";
import { PartButtons } from "./part-buttons.tsx";

export interface GroupBoxProps {
  readonly group: DraftGroup;
  /** Its place as people count: "2", "2.1"; empty for the whole filter. */
  readonly number: string;
  readonly isRoot?: boolean;
  readonly problems: ReadonlyMap<number, DraftProblem>;
  readonly linked: number | undefined;
  readonly actions: BuilderActions;
}

const joins: readonly (readonly [GroupJoin, string, string])[] = [
  ["and", "all of these are true", "and"],
  ["or", "any of these is true", "or"],
  ["not and", "not all of these are true", "and"],
  ["not or", "none of these is true", "or"],
];

export function GroupBox(props: GroupBoxProps): JSX.Element {
  const { group, number, isRoot = false, problems, linked, actions } = props;
  const name = isRoot ? "the filter" : `group ${number}`;
  const word = joins.find(([join]) => join === group.join)?.[2];
  return (
    <fieldset class={isRoot ? "group group-root" : "group"} data-part={group.id}>
      <legend class="visually-hidden">{isRoot ? "Filter" : `Group ${number}`}</legend>
      <div class="group-head">
        <label>
          <span>
            {isRoot ? "Customers where" : "where"}
            {isRoot ? null : <span class="visually-hidden"> in {name}</span>}
          </span>
          <select
            class="pick"
            value={group.join}
            onChange={(event) =>
              actions.change(group.id, { ...group, join: event.currentTarget.value as GroupJoin })
            }
          >
            {joins.map(([join, label]) => (
              <option key={join} value={join}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {isRoot ? null : <PartButtons id={group.id} name={name} actions={actions} />}
      </div>
      {group.parts.length === 0 ? (
        <p class="group-empty">
          {isRoot ? "No conditions yet: every customer matches." : "An empty group is left out."}
        </p>
      ) : (
        <ol class="parts">
          {group.parts.map((part, at) => {
            const place = `${number}${number && "."}${at + 1}`;
            return (
              <li key={part.id}>
                <span class="join-word" aria-hidden="true">
                  {at === 0 ? "" : word}
                </span>
                {part.kind === "group" ? (
                  <GroupBox {...props} group={part} number={place} isRoot={false} />
                ) : (
                  <ConditionRow
                    condition={part}
                    number={place}
                    problem={problems.get(part.id)}
                    isLinked={linked === part.id}
                    actions={actions}
                  />
                )}
              </li>
            );
          })}
        </ol>
      )}
      <div class="group-add">
        <button type="button" data-add={group.id} onClick={() => actions.addCondition(group.id)}>
          <span aria-hidden="true">+ </span>Condition
          {isRoot ? null : <span class="visually-hidden"> in {name}</span>}
        </button>
        <button type="button" onClick={() => actions.addGroup(group.id)}>
          <span aria-hidden="true">+ </span>Group
          {isRoot ? null : <span class="visually-hidden"> in {name}</span>}
        </button>
      </div>
    </fieldset>
  );
}
