import { expect, test, vi } from "vitest";
import { CustomerError } from "./customer-error.ts";
import { demoCustomers } from "./demo-customers.ts";

// What is built has a copy in each entry point: `CustomerError` comes from one, the stores of Postgres
// and ClickHouse from others.
test("another copy of the module throws the same errors", async () => {
  vi.resetModules();
  const copy = await import("./stored-customer.ts");
  const [customer] = demoCustomers(1);
  let thrown: unknown;
  try {
    copy.toStoredCustomer({ ...customer, total_cost: Number.NaN } as never);
  } catch (error) {
    thrown = error;
  }
  expect((thrown as Error).constructor).not.toBe(CustomerError);
  expect(thrown).toBeInstanceOf(CustomerError);
  expect(new Error("another")).not.toBeInstanceOf(CustomerError);
});

test("an error of this package is no error of a caller's own subclass", () => {
  class Mine extends CustomerError {}
  expect(new CustomerError("No.")).not.toBeInstanceOf(Mine);
  expect(new Mine("No.")).toBeInstanceOf(Mine);
  expect(new Mine("No.")).toBeInstanceOf(CustomerError);
});
