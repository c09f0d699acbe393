/** ClickHouse's types of whole numbers, the narrowest first, and whether one takes a number. */
const integers: readonly (readonly [type: string, takes: (value: bigint) => boolean])[] = [
  ["UInt64", (value) => BigInt.asUintN(64, value) === value],
  ["Int64", (value) => BigInt.asIntN(64, value) === value],
  ["UInt256", (value) => BigInt.asUintN(256, value) === value],
  ["Int256", (value) => BigInt.asIntN(256, value) === value],
];

/**
 * The type that ClickHouse reads a parameter as.
 *
 * @throws {TypeError} for a value that would arrive as another one.
 */
export function parameterType(value: unknown): string {
  if (Array.isArray(value)) return `Array(${itemType(value)})`;
  if (typeof value === "string") return "String";
  if (typeof value === "boolean") return "Bool";
  if (typeof value === "bigint") return integerType([value]);
  if (typeof value === "number") {
    // `limit` and `offset` take whole numbers only; ClickHouse compares across types exactly.
    if (!Number.isSafeInteger(value)) return "Float64";
    return value < 0 ? "Int64" : "UInt64";
  }
  throw new TypeError(
    `ClickHouse gets no parameter of the type \`${typeof value}\`: give text, a number, a boolean or a list of these.`,
  );
}

function itemType(values: readonly unknown[]): string {
  const [first] = values;
  if (first === undefined) return "Nothing";
  const type = typeof first;
  // ClickHouse would take null for the empty text or zero.
  if (
    values.some((value) => typeof value !== type || Array.isArray(value) !== Array.isArray(first))
  ) {
    throw new TypeError("ClickHouse gets a list whose items are all of one type: leave out null.");
  }
  if (Array.isArray(first)) return `Array(${itemType(values.flat())})`;
  if (type === "bigint") return integerType(values as readonly bigint[]);
  return type === "number" ? "Float64" : parameterType(first);
}

function integerType(values: readonly bigint[]): string {
  const found = integers.find(([, takes]) => values.every(takes));
  if (found !== undefined) return found[0];
  throw new TypeError("ClickHouse gets no whole number of more than 256 bits: give it as text.");
}
