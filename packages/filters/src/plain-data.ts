import { FilterError } from "./filter-error.ts";

/** The value if it is a plain object, as `JSON.parse` makes them; a `FilterError` otherwise. */
export function plainObject(value: unknown, what: string, path: string): object {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const prototype = Object.getPrototypeOf(value);
    // Object.prototype of another realm is another object, but it too ends the chain.
    if (prototype === null || Object.getPrototypeOf(prototype) === null) return value;
  }
  const found =
    value == null
      ? value
      : Array.isArray(value)
        ? "a list"
        : typeof value === "object"
          ? "the object of a class"
          : `a ${typeof value}`;
  throw new FilterError("invalid_input", `${what} is a plain object, not ${found}.`, path);
}

/** An own data property, undefined where there is none; accessors are refused, not run. */
export function ownValue(object: object, key: string | number, path: string): unknown {
  const property = Object.getOwnPropertyDescriptor(object, key);
  if (property && !("value" in property))
    throw new FilterError("invalid_input", "Only plain data can be read, not accessors.", path);
  return property?.value;
}
