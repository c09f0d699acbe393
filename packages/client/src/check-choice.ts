import { ConfigurationError } from "./respan-error.ts";

/** Passes a word on if it is one of those that are known. */
export function checkChoice<T extends string>(name: string, value: T, known: readonly T[]): T {
  if (known.includes(value)) return value;
  throw new ConfigurationError(
    `\`${name}\` is ${JSON.stringify(value)}. Pass one of "${known.join('", "')}".`,
  );
}
