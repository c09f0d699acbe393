import { expect, test } from "vitest";
import { askings, countRequests } from "./planned-requests.ts";

test.each(askings)(
  "no plan takes more than one and a half times the fewest requests: $name",
  async (asking) => {
    const counts = await countRequests(2000, 50, asking);
    expect(counts.length).toBe(20);
    expect(counts.filter(({ planned, best }) => planned > 1.5 * best)).toEqual([]);
    const sum = (of: "planned" | "everything"): number =>
      counts.reduce((total, count) => total + count[of], 0);
    expect(sum("planned")).toBeLessThan(sum("everything") / 3);
  },
);
