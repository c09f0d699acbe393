import { expect } from "vitest";
import type { OpenPage } from "./open-browser.ts";

/** Waits until the page says that so many customers match. */
export async function pageSays({ page }: OpenPage, count: number): Promise<void> {
  await page.locator(".summary", { hasText: `${count.toLocaleString("en")} customer` }).waitFor();
  await page.locator(".elapsed", { hasText: "answered in" }).waitFor();
}

/** Looks until it sees what is expected: the machine that tests may have other things to do. */
export function eventually<T>(look: () => T): ReturnType<typeof expect.poll<T>> {
  return expect.poll(look, { timeout: 60_000 });
}
