import { type Client, createClient } from "@respan/client";
import { createApp, demoCustomers, demoOrganization, memoryStore } from "@respan/server";
import { type ActivityLog, createActivityLog } from "./activity.ts";
import { endpointContract } from "./endpoint-contract.ts";

/** What answers the page, and how to call it in a few words. */
export interface PageService {
  readonly client: Client;
  readonly activity: ActivityLog;
  readonly description: string;
}

/**
 * The server that the page came from where it says that there is one; otherwise the endpoint's own
 * code, in the page, over customers in its memory. No key is in the page: the server adds it.
 */
export function connectPage(hasServer: boolean): PageService {
  const activity = createActivityLog();
  const options = { apiKey: null, contract: endpointContract } as const;
  if (hasServer) {
    const followed = activity.follow((request) => fetch(request));
    const client = createClient({ baseUrl: location.origin, ...options, ...followed });
    return { client, activity, description: "a server on this machine, over SQLite" };
  }
  const store = memoryStore({ customers: demoCustomers(5000) });
  const app = createApp({ store, apiKeys: { sk_page: demoOrganization } });
  const followed = activity.follow((request) => {
    const headers = new Headers(request.headers);
    headers.set("authorization", "Bearer sk_page");
    return app.fetch(new Request(request, { headers }));
  });
  // Nothing is sent to the address; a page that was opened as a file has no origin to name.
  const client = createClient({ baseUrl: "http://page.invalid", ...options, ...followed });
  return { client, activity, description: "the endpoint’s own code, running in this page" };
}
