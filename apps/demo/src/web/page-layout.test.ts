import { afterAll, afterEach, expect, test } from "vitest";
import { openingCount } from "../../testing/demo-answers.ts";
import { accessibilityProblems, openBrowser } from "../../testing/open-browser.ts";
import { pageSays } from "../../testing/page-says.ts";

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

test("forced colours show which example and which tab is chosen", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await page.emulateMedia({ forcedColors: "active" });
  await pageSays(opened, openingCount);
  const highlight = await page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement("p"));
    probe.style.background = "Highlight";
    return getComputedStyle(probe).backgroundColor;
  });
  for (const [chosen, other] of [
    [".chip[aria-pressed=true]", ".chip[aria-pressed=false]"],
    ["[role=tab][aria-selected=true]", "[role=tab][aria-selected=false]"],
  ] as const) {
    const background = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => getComputedStyle(one).backgroundColor);
    expect(await background(chosen)).toBe(highlight);
    expect(await background(other)).not.toBe(highlight);
  }
  expect(await accessibilityProblems(page)).toEqual([]);
});
