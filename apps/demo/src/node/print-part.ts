import { styleText } from "node:util";

/** A line between the parts of the demo, and what the part is about. */
export function heading(place: string, title: string, about: string): string {
  return `${styleText(["bold", "cyan"], `━━ ${place} · ${title}`)}\n${about}\n`;
}

/** A text under a title of its own. */
export function block(title: string, text: string): string {
  return `${styleText("bold", title)}\n${indent(text)}\n`;
}

export function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
