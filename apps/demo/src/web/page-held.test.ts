import { afterAll, afterEach, expect, test } from "vitest";
import { prodCustomers as customers, openingCount } from "../../testing/demo-answers.ts";
import { accessibilityProblems, type OpenPage, openBrowser } from "../../testing/open-browser.ts";
import { eventually, pageSays } from "../../testing/page-says.ts";

const browser = await openBrowser();
afterAll(() => browser[Symbol.asyncDispose]());
afterEach(() => expect(browser.takeComplaints()).toEqual([]));

/** What is written of the filter, and how many rows it finds. */
function answerOf({ page }: OpenPage) {
  return Promise.all([
    page.locator(".summary strong").textContent(),
    page.locator(".code-panels code").allTextContents(),
    page.locator("tbody").textContent(),
    page.locator(".plot figcaption").textContent(),
  ]);
}

const wrong = ["abc", "1e", "1,5", "NaN"];

test("a wrong value keeps the last answer, says so, and gives nothing of it away as the new one", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await pageSays(opened, openingCount);
  await page.getByText(`${openingCount} match`).waitFor();
  const before = await answerOf(opened);
  const top = () => page.locator("table").evaluate((one) => one.getBoundingClientRect().top);
  const least = await top();
  const input = page.getByLabel("Value of condition 1, in US$");
  for (const value of wrong) {
    await input.fill(value);
    const summary = page.getByRole("status").filter({ hasText: "customers" });
    await summary.getByText("not updated: condition 1 is wrong").waitFor();
    expect(await answerOf(opened)).toEqual(before);
    // Only the line under the row at fault takes room.
    expect((await top()) - least).toBeLessThan(30);
  }
  expect(await input.getAttribute("aria-invalid")).toBe("true");
  const description = await input.getAttribute("aria-describedby");
  expect(await page.locator(`[id="${description}"]`).textContent()).toContain(
    "“NaN” is not a number",
  );
  // Nothing leaves the page as if it were the answer to what stands in the rows.
  const buttons = page.getByRole("button", { name: /^(Export|Copy)/ });
  expect(await buttons.count()).toBe(3);
  for (const button of await buttons.all()) {
    expect(await button.getAttribute("aria-disabled")).toBe("true");
    expect(await button.getAttribute("aria-describedby")).toBe("held");
    await button.click({ force: true });
  }
  await page.getByText("not updated").first().waitFor();
  expect(await page.getByText("Copied").count()).toBe(0);
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await page.locator(".chip[aria-pressed=true]").count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(lists).toHaveLength(1);

  await input.fill("500");
  await pageSays(
    opened,
    customers.filter((one) => one.total_cost >= 500 && one.email?.endsWith("@acme.dev")).length,
  );
  expect(await page.getByText("not updated").count()).toBe(0);
  expect(await buttons.first().getAttribute("aria-disabled")).not.toBe("true");
  expect(await input.getAttribute("aria-invalid")).toBe("false");
  expect(lists).toHaveLength(2);
});

test("a value that is written anew keeps the last answer, until it is there or its row is gone", async () => {
  await using opened = await browser.open();
  const { page, lists } = opened;
  await pageSays(opened, openingCount);
  await page.getByText(`${openingCount} match`).waitFor();
  const before = await answerOf(opened);
  const top = () => page.locator("table").evaluate((one) => one.getBoundingClientRect().top);
  const least = await top();
  await page.getByLabel("Value of condition 2").fill("");
  await page.getByText("not updated: condition 2 has no value").first().waitFor();
  expect(await top()).toBe(least);
  expect(await answerOf(opened)).toEqual(before);
  expect(await accessibilityProblems(page)).toEqual([]);
  // Another field has no value yet, either.
  await page.getByLabel("Field of condition 1").selectOption("name");
  await page.getByText("not updated: conditions 1, 2 have no value").first().waitFor();
  await page.getByLabel("Value of condition 1").fill("Mei Okafor");
  await page.getByText("not updated: condition 2 has no value").first().waitFor();
  expect(await answerOf(opened)).toEqual(before);
  expect(lists).toHaveLength(1);
  await page.getByRole("button", { name: "Remove condition 2" }).click();
  await pageSays(opened, customers.filter(({ name }) => (name ?? "") >= "Mei Okafor").length);
  expect(lists.at(-1)?.body).toEqual({
    filters: { name: { operator: "gte", value: ["Mei Okafor"] } },
  });
});

