import { afterAll, afterEach, expect, test } from "vitest";
import { counted, prodCustomers as customers, openingCount } from "../../testing/demo-answers.ts";
import { accessibilityProblems, openBrowser } from "../../testing/open-browser.ts";
import { eventually, pageSays } from "../../testing/page-says.ts";

const browser = await openBrowser();
afterAll(() => browser[Symbol.asyncDispose]());
afterEach(() => expect(browser.takeComplaints()).toEqual([]));

const atAcme = customers.filter(({ email }) => email?.endsWith("@acme.dev"));

test("the page opens on a filter, its forms and its answer, without a jump", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await pageSays(opened, atAcme.filter(({ total_cost }) => total_cost >= 10).length);
  expect(lists).toHaveLength(1);
  expect(lists[0]?.body).toEqual({
    filters: {
      total_cost: { operator: "gte", value: [10] },
      email: { operator: "endswith", value: ["@acme.dev"] },
    },
  });
  await page.getByText(`of ${customers.length.toLocaleString("en")}`).waitFor();
  const shown = await page.locator("tbody tr").first().textContent();
  expect(shown).toContain("Björn Quispe");
  expect(shown).toContain("$1,774.83");
  expect(await page.locator("tbody time").first().getAttribute("title")).toMatch(/2025.*UTC/);
  const shift = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          resolve(
            list
              .getEntries()
              .reduce((sum, one) => sum + (one as unknown as { value: number }).value, 0),
          );
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(0), 200);
      }),
  );
  expect(shift).toBeLessThan(0.02);
});

test("a filter is built by mouse, in every form at once, and asked for as it is built", async () => {
  await using opened = await browser.open('/#filter={"and":[]}');
  const { page, lists } = opened;
  await pageSays(opened, customers.length);
  await page.getByRole("button", { name: "Condition", exact: true }).click();
  expect(lists).toHaveLength(1);
  await page.getByText(", 1 left out without a value").waitFor();
  await page.getByLabel("Field of condition 1").selectOption("active_days");
  await page.getByLabel("Operator of condition 1").selectOption("is between");
  await page.getByLabel("From of condition 1, in days").fill("100");
  await page.getByLabel("To of condition 1, in days").fill("110");
  await pageSays(
    opened,
    customers.filter(({ active_days: days }) => days >= 100 && days <= 110).length,
  );
  const filters = {
    active_days: [
      { operator: "gte", value: [100] },
      { operator: "lte", value: [110] },
    ],
  };
  expect(lists.at(-1)?.body).toEqual({ filters });
  const code = (name: string) =>
    page.getByRole("region", { name, exact: true }).locator("code").textContent();
  expect(JSON.parse((await code("Filter object")) ?? "")).toEqual(filters);
  const request = "The request in code";
  expect(await code(request)).toContain('where("active_days").between(100, 110)');
  expect(await code(request)).toContain("const { count, results } = await createClient()");
  await page.getByRole("tab", { name: "cURL" }).click();
  expect(await code(request)).toContain("curl -X POST");
  await page.keyboard.press("ArrowRight");
  expect(await code(request)).toContain("requests.post(url");
  const sentence = "active_days >= 100 and active_days <= 110";
  await page.locator(".in-words", { hasText: sentence }).waitFor();
  await page.getByRole("button", { name: "Copy Filter object" }).click();
  await page.getByText("Copied").waitFor();
  expect(JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))).toEqual(filters);
});

test("a filter is built, moved and taken apart by keyboard alone, and the focus is never lost", async () => {
  await using opened = await browser.open('/#filter={"and":[["name","startswith","J"]]}');
  const { page, lists } = opened;
  await pageSays(opened, customers.filter(({ name }) => name?.startsWith("J")).length);
  const focused = () =>
    page.evaluate(
      () =>
        document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
    );
  const { keyboard } = page;
  await page.getByRole("button", { name: "Condition", exact: true }).focus();
  await keyboard.press("Enter");
  expect(await focused()).toBe("Field of condition 2");
  await keyboard.type("active_days");
  await keyboard.press("Tab");
  await keyboard.type("is less");
  await keyboard.press("Tab");
  await keyboard.type("30");
  await pageSays(
    opened,
    customers.filter((one) => one.name?.startsWith("J") && one.active_days < 30).length,
  );
  await keyboard.press("Tab");
  expect(await focused()).toBe("Move condition 2 up");
  await keyboard.press("Enter");
  expect(await focused()).toBe("Move condition 1 up");
  await eventually(() => Object.keys(lists.at(-1)?.body.filters ?? {})).toEqual([
    "active_days",
    "name",
  ]);
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  expect(await focused()).toBe("Remove condition 1");
  await keyboard.press("Enter");
  expect(await focused()).toBe("Field of condition 1");
  await pageSays(opened, customers.filter(({ name }) => name?.startsWith("J")).length);
  await page.getByRole("button", { name: "Remove condition 1" }).focus();
  await keyboard.press("Enter");
  expect(await focused()).toContain("Condition");
  await pageSays(opened, customers.length);
});

