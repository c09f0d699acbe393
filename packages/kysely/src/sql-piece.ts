import { type OperationNode, RawNode, type RawNode as RawNodeType, ValueNode } from "kysely";

/**
 * A piece of SQL: text written in this package, a column or parameter as a node, or pieces in a row.
 * Pieces are put into each other as they are and laid flat once, at the end.
 */
export type Piece = string | OperationNode | readonly Piece[];

/** Joins text and pieces: `` piece`(${left} and ${right})` ``. */
export function piece(strings: TemplateStringsArray, ...parts: readonly Piece[]): Piece {
  const out: Piece[] = [strings[0] as string];
  for (let index = 0; index < parts.length; index += 1) {
    out.push(parts[index] as Piece, strings[index + 1] as string);
  }
  return out;
}

/** A value, always sent as a parameter. */
export function parameter(value: unknown): Piece {
  return ValueNode.create(value);
}

/** Joins with `and` or `or` as a chain: engines that flatten chains plan them much faster so. */
export function chain(parts: readonly Piece[], word: "and" | "or"): Piece {
  if (parts.length === 0) return word === "and" ? always : never;
  if (parts.length === 1) return parts[0] as Piece;
  return ["(", separated(parts, ` ${word} `), ")"];
}

/**
 * Joins with `and` or `or` as a balanced tree: SQLite refuses an expression deeper than 1,000,
 * and a chain of conditions is as deep there as it is long.
 */
export function tree(parts: readonly Piece[], word: "and" | "or"): Piece {
  // A short chain is not deep, and SQLite plans it faster.
  if (parts.length < 9) return chain(parts, word);
  const middle = Math.ceil(parts.length / 2);
  return chain([tree(parts.slice(0, middle), word), tree(parts.slice(middle), word)], word);
}

export function separated(parts: readonly Piece[], separator: string): Piece {
  const out: Piece[] = [];
  for (let index = 0; index < parts.length; index += 1) {
    if (index > 0) out.push(separator);
    out.push(parts[index] as Piece);
  }
  return out;
}

export const always: Piece = "(1 = 1)";
export const never: Piece = "(1 = 0)";

/** The piece as one node, and how many parameters it has: those of columns that are expressions included. */
export function toNode(source: Piece): { readonly node: RawNodeType; readonly parameters: number } {
  const texts: string[] = [];
  const nodes: OperationNode[] = [];
  let parameters = 0;
  let text = "";
  // A filter nests at most 64 deep, and a piece a few levels for each.
  const lay = (part: Piece): void => {
    if (typeof part === "string") {
      text += part;
    } else if (isRow(part)) {
      for (let index = 0; index < part.length; index += 1) lay(part[index] as Piece);
    } else {
      texts.push(text);
      nodes.push(part);
      parameters += countParameters(part);
      text = "";
    }
  };
  lay(source);
  texts.push(text);
  return { node: RawNode.create(texts, nodes), parameters };
}

/** Counted once for each column, which stands in a filter many times. */
const counts = new WeakMap<OperationNode, number>();

function countParameters(node: OperationNode): number {
  if (ValueNode.is(node)) return 1;
  let count = counts.get(node);
  if (count !== undefined) return count;
  count = 0;
  for (const inner of Object.values(node) as readonly unknown[]) {
    for (const child of Array.isArray(inner) ? inner : [inner]) {
      if (typeof child === "object" && child !== null && "kind" in child) {
        count += countParameters(child as OperationNode);
      }
    }
  }
  counts.set(node, count);
  return count;
}

function isRow(part: Piece): part is readonly Piece[] {
  return Array.isArray(part);
}
