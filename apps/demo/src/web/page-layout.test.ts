import { afterAll, afterEach, expect, test } from "vitest";
import { openingCount } from "../../testing/demo-answers.ts";
import { accessibilityProblems, openBrowser } from "../../testing/open-browser.ts";
import { eventually, pageSays } from "../../testing/page-says.ts";

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
    await eventually(() => background(chosen)).toBe(highlight);
    expect(await background(other)).not.toBe(highlight);
  }
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("forced colours keep what matches apart from the others in the plot", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await page.emulateMedia({ forcedColors: "active" });
  await page.reload();
  await page.getByText(`${openingCount} match`).waitFor();
  /** How many pixels of the plot are about the colour that the legend gives to what matches, and to others. */
  const drawn = () =>
    page.evaluate(() => {
      const plot = document.querySelector(".plot canvas") as HTMLCanvasElement;
      const { width, height } = plot;
      const copy = new OffscreenCanvas(width, height).getContext("2d", {
        willReadFrequently: true,
      });
      copy?.drawImage(plot, 0, 0);
      const pixels = copy?.getImageData(0, 0, width, height).data ?? [];
      return [".dot-match", ".dot-faint"].map((dot) => {
        const colour = getComputedStyle(document.querySelector(dot) as Element).backgroundColor;
        if (copy) copy.fillStyle = colour;
        copy?.fillRect(0, 0, 1, 1);
        const wanted = [...(copy?.getImageData(0, 0, 1, 1).data ?? [])].slice(0, 3);
        let count = 0;
        for (let at = 0; at < pixels.length; at += 4) {
          const isNear = wanted.every((part, by) => Math.abs(part - (pixels[at + by] ?? 0)) < 30);
          if (isNear && (pixels[at + 3] ?? 0) > 200) count += 1;
        }
        return count;
      });
    });
  await eventually(async () => Math.min(...(await drawn()))).toBeGreaterThan(200);
  const [matching = 0, others = 0] = await drawn();
  expect(matching).toBeLessThan(others / 2);
});

test("text of twice the size, as a browser can be set to, fits the width of a phone", async () => {
  await using opened = await browser.open("", { phone: true });
  const { page } = opened;
  await page.getByText(`${openingCount} match`).waitFor();
  const sizes = () =>
    page.evaluate(() =>
      ["h1", ".sentence", "pre code", "tbody td", ".requests .query"].map((part) =>
        Number.parseFloat(getComputedStyle(document.querySelector(part) as Element).fontSize),
      ),
    );
  const before = await sizes();
  await page.addStyleTag({ content: "html { font-size: 200% }" });
  expect(await sizes()).toEqual(before.map((size) => size * 2));
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  expect(await width()).toBe(390);
  const tab = await page.getByRole("tab", { name: "Python" }).boundingBox();
  expect((tab?.x ?? 390) + (tab?.width ?? 0)).toBeLessThan(390);
  await page.getByRole("button", { name: "Quiet since May 2025" }).click();
  await page.getByText("2025-05-01T00:00:00.000Z").first().waitFor();
  expect(await width()).toBe(390);
});

test("long values and those of other directions stay in their boxes and in their order", async () => {
  const filter = {
    and: [
      ["customer_identifier", "", "x".repeat(300)],
      ["name", "in", "محمد", "سلام", "דנה"],
      ["email", "contains", "\u202egnp.exe"],
    ],
  };
  for (const phone of [true, false]) {
    await using opened = await browser.open(`/#filter=${JSON.stringify(filter)}`, { phone });
    const { page } = opened;
    await pageSays(opened, 0);
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(width).toBeLessThanOrEqual(0);
    const code = page.getByRole("region", { name: "Filter object", exact: true }).locator("code");
    expect(JSON.parse((await code.textContent()) ?? "")).toHaveProperty("email.value", [
      "\u202egnp.exe",
    ]);
    expect(await code.textContent()).toContain('["\\u202egnp.exe"]');
    for (const place of [code, page.locator(".in-words"), page.locator(".code-block").nth(1)]) {
      const lefts = await place
        .locator("bdi")
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect()))
        .then((all) => all.map(({ x, y }) => [y, x]));
      expect(lefts).toHaveLength(3);
      expect(lefts).toEqual(lefts.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d));
    }
  }
});

test("on paper every column and line of code is whole, light, and without buttons", async () => {
  await using opened = await browser.open("", { colorScheme: "dark" });
  const { page } = opened;
  // The width of A4 within its margins.
  await page.setViewportSize({ width: 720, height: 1000 });
  await pageSays(opened, openingCount);
  await page.emulateMedia({ media: "print" });
  for (const wide of await page.locator(".table-scroll, .code-block pre").all()) {
    expect(await wide.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
  }
  const texts = await page.locator("button:visible").allTextContents();
  expect(texts.filter((text) => /[+✕→←…]|Copy|Clear/.test(text))).toEqual([]);
  const background = () =>
    page.locator("body").evaluate((one) => getComputedStyle(one).backgroundColor);
  expect(await background()).toBe("rgb(244, 245, 247)");
});

test("on a phone the range stands over the pages, and a time is never broken", async () => {
  await using opened = await browser.open("", { phone: true });
  const { page } = opened;
  await pageSays(opened, openingCount);
  const bottomOf = async (selector: string) => {
    const box = await page.locator(selector).boundingBox();
    return (box?.y ?? 0) + (box?.height ?? 0);
  };
  const range = await bottomOf(".pager-range");
  expect(range).toBeLessThan(await bottomOf(".pager button >> nth=0"));
  const pager = page.locator(".pager");
  expect(await pager.evaluate((one) => one.clientHeight)).toBeLessThan(100);

  await page.getByRole("button", { name: "Quiet since May 2025" }).click();
  const instant = "2025-05-01T00:00:00.000Z";
  await page.locator(".in-words", { hasText: instant }).waitFor();
  const lines = await page.locator(".sentence").evaluateAll((sentences, searched) => {
    const found: number[] = [];
    for (const sentence of sentences) {
      const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
        const at = text.nodeValue?.indexOf(searched) ?? -1;
        if (at === -1) continue;
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + searched.length);
        found.push(range.getClientRects().length);
      }
    }
    return found;
  }, instant);
  expect(lines).toEqual([1, 1, 1]);
});

test("each request shows its filter, and those that ask for other rows stand apart", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await pageSays(opened, openingCount);
  const lines = page.locator(".requests li");
  // What goes through everyone is one line, however many pages that takes.
  await lines.filter({ hasText: /everything.*page_size=1000.*×[3-9]/ }).waitFor();
  await page.getByRole("button", { name: "Either, or" }).click();
  await page.getByText("Ask 2 times").waitFor();
  const asked = () => lines.locator(".asked").allTextContents();
  await eventually(asked).toContain('email ends with "@acme.dev"');
  expect((await asked()).slice(0, 2)).toEqual(['email ends with "@acme.dev"', "total_cost > 500"]);
  expect(await lines.first().textContent()).not.toContain("×");
  // No entry has room for more than it says: a line for the filter, and one for the query.
  const heights = await lines.evaluateAll((all) => all.map((one) => one.clientHeight));
  expect(new Set(heights)).toEqual(new Set([40]));
});
