import { afterAll, afterEach, expect, test } from "vitest";
import { prodCustomers as customers, openingCount } from "../../testing/demo-answers.ts";
import { accessibilityProblems, openBrowser } from "../../testing/open-browser.ts";
import { eventually, pageSays } from "../../testing/page-says.ts";

const browser = await openBrowser();
afterAll(() => browser[Symbol.asyncDispose]());
afterEach(() => {
  browser.fail(undefined);
  expect(browser.takeComplaints()).toEqual([]);
});

const opening = {
  filters: {
    total_cost: { operator: "gte", value: [10] },
    email: { operator: "endswith", value: ["@acme.dev"] },
  },
};

function refusal(status: number, body: object): Response {
  return Response.json(body, { status });
}

/** What goes through all customers comes later than the rows, and from earlier pages in their last moment. */
function isWalk({ url }: Request): boolean {
  return url.includes("sort_by=customer_identifier");
}

test("an error of the API stands where the rows would, in its own words, and is asked again", async () => {
  browser.fail(() => refusal(400, { detail: "`sort_by` is out of order" }));
  await using opened = await browser.open();
  const { page, lists } = opened;
  const alert = page.getByRole("alert");
  await alert.getByText("`sort_by` is out of order").waitFor();
  expect(await page.locator(".summary").textContent()).toContain("no answer");
  expect(lists.map(({ body }) => body)).toEqual([opening]);
  // The plot does not say that nothing matches: it does not know.
  const plot = page.locator(".plot");
  await plot.getByText("others could not be read").waitFor();
  await plot.getByText("the requests for all customers failed").waitFor();
  expect(await page.locator(".pager").textContent()).not.toContain("of");
  expect(await page.locator(".requests .status").first().textContent()).toBe("400");
  expect(await accessibilityProblems(page)).toEqual([]);
  browser.fail(undefined);
  await alert.getByRole("button", { name: "Try again" }).click();
  await page.getByText(`1–10 of ${openingCount}`).waitFor();
  expect(lists.map(({ body }) => body)).toEqual([opening, opening]);
});

test("while the first answer is awaited the page claims nothing", async () => {
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  browser.fail(async () => {
    await held;
    return undefined;
  });
  await using opened = await browser.open();
  const { page } = opened;
  await page.getByText("asking…").waitFor();
  expect(await page.locator(".plot figcaption p").textContent()).toBe(
    " … of this page others are being read…",
  );
  expect(await page.locator(".pager").textContent()).not.toContain(" of ");
  answer();
  await pageSays(opened, openingCount);
  await page.getByText(`Page 1 of ${Math.ceil(openingCount / 10)}`).waitFor();
  await page.getByText(`${openingCount} match`).waitFor();
});

test("a rate limit is waited out in sight, as long as the API says, and moves nothing", async () => {
  let refused = 0;
  browser.fail((request) => {
    if (isWalk(request)) return undefined;
    refused += 1;
    return refused === 1
      ? refusal(429, { detail: "Rate limit exceeded", retry_after: 2 })
      : undefined;
  });
  await using opened = await browser.open();
  const { page, lists } = opened;
  const notice = page.locator(".retry p");
  await notice.getByText(/Trying again in \d+ s/).waitFor();
  // When, is said once.
  expect(await notice.textContent()).toMatch(
    /^The API answered 429: Rate limit exceeded\. Trying again in \d s\.\s*Trying again shortly\.$/,
  );
  const top = () => page.locator("table").evaluate((one) => one.getBoundingClientRect().top);
  const before = await top();
  await page.getByText(`1–10 of ${openingCount}`).waitFor();
  await eventually(() => page.locator(".retry").textContent()).toBe("");
  expect(await top()).toBe(before);
  expect(lists.map(({ body }) => body)).toEqual([opening, opening]);
  expect(await page.locator(".requests .status").allTextContents()).toContain("429");
});

test("a rate limit beyond patience says how long it will last, and is not asked again", async () => {
  browser.fail(() => refusal(429, { detail: "Rate limit exceeded", retry_after: 600 }));
  await using opened = await browser.open();
  const alert = opened.page.getByRole("alert");
  await alert.getByText("Too many requests for now").waitFor();
  await alert.getByText("Try again in 600 s.").waitFor();
  expect(opened.lists).toHaveLength(1);
});

