import { expect, test } from "vitest";
import { createPacer } from "./pacer.ts";

test("nothing is paced before the limit is met", () => {
  const pacer = createPacer(() => 1_000);
  expect([0, 0, 0].map(pacer.reserve)).toEqual([0, 0, 0]);
  expect(pacer.reserve(250)).toBe(250);
});

test("a window that was used up in a burst is spread over its length", () => {
  let now = 0;
  const pacer = createPacer(() => now);
  // Sixty a minute, all in the first two seconds; the server asks to wait for the other 58.
  for (let sent = 0; sent < 60; sent += 1) pacer.accepted();
  now = 2_000;
  pacer.refused(58_000);
  // The refused request comes back exactly when the wait is over, the others one by one after it.
  expect(pacer.reserve(58_000)).toBe(58_000);
  expect(pacer.reserve(0)).toBeCloseTo(59_050);
  expect(pacer.reserve(0)).toBeCloseTo(60_100);
  now = 200_000;
  expect(pacer.reserve(0)).toBe(0);
  expect(pacer.reserve(0)).toBeCloseTo(1_050);
});

test("a limit that others had used up says nothing of what this run is granted: 60 a minute", () => {
  let now = 0;
  const pacer = createPacer(() => now);
  now = 100;
  pacer.refused(30_000);
  expect(pacer.reserve(30_000)).toBe(30_000);
  expect(pacer.reserve(0)).toBeCloseTo(31_050);
  // What is learned later counts for more.
  now = 31_150;
  pacer.accepted();
  pacer.refused(60_000);
  expect(pacer.reserve(60_000)).toBe(60_000);
  expect(pacer.reserve(0)).toBeCloseTo(60_000 + 1.05 * 61_050);
});

test("requests that are refused together come back one by one", () => {
  const pacer = createPacer(() => 0);
  for (let sent = 0; sent < 10; sent += 1) pacer.accepted();
  const waits = [1, 2, 3].map(() => {
    pacer.refused(1_000);
    return pacer.reserve(1_000);
  });
  expect(waits.map(Math.round)).toEqual([1_000, 1_105, 1_210]);
});

test("a limit that turns out to be lower slows further down, and never speeds up", () => {
  let now = 0;
  const pacer = createPacer(() => now);
  for (let sent = 0; sent < 60; sent += 1) pacer.accepted();
  now = 1_000;
  pacer.refused(1_000);
  expect(pacer.reserve(1_000)).toBe(1_000);
  now = 2_000;
  pacer.accepted();
  now = 2_035;
  pacer.refused(1_000);
  expect(pacer.reserve(1_000)).toBe(1_000);
  expect(pacer.reserve(0)).toBeCloseTo(1_000 + 1.05 * 1_035);
  pacer.refused(1);
  expect(pacer.reserve(0)).toBeGreaterThan(2_000);
});

test("a wait is never below what is asked for, though the clock moves on meanwhile", () => {
  let at = 0;
  const pacer = createPacer(() => {
    at += 0.1;
    return at;
  });
  // Node warns of a timer for less than nothing.
  expect(pacer.reserve(0)).toBeGreaterThanOrEqual(0);
  expect(pacer.reserve(5)).toBeGreaterThanOrEqual(5);
});
