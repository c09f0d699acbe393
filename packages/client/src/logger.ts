import { checkChoice } from "./check-choice.ts";

/** Levels of log lines, from the most to the least talkative. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

type Line = (message: string) => void;

/** Takes log lines; `console` is one. A level without a method is not logged. */
export interface Logger {
  /** Each answer, with its status and the time that it took. */
  readonly debug?: Line;
  /** No line has this level at present. */
  readonly info?: Line;
  /** A failed attempt that will be made again, and when. */
  readonly warn?: Line;
  /** A call that failed in the end. */
  readonly error?: Line;
}

const levels: readonly LogLevel[] = ["debug", "info", "warn", "error", "silent"];

/** Writes a line if its level is at least the chosen one. */
export type Log = (level: Exclude<LogLevel, "silent">, message: string) => void;

export function createLog(logger: Logger | undefined, least: LogLevel = "info"): Log {
  const from = levels.indexOf(checkChoice("logLevel", least, levels));
  return (level, message) => {
    if (levels.indexOf(level) >= from) logger?.[level]?.(`respan: ${message}`);
  };
}
