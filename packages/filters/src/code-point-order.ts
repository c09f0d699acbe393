/** Negative, zero or positive, as `a` stands before, at or after `b` by Unicode code points. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const difference = rank(a.charCodeAt(at)) - rank(b.charCodeAt(at));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Puts surrogates, the units of the highest code points, above U+E000 to U+FFFF. */
function rank(unit: number): number {
  return unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Whether comparing with this text unit by unit, as `<` does, is comparing by code points. */
export function isOrderedByUnits(text: string): boolean {
  return !/[\ud800-\uffff]/.test(text);
}
