import { afterAll, afterEach, expect, test } from "vitest";
import { openingCount } from "../../testing/demo-answers.ts";
import { openBrowser } from "../../testing/open-browser.ts";
import { eventually, pageSays } from "../../testing/page-says.ts";

const browser = await openBrowser();
afterAll(() => browser[Symbol.asyncDispose]());
afterEach(() => {
  browser.fail(undefined);
  expect(browser.takeComplaints()).toEqual([]);
});

type Page = Awaited<ReturnType<typeof browser.open>>["page"];

function focused(page: Page) {
  return eventually(() =>
    page.evaluate(() => {
      const { activeElement: one } = document;
      return one === document.body ? "body" : (one?.getAttribute("aria-label") ?? one?.textContent);
    }),
  );
}

/** Presses a button as the keyboard does. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).focus();
  await page.keyboard.press("Enter");
}

test("Clear keeps the focus, and does nothing more when all is clear", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await pageSays(opened, openingCount);
  await press(page, "Clear");
  await page.getByText("No conditions yet").waitFor();
  await focused(page).toBe("Clear");
  const length = () => page.evaluate(() => history.length);
  const before = await length();
  await page.keyboard.press("Enter");
  expect(await length()).toBe(before);
  expect(await page.getByRole("button", { name: "Clear" }).getAttribute("aria-disabled")).toBe(
    "true",
  );
});

test("Next keeps the focus on the last page, and Previous on the first", async () => {
  const lastOf = (size: number) => {
    const page = Math.ceil(openingCount / size);
    return { page, range: `${(page - 1) * size + 1}–${openingCount} of ${openingCount}` };
  };
  await using opened = await browser.open(`/#page=${lastOf(10).page - 1}`);
  const { page, lists } = opened;
  await pageSays(opened, openingCount);
  await press(page, "Next page");
  await page.getByText(lastOf(10).range).waitFor();
  await focused(page).toBe("Next page");
  // The range stands there before its rows are asked for.
  const asked = () => lists.map(({ search }) => Number(search.get("page")));
  await eventually(() => asked().at(-1)).toBe(lastOf(10).page);
  const { length } = lists;
  await page.keyboard.press("Enter");
  await page.getByLabel("Rows").selectOption("50");
  await page.getByText(`1–50 of ${openingCount}`).waitFor();
  await press(page, "Next page");
  await page.getByText(lastOf(50).range).waitFor();
  await press(page, "Previous page");
  await page.getByText(`1–50 of ${openingCount}`).waitFor();
  await focused(page).toBe("Previous page");
  // Nothing was asked past the end.
  await eventually(() => asked().slice(length)).toEqual([1, 2, 1]);
});

test("a value that is added is typed at once, and one that is removed leaves the focus to its neighbour", async () => {
  await using opened = await browser.open('/#filter={"and":[["name","in","Ada"]]}');
  const { page } = opened;
  await pageSays(opened, 0);
  await press(page, "or one more value of condition 1");
  await focused(page).toBe("Value 2 of condition 1");
  await page.keyboard.type("Bob");
  await press(page, "or one more value of condition 1");
  await focused(page).toBe("Value 3 of condition 1");
  await press(page, "Remove value 3 of condition 1");
  await focused(page).toBe("Value 2 of condition 1");
  await press(page, "Remove value 1 of condition 1");
  await focused(page).toBe("Value of condition 1");
  expect(await page.getByLabel("Value of condition 1").inputValue()).toBe("Bob");
});

test("Start keeps the focus while the export runs and when it is done, and closing gives it back", async () => {
  await using opened = await browser.open();
  const { page } = opened;
  await page.getByText(`${openingCount} match`).waitFor();
  let answer = () => {};
  browser.fail(async () => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    return undefined;
  });
  await press(page, "Export…");
  await press(page, "Start");
  await page.getByText(`0 of ${openingCount} read`).waitFor();
  await focused(page).toBe("Again");
  browser.fail(undefined);
  answer();
  await page.getByText(/^Done/).waitFor();
  await focused(page).toBe("Again");
  await page.keyboard.press("Escape");
  await focused(page).toBe("Export…");
});

test("Try again, and the way to the first page, leave the focus at the head of the answer", async () => {
  browser.fail(() => Response.json({ detail: "not now" }, { status: 400 }));
  await using failed = await browser.open();
  await failed.page.getByRole("alert").waitFor();
  browser.fail(undefined);
  await press(failed.page, "Try again");
  await pageSays(failed, openingCount);
  await focused(failed.page).toBe("The customers that it finds");
  await using past = await browser.open("/#page=99");
  await past.page.getByText("There is no such page").waitFor();
  await press(past.page, "To the first page");
  await pageSays(past, openingCount);
  await focused(past.page).toBe("The customers that it finds");
});

test("what is read aloud for a control has the words that it shows", async () => {
  await using opened = await browser.open(
    '/#filter={"and":[["name","in","Ada"],{"or":[["email","contains","a"]]}]}',
  );
  const { page } = opened;
  await pageSays(opened, 0);
  await page.getByRole("combobox", { name: "Customers where", exact: true }).waitFor();
  await page.getByRole("combobox", { name: "where in group 2", exact: true }).waitFor();
  await page.getByRole("button", { name: /^or one more value/ }).waitFor();
});
