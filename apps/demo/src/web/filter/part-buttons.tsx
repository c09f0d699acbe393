import type { JSX } from "preact";
import type { BuilderActions } from "./builder.tsx";

/** Move up, move down and remove, for a condition or a group. */
export function PartButtons(props: {
  readonly id: number;
  readonly name: string;
  readonly actions: BuilderActions;
}): JSX.Element {
  const { id, name, actions } = props;
  return (
    <div class="part-buttons">
      <button
        type="button"
        class="icon"
        data-move="-1"
        aria-label={`Move ${name} up`}
        title="Move up"
        onClick={() => actions.move(id, -1)}
      >
        ↑
      </button>
      <button
        type="button"
        class="icon"
        data-move="1"
        aria-label={`Move ${name} down`}
        title="Move down"
        onClick={() => actions.move(id, 1)}
      >
        ↓
      </button>
      <button
        type="button"
        class="icon"
        aria-label={`Remove ${name}`}
        title="Remove"
        onClick={() => actions.remove(id)}
      >
        ✕
      </button>
    </div>
  );
}
