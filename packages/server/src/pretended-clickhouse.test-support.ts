import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { customerTableColumns } from "./customer-table.ts";

/** Confirms every statement and runs none, once `see` is done with it. */
export async function pretendedClickHouse(
  see: (statement: string, settings: URLSearchParams) => void | Promise<void>,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    const statement = searchParams.get("query") ?? body;
    await see(statement, searchParams);
    const rows = statement.startsWith("describe") ? customerTableColumns : [];
    response.end(rows.map((name) => `${JSON.stringify({ name })}\n`).join(""));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
