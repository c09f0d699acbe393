import { expect, test } from "vitest";
import { type LoadStore, runLoad } from "./run-load.ts";

const megabyte = 1024 * 1024;

test.each<LoadStore>(["memory", "sqlite", "postgres"])(
  "64 connections for a minute over %s get right answers while another writes, memory stays flat, and SIGTERM loses none",
  async (kind) => {
    const { errors, answers, versions, heap, resident, exitCode } = await runLoad(kind, {
      milliseconds: 60_000,
    });
    expect(errors).toEqual([]);
    expect(answers).toBeGreaterThan(300);
    expect(versions).toBeGreaterThan(10);
    expect(heap[1] - heap[0]).toBeLessThan(8 * megabyte);
    // The engine and the garbage of a second come on top of the heap; neither may grow with time.
    expect(resident[1] - resident[0]).toBeLessThan(64 * megabyte);
    expect(exitCode).toBe(0);
  },
);
