/**
 * A server of its own process: 100 pages of 1,000 customers, ready in memory, each sent 5 ms after it
 * is asked for. `/stall` never answers, `/limit` asks to wait for a minute.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { customerRecords } from "./customer-records.ts";

const size = 1000;
const total = 100_000;
const records = customerRecords(size);

const bodies = Array.from({ length: total / size }, (_, page) => {
  const results = records.map((record, index) => {
    const number = page * size + index;
    const identifier = `user_${String(number).padStart(6, "0")}`;
    return {
      ...record,
      id: `${identifier}prod8264a3f4-40c7-476a-97d1-96908127ea21`,
      unique_organization_id: "8264a3f4-40c7-476a-97d1-96908127ea21",
      customer_identifier: identifier,
      environment: "prod",
      first_seen: "2025-10-15T08:00:00Z",
      last_active_timeframe: "2025-12-29T10:30:00Z",
    };
  });
  return (count: number): Buffer =>
    Buffer.from(JSON.stringify({ count, next: null, previous: null, results }));
});
const byNumber = bodies.map((body) => body(total));
// Beyond an identifier, so many are left.
const bySeek = bodies.map((body, page) => body(total - page * size));

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
  const { filters } = JSON.parse((await text(request)) || "{}") as {
    readonly filters?: { readonly customer_identifier?: { readonly value: readonly string[] } };
  };
  if (pathname.startsWith("/stall")) return;
  if (pathname.startsWith("/limit")) {
    response.writeHead(429, { "content-type": "application/json" });
    response.end('{"detail":"Rate limit exceeded","retry_after":60}');
    return;
  }
  const after = filters?.customer_identifier?.value[0]?.slice("user_".length);
  const page = Number(searchParams.get("page")) - 1;
  const body =
    after === undefined ? byNumber[page] : bySeek[Math.floor((Number(after) + 1) / size)];
  setTimeout(() => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(body);
  }, 5);
});
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once("disconnect", () => process.exit(0));