test("a filter object that is pasted becomes the rows, and a bad one shows its error at its place", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await page.getByRole("button", { name: "Paste a filter object…" }).click();
  const area = page.getByLabel("A filter object, or a whole request body");
  await area.fill(
    '{\n  "filters": {\n    "total_cots": { "operator": "gt", "value": [10] }\n  }\n}',
  );
  await page.getByText("Line 3, column 5: `total_cots` is not a field").waitFor();
  expect(await page.locator("mark").textContent()).toBe('"total_cots"');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Use this filter" }).click();
  expect(
    await area.evaluate((one: HTMLTextAreaElement) =>
      one.value.slice(one.selectionStart, one.selectionEnd),
    ),
  ).toBe('"total_cots"');
  await area.fill('{"filters": {"total_cost": {"operator": "gt", "value": [10]');
  await page.getByText("This is not JSON: the text ends").waitFor();
  await area.fill('{"filters": {"total_cost": {"operator": "gt", "value": 500}}}');
  await page.getByText("500 is read as [500]").waitFor();
  await page.getByRole("button", { name: "Use this filter" }).click();
  await pageSays(opened, customers.filter(({ total_cost }) => total_cost > 500).length);
  expect(await page.getByLabel("Value of condition 1, in US$").inputValue()).toBe("500");
  expect(lists.at(-1)?.body).toEqual({ filters: { total_cost: { operator: "gt", value: [500] } } });
});

test("sorting, paging and the environment are asked of the endpoint and kept by reload and back", async () => {
  await using opened = await browser.open('/#filter={"and":[]}');
  const { page, lists } = opened;
  await pageSays(opened, customers.length);
  await page.getByRole("button", { name: "Tokens" }).click();
  await eventually(() => lists.at(-1)?.search.get("sort_by")).toBe("-total_tokens");
  const [most] = customers.toSorted((a, b) => b.total_tokens - a.total_tokens);
  await page
    .locator("tbody tr")
    .first()
    .getByText(most?.name ?? "")
    .waitFor();
  expect(await page.getByRole("columnheader", { name: "Tokens" }).getAttribute("aria-sort")).toBe(
    "descending",
  );
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText(`Page 2 of ${Math.ceil(customers.length / 10)}`).waitFor();
  await page.getByText(`11–20 of ${counted(customers.length)}`).waitFor();
  await eventually(() => lists.at(-1)?.search.get("page")).toBe("2");
  await page.reload();
  await page.getByText(`11–20 of ${counted(customers.length)}`).waitFor();
  expect(await page.getByLabel("Sort by").inputValue()).toBe("total_tokens");
  await page.goBack();
  await page.getByText(`1–10 of ${counted(customers.length)}`).waitFor();
  await page.goForward();
  await page.getByText(`11–20 of ${counted(customers.length)}`).waitFor();
  await page.getByLabel("Environment").selectOption("test");
  await pageSays(opened, 5000 - customers.length);
  expect(lists.at(-1)?.search.get("environment")).toBe("test");
});

test("a filter that no request can say is planned in sight, and answered exactly", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await pageSays(opened, openingCount);
  const matching = customers.filter(
    ({ total_cost, email }) => total_cost > 500 || email?.endsWith("@acme.dev"),
  );
  await page.getByRole("button", { name: "Either, or" }).click();
  await pageSays(opened, matching.length);
  await page.getByText(`${matching.length.toLocaleString("en")} match`).waitFor();
  await page.getByText("Ask 2 times and join the rows, each once").waitFor();
  // Each part was asked for: neither went out as if it were all. Of everyone there is one page at most,
  // by which the client knows that the parts take fewer.
  const sent = lists.slice(1).map(({ body }) => JSON.stringify(body.filters));
  expect(sent.filter((filters) => filters === "{}").length).toBeLessThan(2);
  expect(new Set(sent.filter((filters) => filters !== "{}"))).toEqual(
    new Set([
      '{"total_cost":{"operator":"gt","value":[500]}}',
      '{"email":{"operator":"endswith","value":["@acme.dev"]}}',
    ]),
  );
  const [first, second] = matching.toSorted((a, b) => b.total_cost - a.total_cost);
  const rows = page.locator("tbody tr");
  await rows
    .nth(0)
    .getByText(first?.name ?? "")
    .waitFor();
  await rows
    .nth(1)
    .getByText(second?.name ?? "")
    .waitFor();
  const before = lists.length;
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("11–20 of").waitFor();
  const [eleventh] = matching.toSorted((a, b) => b.total_cost - a.total_cost).slice(10);
  await rows
    .nth(0)
    .getByText(eleventh?.name ?? "")
    .waitFor();
  expect(lists).toHaveLength(before);
  await page.getByRole("button", { name: "Copy filter object 2" }).click();
  await page.getByText("Copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('"@acme.dev"');
  await page.getByRole("tab", { name: "cURL" }).click();
  await page.getByRole("tabpanel").getByText("No single request says this filter").waitFor();
});

