import { afterAll, afterEach, expect, test } from "vitest";
import { accessibilityProblems, openBrowser } from "../../testing/open-browser.ts";

const browser = await openBrowser();
afterAll(() => browser[Symbol.asyncDispose]());
afterEach(() => expect(browser.takeComplaints()).toEqual([]));

test("a long line with an error in it is shown whole on a phone, and axe finds nothing", async () => {
  await using opened = await browser.open("", { phone: true });
  const { page } = opened;
  await page.getByRole("button", { name: "Paste a filter object…" }).click();
  await page
    .getByLabel("A filter object, or a whole request body")
    .fill(
      '{"email": {"operator": "endswith", "value": ["@acme.dev"]}, "total_cots": {"operator": "gt"}}',
    );
  const excerpt = page.locator(".excerpt");
  await excerpt.waitFor();
  expect(await excerpt.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
});
