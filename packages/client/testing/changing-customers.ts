import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createApp, demoCustomers, demoOrganization, sqliteStore } from "@respan/server";
import { createRandom } from "./random.ts";

/** What another writer did while an export ran. */
export interface Changes {
  readonly inserted: ReadonlySet<string>;
  readonly deleted: ReadonlySet<string>;
  readonly updated: number;
}

export interface ChangingCustomers extends AsyncDisposable {
  readonly key: string;
  readonly fetch: (request: Request) => Response | Promise<Response>;
  readonly identifiers: () => Set<string>;
  /** Has the writer make a share of its changes before and during each request from now on. */
  readonly change: (plan: {
    readonly inserts: number;
    readonly deletes: number;
    readonly updates: number;
    readonly requests: number;
    readonly seed: number;
  }) => Changes;
}

/** Customers in a SQLite file behind the endpoint, and another writer with a connection of its own. */
export async function startChangingCustomers(count: number): Promise<ChangingCustomers> {
  const folder = await mkdtemp(join(tmpdir(), "customers-"));
  const path = join(folder, "customers.db");
  const store = sqliteStore({ path });
  const customers = demoCustomers(Math.ceil(count * 1.2) + 20).filter(
    ({ environment }) => environment === "prod",
  );
  await store.put(customers.slice(0, count));
  const key = "sk_test";
  const app = createApp({ store, apiKeys: { [key]: demoOrganization } });

  const writer = new DatabaseSync(path);
  writer.exec("pragma busy_timeout = 5000");
  const columns = "unique_organization_id, environment, customer_identifier";
  const others = Object.keys(writer.prepare("select * from customers limit 1").get() ?? {}).filter(
    (name) => !columns.includes(name),
  );
  // The key of the table begins with the organization: without it every statement would scan.
  const wherever = `where unique_organization_id = '${demoOrganization}' and environment = 'prod' and customer_identifier = ?`;
  const copy = writer.prepare(
    `insert into customers (${columns}, ${others})
     select unique_organization_id, environment, ?, ${others} from customers ${wherever}`,
  );
  const remove = writer.prepare(`delete from customers ${wherever}`);
  const update = writer.prepare(
    `update customers set total_cost = total_cost + ?, name = ?, last_active_timeframe = ? ${wherever}`,
  );
  const select = writer.prepare("select customer_identifier from customers");
  const identifiers = () => new Set(select.all().map((row) => String(row["customer_identifier"])));

  let disturb = () => {};
  return {
    key,
    identifiers,
    async fetch(request) {
      disturb();
      const answer = app.fetch(request);
      // The store reads the count and the rows in two steps; changes fall between them as well.
      setImmediate(() => disturb());
      return await answer;
    },
    change({ inserts, deletes, updates, requests, seed }) {
      const random = createRandom(seed);
      const present = [...identifiers()];
      const inserted = new Set<string>();
      const deleted = new Set<string>();
      const changes = { inserted, deleted, updated: 0 };
      const one = () => present[random(present.length)] ?? "";
      const steps = 2 * requests;
      let step = 0;
      /** Repeats until it has been done as often as is due by now; a customer may be gone already. */
      const upTo = (total: number, done: () => number, write: () => void): void => {
        while (done() < Math.min(total, Math.ceil((total * step) / steps))) write();
      };
      disturb = () => {
        step += 1;
        writer.exec("begin immediate");
        // Inserted among the others in order, not at the end.
        upTo(
          inserts,
          () => inserted.size,
          () => {
            const near = one();
            const identifier = `${near}-${seed}-${inserted.size}`;
            if (copy.run(identifier, near).changes === 1) inserted.add(identifier);
          },
        );
        upTo(
          deletes,
          () => deleted.size,
          () => {
            const identifier = one();
            if (remove.run(identifier).changes === 1) deleted.add(identifier);
          },
        );
        upTo(
          updates,
          () => changes.updated,
          () => {
            const made = update.run(random(1000), `Name ${random(1000)}`, random(2e9), one());
            if (made.changes === 1) changes.updated += 1;
          },
        );
        writer.exec("commit");
      };
      return changes;
    },
    async [Symbol.asyncDispose]() {
      disturb = () => {};
      writer.close();
      await store[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
