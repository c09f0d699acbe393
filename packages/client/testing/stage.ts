import { compareCodePoints } from "@respan/filters/plan";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { startServer } from "@respan/server/node";
import type { CaseInput } from "./case.ts";
import { startFaultServer } from "./fault-server.ts";

/**
 * A port that no program takes: it is reserved, and not among those that systems hand out. Browsers
 * connect to it all the same, unlike to most of its neighbours.
 */
const closedOrigin = "http://127.0.0.1:2";

export interface Servers extends AsyncDisposable {
  readonly input: CaseInput;
}

/** Starts the project's own server with the demo's customers, and the fault server before it. */
export async function startServers(): Promise<Servers> {
  const key = "sk_test_4f2b";
  const customers = demoCustomers(500);
  const app = createApp({
    store: memoryStore({ customers }),
    apiKeys: { [key]: demoOrganization },
  });
  const real = await startServer({ app: { fetch: withCors((request) => app.fetch(request)) } });
  const faults = await startFaultServer((request) => app.fetch(request));
  const identifiers = customers
    .filter(({ environment }) => environment === "prod")
    .map((customer) => customer.customer_identifier)
    .sort(compareCodePoints);
  return {
    input: {
      real: real.url,
      faults: faults.origin,
      closed: closedOrigin,
      key,
      identifiers,
    },
    async [Symbol.asyncDispose]() {
      await faults[Symbol.asyncDispose]();
      await real[Symbol.asyncDispose]();
    },
  };
}

/** One of the runtimes is a browser, in a page of another origin. */
function withCors(handle: (request: Request) => Response | Promise<Response>) {
  const headers = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*, authorization",
  };
  return async (request: Request): Promise<Response> => {
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
    const { status, body, headers: own } = await handle(request);
    return new Response(body, { status, headers: { ...Object.fromEntries(own), ...headers } });
  };
}