test.each([
  ["a filter that one request says", "", openingCount],
  [
    "a planned filter",
    'filter={"or":[["total_cost","gt","500"],["email","endswith","@acme.dev"]]}&',
    customers.filter(
      ({ total_cost, email }) => total_cost > 500 || email?.endsWith("@acme.dev") === true,
    ).length,
  ],
])("a page past the end of %s leads back to the first", async (_, filter, count) => {
  await using opened = await browser.open(`/#${filter}page=999`);
  const { page } = opened;
  await page.getByText("There is no such page").waitFor();
  expect(await page.locator("tbody tr").count()).toBe(0);
  expect(await page.locator(".pager-range").textContent()).toBe("");
  await page.getByRole("button", { name: "To the first page" }).click();
  await page.getByText(`1–10 of ${count.toLocaleString("en")}`).waitFor();
});

test("each request has its own end in the list, those that the page gave up too", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await page.getByText(`${openingCount} match`).waitFor();
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  browser.fail(async () => {
    await held;
    return undefined;
  });
  for (const [at, value] of ["11", "12", "13", "14"].entries()) {
    await page.getByLabel("Value of condition 1, in US$").fill(value);
    await eventually(() => lists.length).toBe(at + 2);
  }
  const lines = page.locator(".requests li");
  await eventually(() => lines.first().textContent()).toContain("···");
  await eventually(() => lines.nth(1).textContent()).toMatch(/total_cost >= 13 .*aborted$/);
  await eventually(() => lines.nth(3).textContent()).toMatch(/total_cost >= 11 .*aborted$/);
  answer();
  await eventually(() => lines.first().textContent()).toMatch(/^200/);
  expect(await page.locator(".requests").textContent()).not.toContain("···");
  expect(await lines.nth(1).textContent()).toMatch(/^–.*aborted$/);
});

test("a browser with a language tag that `Intl` refuses shows all of the page", async () => {
  const script = `Object.defineProperty(Navigator.prototype, "language", { get: () => "en-US@posix" });`;
  await using opened = await browser.open("", { script });
  await pageSays(opened, openingCount);
  await opened.page.locator(".plot canvas").waitFor();
  await opened.page.getByText(`${openingCount} match`).waitFor();
});

test("a browser that refuses many addresses at once loses no letter, and the address has the last", async () => {
  // Safari's limit, in a quarter of its time: 25 in 7.5 seconds.
  const script = `
    let times = [];
    for (const name of ["pushState", "replaceState"]) {
      const write = history[name].bind(history);
      history[name] = (...address) => {
        times = times.filter((time) => time > performance.now() - 7500);
        if (times.length >= 25) throw new DOMException("more than 25 times", "SecurityError");
        times.push(performance.now());
        write(...address);
      };
    }`;
  await using opened = await browser.open("", { script });
  const { page, lists } = opened;
  await pageSays(opened, openingCount);
  const text = "@acme.dev".repeat(15);
  const input = page.getByLabel("Value of condition 2");
  await input.fill("");
  await input.pressSequentially(text);
  await eventually(() => JSON.stringify(lists.at(-1)?.body)).toContain(`"${text}"`);
  await eventually(() => decodeURIComponent(page.url())).toContain(`"${text}"`);
  // Steps to go back to that it refuses are no reason to stop, either.
  for (let at = 0; at < 15; at += 1) {
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Top spenders" }).click();
  }
  await page.getByRole("button", { name: "Either, or" }).click();
  await page.getByText("Ask 2 times").waitFor();
  await eventually(() => decodeURIComponent(page.url())).toContain('{"or":');
  // What is written late is not written over the place that was gone back to.
  await page.goBack();
  await page.locator(".in-words", { hasText: / or / }).waitFor({ state: "detached" });
  const place = page.url();
  await page.waitForTimeout(1000);
  expect(page.url()).toBe(place);
  expect(decodeURIComponent(place)).not.toContain('{"or":');
});

test("a plot that cannot be drawn is said, and takes nothing else of the page with it", async () => {
  const script = `HTMLCanvasElement.prototype.getContext = () => { throw new Error("blocked"); };`;
  await using opened = await browser.open("", { script });
  const { page } = opened;
  await page.getByText("This browser cannot draw the plot.").waitFor();
  await pageSays(opened, openingCount);
  await page.getByText(`${openingCount} match`).waitFor();
  await page.getByRole("button", { name: "Either, or" }).click();
  await page.getByText("Ask 2 times").waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
