import { readFile } from "node:fs/promises";
import { afterAll, afterEach, expect, test } from "vitest";
import { counted, prodCustomers as customers, openingCount } from "../../testing/demo-answers.ts";
import { accessibilityProblems, type OpenPage, openBrowser } from "../../testing/open-browser.ts";
import { eventually, pageSays } from "../../testing/page-says.ts";

const browser = await openBrowser();
afterAll(() => browser[Symbol.asyncDispose]());
afterEach(() => {
  browser.fail(undefined);
  expect(browser.takeComplaints()).toEqual([]);
});

/** The conditions that the export sent with its pages, whatever it added to go through them. */
function conditionsSent({ walks }: OpenPage): readonly string[] {
  const sent = walks.filter(({ search }) => search.get("page_size") === "500");
  return sent.map(({ body }) => {
    const { customer_identifier: _, ...conditions } = Object(body.filters);
    return JSON.stringify(conditions);
  });
}

test.each([
  [
    "one request can say",
    '{"and":[["total_cost","gt","1"]]}',
    0,
    ['{"total_cost":{"operator":"gt","value":[1]}}'],
  ],
  [
    "has to be planned",
    '{"or":[["total_cost","gt","100"],["active_days","lt","3"]]}',
    3,
    [
      '{"total_cost":{"operator":"gt","value":[100]}}',
      '{"active_days":{"operator":"lt","value":[3]}}',
    ],
  ],
])(
  "an export of a filter that %s asks for its matches and saves each once",
  async (_, filter, days, parts) => {
    await using opened = await browser.open(`/#filter=${filter}`);
    const { page } = opened;
    const least = days === 0 ? 1 : 100;
    const expected = customers.filter((one) => one.total_cost > least || one.active_days < days);
    await pageSays(opened, expected.length);
    await page.getByText(`${expected.length.toLocaleString("en")} match`).waitFor();
    await page.getByRole("button", { name: "Export…" }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByLabel("NDJSON").check();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Start" }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe("customers.ndjson");
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\n");
    const identifiers = lines.map((line) => JSON.parse(line).customer_identifier);
    expect(identifiers.toSorted()).toEqual(
      expected.map((one) => one.customer_identifier).toSorted(),
    );
    await page.getByText(`Done: ${expected.length.toLocaleString("en")} customers`).waitFor();
    const sent = conditionsSent(opened);
    expect(new Set(sent.filter((conditions) => conditions !== "{}"))).toEqual(new Set(parts));
  },
);

test("one customer is one, not customers", async () => {
  await using opened = await browser.open(
    '/#filter={"and":[["customer_identifier","","user_123"]]}',
  );
  const { page } = opened;
  await pageSays(opened, 1);
  await page.getByRole("button", { name: "Export…" }).click();
  await page.getByRole("heading", { name: "Export 1 customer", exact: true }).waitFor();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Done: 1 customer in customers.csv.").waitFor();
});

test("a CSV is one that a spreadsheet reads right and runs nothing of", async () => {
  const evil = { ...customers[0], customer_identifier: "zoë", name: "=HYPERLINK(1)" };
  browser.fail((request) =>
    request.url.includes("page_size=500")
      ? Response.json({ count: 1, next: null, previous: null, results: [evil] })
      : undefined,
  );
  await using opened = await browser.open();
  const { page } = opened;
  await pageSays(opened, openingCount);
  await page.getByRole("button", { name: "Export…" }).click();
  await page.getByText("so that no spreadsheet runs it as a formula").waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: "Start" }).click();
  const bytes = await readFile(await (await saved).path());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.toString().split("\r\n")[1]).toMatch(/^zoë,'=HYPERLINK\(1\),/);
});

test("an export that is cancelled stops asking and saves nothing", async () => {
  await using opened = await browser.open('/#filter={"and":[]}');
  const { page } = opened;
  await page.locator(".summary", { hasText: `of ${counted(customers.length)}` }).waitFor();
  let release = () => {};
  let asked = 0;
  browser.fail(async ({ url }) => {
    // The second page of the export is held until it is cancelled.
    const isExport = url.includes("page_size=500");
    if (isExport) asked += 1;
    if (isExport && asked > 1) {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
    }
    return undefined;
  });
  let downloads = 0;
  page.on("download", () => {
    downloads += 1;
  });
  await page.getByRole("button", { name: "Export…" }).click();
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText(`500 of ${counted(customers.length)} read`).waitFor();
  expect(await page.getByRole("progressbar").getAttribute("value")).toBe("500");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByText(/^Cancelled after 500/).waitFor();
  release();
  await eventually(() => page.locator(".requests li").first().textContent()).toContain("aborted");
  const sent = asked;
  // Whatever went on would have sent its next page by the time that another question is answered.
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Top spenders" }).click();
  await pageSays(opened, customers.filter(({ total_cost }) => total_cost > 500).length);
  expect(asked).toBe(sent);
  expect(downloads).toBe(0);
});