test("groups are built by hand, and a condition on the rows alone is answered too", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await pageSays(opened, openingCount);
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByLabel("Value of condition 3.1").fill("@hooli.ai");
  await page.getByRole("button", { name: "Condition in group 3" }).click();
  await page.getByLabel("Value of condition 3.2, in US$").fill("20");
  const sentence = page.locator(".sentence").first();
  await sentence.getByText('(email ends with "@hooli.ai" or total_cost > 20)').waitFor();
  await pageSays(opened, atAcme.filter(({ total_cost }) => total_cost > 20).length);

  await page.getByRole("button", { name: "Quiet since May 2025" }).click();
  const quiet = customers.filter(
    (one) =>
      one.number_of_requests >= 1000 &&
      Date.parse(one.last_active_timeframe) < Date.parse("2025-05-01T00:00:00Z"),
  );
  await pageSays(opened, quiet.length);
  await page.getByText("Stop at the first row with").waitFor();
});

test.each([
  ["light", "desktop"],
  ["light", "phone"],
  ["dark", "desktop"],
  ["dark", "phone"],
] as const)("axe finds nothing in the main states, %s, %s", async (colorScheme, size) => {
  await using opened = await browser.open("", { colorScheme, phone: size === "phone" });
  const { page } = opened;
  await pageSays(opened, openingCount);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole("button", { name: "Either, or" }).click();
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByRole("button", { name: "Condition in group 3" }).click();
  const value = page.getByLabel("Value of condition 3.2, in US$");
  await value.fill("ten");
  expect(await accessibilityProblems(page)).toEqual([]);
  await value.fill("10");
  await page.getByRole("button", { name: "Export…" }).click();
  expect(await accessibilityProblems(page)).toEqual([]);
});

test("no match and an address that was cut short are said", async () => {
  await using none = await browser.open('/#filter={"and":[["total_cost","gt","99999"]]}');
  await none.page.getByText("No customer matches").waitFor();
  await using cut = await browser.open('/#filter={"and":[["total_cost","gt"');
  await cut.page.getByRole("alert").getByText("could not be read").waitFor();
});

test("a filter too long for a server's address is kept by reload, back and forward", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await pageSays(opened, openingCount);
  const value = Array.from({ length: 1500 }, (_, at) => `user_${1000 + at}`);
  await page.getByRole("button", { name: "Paste a filter object…" }).click();
  await page
    .getByLabel("A filter object, or a whole request body")
    .fill(JSON.stringify({ customer_identifier: { operator: "in", value } }));
  await page.getByRole("button", { name: "Use this filter" }).click();
  const listed = customers.filter((one) => value.includes(one.customer_identifier)).length;
  await pageSays(opened, listed);
  const asked = lists.at(-1)?.body;
  expect((await page.evaluate(() => location.href)).length).toBeGreaterThan(16_384);
  const { length } = lists;
  expect((await page.reload())?.status()).toBe(200);
  await pageSays(opened, listed);
  await eventually(() => lists.length).toBeGreaterThan(length);
  expect(lists.at(-1)?.body).toEqual(asked);
  await page.goBack();
  await pageSays(opened, openingCount);
  await page.goForward();
  await pageSays(opened, listed);
});

test("an address with its state in the query opens as ever, and goes on in the fragment", async () => {
  await using opened = await browser.open('/?filter={"and":[["name","startswith","J"]]}&page=2');
  const { page, lists } = opened;
  await page.getByText("11–20 of").waitFor();
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("21–30 of").waitFor();
  const { search, hash } = new URL(page.url());
  expect(search).toBe("");
  expect(hash).toContain("page=3");
  await page.goBack();
  await page.getByText("11–20 of").waitFor();
  await eventually(() => lists.at(-1)?.search.get("page")).toBe("2");
});

