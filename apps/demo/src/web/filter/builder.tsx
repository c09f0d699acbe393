import type { JSX } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { type Draft, type DraftGroup, draftCondition, draftGroup } from "../../draft/draft.ts";
import type { DraftProblem } from "../../draft/draft-to-filter.ts";
import { addPart, changePart, movePart, pathTo } from "../../draft/edit-draft.ts";
import { GroupBox } from "./group-box.tsx";

/** What rows and groups of the builder can ask for. */
export interface BuilderActions {
  readonly change: (id: number, next: Draft, how?: "push" | "replace") => void;
  readonly remove: (id: number) => void;
  readonly move: (id: number, by: -1 | 1) => void;
  readonly addCondition: (group: number) => void;
  readonly addGroup: (group: number) => void;
  /** The row that is pointed at, here or in the code beside the builder. */
  readonly link: (id: number | undefined) => void;
}

export interface BuilderProps {
  readonly draft: DraftGroup;
  readonly problems: ReadonlyMap<number, DraftProblem>;
  readonly linked: number | undefined;
  readonly onChange: (draft: DraftGroup, how?: "push" | "replace") => void;
  readonly onLink: (id: number | undefined) => void;
}

/** The rows and groups of a filter, all of which the keyboard reaches too. */
export function Builder(props: BuilderProps): JSX.Element {
  const { draft, problems, linked, onChange, onLink } = props;
  const root = useRef<HTMLDivElement>(null);
  // Where the focus goes once the rows are on the page as they are to be.
  const focusNext = useRef<string>(undefined);

  // Not after other renders: a row that is pointed at meanwhile must not use it up.
  useLayoutEffect(() => {
    const target = focusNext.current;
    focusNext.current = undefined;
    if (target !== undefined) root.current?.querySelector<HTMLElement>(target)?.focus();
  }, [draft]);

  const actions: BuilderActions = {
    change: (id, next, how) =>
      onChange(
        changePart(draft, id, () => next),
        how,
      ),
    remove(id) {
      const group = pathTo(draft, id).at(-2);
      const siblings = group?.kind === "group" ? group.parts : [];
      const at = siblings.findIndex((part) => part.id === id);
      const heir = siblings[at + 1] ?? siblings[at - 1];
      focusNext.current =
        heir === undefined ? `[data-add="${group?.id}"]` : `[data-part="${heir.id}"] select`;
      onChange(changePart(draft, id, () => undefined));
    },
    move(id, by) {
      focusNext.current = `[data-part="${id}"] [data-move="${by}"]`;
      onChange(movePart(draft, id, by));
    },
    addCondition(group) {
      const part = draftCondition("total_cost", "gt");
      focusNext.current = `[data-part="${part.id}"] select`;
      onChange(addPart(draft, group, part));
    },
    addGroup(group) {
      const part = draftGroup("or", [draftCondition("email", "endswith")]);
      focusNext.current = `[data-part="${part.id}"] select`;
      onChange(addPart(draft, group, part));
    },
    link: onLink,
  };

  return (
    <div class="builder" ref={root}>
      <GroupBox
        group={draft}
        number=""
        isRoot
        problems={problems}
        linked={linked}
        actions={actions}
      />
    </div>
  );
}