test("one more value that is still to be written drops none of those that are there", async () => {
  await using opened = await browser.open('/#filter={"and":[["name","in","Mei Okafor"]]}');
  const { page, lists } = opened;
  const found = customers.filter(({ name }) => name === "Mei Okafor").length;
  await pageSays(opened, found);
  await page.getByRole("button", { name: /^or one more value/ }).click();
  await page.getByText("not updated: condition 1 has no value").first().waitFor();
  expect(await page.locator(".summary strong").textContent()).toBe(String(found));
  await page.getByRole("button", { name: "Remove value 2 of condition 1" }).click();
  await pageSays(opened, found);
  expect(lists).toHaveLength(1);
});

test("more conditions than a filter may have are said, and the page goes on without them", async () => {
  const many = Array.from({ length: 1001 }, () => ["total_cost", "gte", "500"]);
  await using opened = await browser.open(`/#filter=${JSON.stringify({ and: many })}`);
  const { page } = opened;
  // By selectors: looking for names among so many takes seconds.
  await page.locator(".notice", { hasText: "Nothing is asked yet: too many conditions" }).waitFor();
  await page.locator('[aria-label="Remove condition 1001"]').click();
  const spent = customers.filter(({ total_cost }) => total_cost >= 500).length;
  await page.locator(".summary strong", { hasText: String(spent) }).waitFor();
  await page.locator("[data-add]").click();
  await page.locator('[aria-label^="Value of condition 1001,"]').fill("1");
  await page.locator("#held", { hasText: "too many conditions: the limit is 1000" }).waitFor();
  expect(await page.locator(".summary strong").textContent()).toBe(String(spent));
});

test("every row at fault is named by its place, and a row without a value is still left out", async () => {
  await using opened = await browser.open("", { phone: true });
  const { page } = opened;
  await pageSays(opened, openingCount);
  await page.getByRole("button", { name: "Group", exact: true }).click();
  await page.getByRole("button", { name: "Condition in group 3" }).click();
  await page.getByLabel("Value of condition 3.2, in US$").fill("ten");
  await page.getByText("not updated: condition 3.2 is wrong").first().waitFor();
  await page.getByLabel("Value of condition 1, in US$").fill("many");
  await page.getByText("not updated: conditions 1, 3.2 are wrong").first().waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel("Value of condition 1, in US$").fill("10");
  await page.getByRole("button", { name: "Remove condition 3.2" }).click();
  await pageSays(opened, openingCount);
  await page.getByText(", 1 left out without a value").waitFor();
});

test("a page that is held stays where it was, and is turned and sorted as ever", async () => {
  await using opened = await browser.open("/#page=2");
  const { page, lists } = opened;
  await page.getByText("11–20 of").waitFor();
  const input = page.getByLabel("Value of condition 1, in US$");
  await input.fill("1o");
  await page.getByText("not updated").first().waitFor();
  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText("21–30 of").waitFor();
  await eventually(() => lists.at(-1)?.search.get("page")).toBe("3");
  expect(lists.at(-1)?.body).toEqual(lists[0]?.body);
  await input.fill("11");
  await page.getByText("1–10 of").waitFor();
});

test("an address with a wrong value asks for nothing until that is mended", async () => {
  await using opened = await browser.open('/#filter={"and":[["total_cost","gte","abc"]]}');
  const { page, lists } = opened;
  await page.getByRole("status").getByText("Nothing is asked yet: condition 1 is wrong").waitFor();
  expect(await page.getByRole("button", { name: /^(Export|Copy)/ }).count()).toBe(0);
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(lists).toHaveLength(0);
  await page.getByLabel("Value of condition 1, in US$").fill("500");
  await pageSays(opened, customers.filter(({ total_cost }) => total_cost >= 500).length);
  expect(lists).toHaveLength(1);
});
