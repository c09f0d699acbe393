import type { Draft, DraftGroup } from "./draft.ts";

/** The tree with the part of that id replaced, or removed where `change` gives nothing. */
export function changePart(
  root: DraftGroup,
  id: number,
  change: (part: Draft) => Draft | undefined,
): DraftGroup {
  if (root.id === id) return (change(root) as DraftGroup | undefined) ?? { ...root, parts: [] };
  const parts = root.parts.flatMap((part): readonly Draft[] => {
    if (part.id === id) return [change(part) ?? []].flat();
    return [part.kind === "group" ? changePart(part, id, change) : part];
  });
  return { ...root, parts };
}

export function addPart(root: DraftGroup, group: number, part: Draft): DraftGroup {
  return changePart(root, group, (found) =>
    found.kind === "group" ? { ...found, parts: [...found.parts, part] } : found,
  );
}

/**
 * Moves a part one place up (-1) or down (1) as it stands on the page: into a group that it meets, and
 * out of the group whose end it reaches. At the end of everything it stays.
 */
export function movePart(root: DraftGroup, id: number, by: -1 | 1): DraftGroup {
  const path = pathTo(root, id);
  const part = path.at(-1);
  const group = path.at(-2);
  if (part === undefined || group?.kind !== "group") return root;
  const at = group.parts.findIndex((one) => one.id === id);
  const neighbour = group.parts[at + by];
  const without = changePart(root, id, () => undefined);
  if (neighbour?.kind === "group") {
    return changePart(without, neighbour.id, (found) =>
      found.kind === "group"
        ? { ...found, parts: by > 0 ? [part, ...found.parts] : [...found.parts, part] }
        : found,
    );
  }
  if (neighbour !== undefined) {
    return changePart(without, group.id, (found) => inserted(found, at + by, part));
  }
  const outer = path.at(-3);
  if (outer?.kind !== "group") return root;
  const place = outer.parts.findIndex((one) => one.id === group.id);
  return changePart(without, outer.id, (found) =>
    inserted(found, by > 0 ? place + 1 : place, part),
  );
}

/** The parts from the root down to the one of that id; empty where there is none. */
export function pathTo(root: Draft, id: number): readonly Draft[] {
  if (root.id === id) return [root];
  if (root.kind === "condition") return [];
  for (const part of root.parts) {
    const path = pathTo(part, id);
    if (path.length > 0) return [root, ...path];
  }
  return [];
}

/** Where a part stands, as people count: "2", or "2.1" in a group. */
export function placeOf(root: Draft, id: number): string {
  const path = pathTo(root, id);
  return path
    .flatMap((group, at) => {
      const part = path[at + 1];
      return group.kind === "group" && part !== undefined ? group.parts.indexOf(part) + 1 : [];
    })
    .join(".");
}

function inserted(found: Draft, at: number, part: Draft): Draft {
  return found.kind === "group" ? { ...found, parts: found.parts.toSpliced(at, 0, part) } : found;
}