test("an empty text that a filter asks for is shown as one", async () => {
  await using opened = await browser.open('/#filter={"and":[["name","in","","Ada"]]}');
  await pageSays(opened, 0);
  const input = opened.page.getByLabel("Value 1 of condition 1", { exact: true });
  expect(await input.getAttribute("placeholder")).toBe('""');
});

test("a day is asked for as a whole one", async () => {
  await using opened = await browser.open(
    '/#filter={"and":[["last_active_timeframe","","2025-12-29"]]}',
  );
  const active = customers.filter((one) => one.last_active_timeframe.startsWith("2025-12-29"));
  expect(active.length).toBeGreaterThan(0);
  await pageSays(opened, active.length);
  expect(await opened.page.getByLabel("Value of condition 1, in UTC").inputValue()).toBe(
    "2025-12-29",
  );
});

test("nothing moves when the first digit is typed, nor when another page comes", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await pageSays(opened, openingCount);
  await page.getByRole("button", { name: "Condition", exact: true }).click();
  const top = () =>
    page.locator(".answer").evaluate((one) => one.getBoundingClientRect().top + scrollY);
  const before = await top();
  await page.getByLabel("Value of condition 3, in US$").fill("12");
  await pageSays(opened, atAcme.filter(({ total_cost }) => total_cost > 12).length);
  expect(await top()).toBe(before);
  const columns = () =>
    page.locator("thead th").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  const first = await columns();
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("11–20 of").waitFor();
  expect(await columns()).toEqual(first);
});

test("a table at 1440 px shows every column whole, and a phone says that there is more", async () => {
  await using wide = await browser.open('/#filter={"and":[["name","isnull"],["email","isnull"]]}');
  await wide.page.setViewportSize({ width: 1440, height: 1000 });
  const nameless = customers.filter(({ name, email }) => name === null && email === null);
  await pageSays(wide, nameless.length);
  const frame = wide.page.locator(".table-frame");
  await eventually(() => frame.getAttribute("data-more")).toBe("");
  const cut = await wide.page
    .locator("tbody td, thead th")
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  expect(cut).toBe(0);
  // A heading ends where its numbers end, and a request is shown to its end.
  const ends = await wide.page.locator("tr:first-child > .end").evaluateAll((cells) =>
    cells.map((cell) => {
      const range = document.createRange();
      const hidden = cell.querySelector(".arrow");
      range.selectNodeContents(cell.querySelector("button") ?? cell);
      if (hidden !== null) range.setEndBefore(hidden);
      return Math.round(range.getBoundingClientRect().right);
    }),
  );
  expect(ends).toHaveLength(10);
  expect(ends.slice(0, 5)).toEqual(ends.slice(5));
  expect(await wide.page.locator(".requests .query").first().textContent()).toMatch(
    /^\?page=1&page_size=.*&environment=prod$/,
  );
  const queries = await wide.page
    .locator(".requests .query")
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  expect(queries).toBe(0);
  // Who a row is of is said by the identifier, where there is neither name nor email.
  const [most] = nameless.toSorted((a, b) => b.total_cost - a.total_cost);
  expect(await wide.page.locator("tbody th").first().textContent()).toContain(
    most?.customer_identifier,
  );
  await wide.page.setViewportSize({ width: 390, height: 844 });
  await eventually(() => frame.getAttribute("data-more")).toBe("after");
});

test("three rows on pages of a hundred take the room of ten", async () => {
  const [, , third, fourth] = customers.map((one) => one.total_cost).sort((a, b) => b - a);
  await using opened = await browser.open(
    `/#filter={"and":[["total_cost","gt","${fourth}"]]}&page_size=100`,
  );
  expect(third).toBeGreaterThan(fourth ?? 0);
  await pageSays(opened, 3);
  const box = await opened.page.locator(".table-card").boundingBox();
  expect(box?.height).toBeLessThan(700);
});

test("groups in groups stay readable on a phone", async () => {
  const inner = '{"or":[["email","icontains","x"]]}';
  const filter = `{"and":[{"or":[{"and":[["last_active_timeframe","between","2025-01-01","2025-02-01"],${inner}]}]}]}`;
  await using opened = await browser.open(`/#filter=${filter}`, { phone: true });
  const { page } = opened;
  await page.locator(".summary", { hasText: "customer" }).waitFor();
  const card = await page.locator(".filter-card").boundingBox();
  const picks = await page
    .locator(".builder select")
    .evaluateAll((all) =>
      all.map((one) => ({ width: one.clientWidth, right: one.getBoundingClientRect().right })),
    );
  expect(picks).toHaveLength(8);
  for (const { width, right } of picks) {
    expect(width).toBeGreaterThan(60);
    expect(right).toBeLessThan((card?.x ?? 0) + (card?.width ?? 0));
  }
});
