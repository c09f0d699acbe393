import { and } from "@respan/filters";
import { expect, test } from "vitest";
import type { Customer } from "./customer.ts";
import { demoCustomers } from "./demo-customers.ts";
import { memoryStore } from "./memory-store.ts";

test("one batch of a `putAll` may hold more customers than a call takes arguments", async () => {
  const [customer] = demoCustomers(1, { organization: "large" }) as [Customer];
  const batch = Array.from({ length: 200_000 }, (_, index) => ({
    ...customer,
    customer_identifier: `${index}`,
  }));
  await using store = memoryStore();
  await store.putAll(
    (async function* () {
      yield batch;
    })(),
  );
  const { unique_organization_id: organization, environment } = customer;
  const sort = { field: "customer_identifier", descending: false } as const;
  const query = { organization, environment, filter: and(), sort, offset: 0, limit: 1 };
  expect((await store.list(query)).count).toBe(200_000);
});
