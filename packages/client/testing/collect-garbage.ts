import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");

/** Runs the collector, which would otherwise come when it likes. */
export const collectGarbage: () => void = runInNewContext("gc");
