import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressLine } from "./progress-line.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function open(isTTY: boolean) {
  const output = Object.assign(new PassThrough({ encoding: "utf8" }), { isTTY });
  return { progress: progressLine(output), written: () => output.read() as string | null };
}

test("a terminal sees a bar that is drawn over itself, with bad records above it", () => {
  const { progress, written } = open(true);
  progress.show(1, 0.001);
  expect(written()).toBeNull();
  vi.advanceTimersByTime(100);
  progress.show(500, 0.5);
  expect(written()).toBe(`\r\u001b[K[${"#".repeat(15)}${".".repeat(15)}] 500 records 50 %`);
  progress.note("a.csv:7: bad");
  expect(written()).toBe("\r\u001b[Ka.csv:7: bad\n");
  vi.advanceTimersByTime(100);
  progress.show(900);
  expect(written()).toBe("\r\u001b[K900 records");
  progress.end();
  expect(written()).toBe("\r\u001b[K");
});

test("a file or a log gets a plain line every five seconds", () => {
  const { progress, written } = open(false);
  vi.advanceTimersByTime(4900);
  progress.show(100, 0.1);
  expect(written()).toBeNull();
  vi.advanceTimersByTime(100);
  progress.show(200, 0.256);
  progress.show(201, 0.257);
  progress.end();
  expect(written()).toBe("200 records 25 %\n");
});
