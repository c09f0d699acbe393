import { expect, test } from "vitest";
import { type Draft, type DraftGroup, draftCondition, draftGroup } from "./draft.ts";
import { addPart, changePart, movePart, placeOf } from "./edit-draft.ts";

const [a, b, c, d] = (["a", "b", "c", "d"] as const).map((name) =>
  draftCondition("name", "", [name]),
) as [Draft, Draft, Draft, Draft];
const inner = draftGroup("or", [b, c]);
const root = draftGroup("and", [a, inner, d]);

/** `a (b c) d` */
function shown(group: DraftGroup): string {
  return group.parts
    .map((part) => (part.kind === "group" ? `(${shown(part)})` : part.values[0]))
    .join(" ");
}

test.each([
  [a, -1, "a (b c) d"],
  [a, 1, "(a b c) d"],
  [b, -1, "a b (c) d"],
  [b, 1, "a (c b) d"],
  [c, 1, "a (b) c d"],
  [d, -1, "a (b c d)"],
  [d, 1, "a (b c) d"],
  [inner, -1, "(b c) a d"],
  [inner, 1, "a d (b c)"],
] as const)("moving a part goes one place on the page: %#", (part, by, expected) => {
  expect(shown(movePart(root, part.id, by))).toBe(expected);
});

test("adding, changing and removing a part leaves the others and the old draft alone", () => {
  const added = addPart(root, inner.id, draftCondition("name", "", ["e"]));
  expect(shown(added)).toBe("a (b c e) d");
  expect(shown(changePart(added, c.id, () => undefined))).toBe("a (b e) d");
  expect(shown(changePart(root, inner.id, () => undefined))).toBe("a d");
  expect(shown(root)).toBe("a (b c) d");
});

test("a part is named by where it stands in each group around it", () => {
  expect([a, inner, b, c, d].map((part) => placeOf(root, part.id))).toEqual([
    "1",
    "2",
    "2.1",
    "2.2",
    "3",
  ]);
});
