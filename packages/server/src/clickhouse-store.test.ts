import { expect, test } from "vitest";
import { clickhouseStore } from "./clickhouse-store.ts";
import { demoCustomers } from "./demo-customers.ts";
import { pretendedClickHouse } from "./pretended-clickhouse.test-support.ts";

// A server may have inserts wait in a queue, and confirm them before they are written.
test("no insert waits in a queue, from where a `putAll` would not move it", async () => {
  const inserts: (string | null)[] = [];
  await using clickhouse = await pretendedClickHouse((statement, settings) => {
    if (/^insert into \w+ format/i.test(statement)) inserts.push(settings.get("async_insert"));
  });
  await using store = clickhouseStore({ url: clickhouse.url });
  const batches = async function* () {
    yield demoCustomers(2);
  };
  await store.put(demoCustomers(1));
  await store.putAll(batches());
  expect(inserts).toEqual(["0", "0"]);
});
