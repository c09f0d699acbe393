import { Agent, request } from "node:http";
import { buffer } from "node:stream/consumers";

export interface HttpClient extends Disposable {
  /** Sends a request on a connection that is kept, and reads the whole answer, which has to be 200. */
  readonly send: (path: string, body?: unknown) => Promise<string>;
}

/** The thinnest client that Node has: what is measured is the server. */
export function httpClient(url: string, connections: number): HttpClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return {
    send: (path, body) =>
      new Promise((resolve, reject) => {
        const sent = request(
          url + path,
          {
            agent,
            method: body === undefined ? "GET" : "POST",
            headers: { Authorization: "Bearer sk_test", "Content-Type": "application/json" },
          },
          (response) => {
            buffer(response).then((bytes) => {
              const text = bytes.toString("utf8");
              if (response.statusCode === 200) resolve(text);
              else reject(new Error(`${path}: ${response.statusCode} ${text}`));
            }, reject);
          },
        );
        sent.on("error", reject);
        sent.end(body === undefined ? undefined : JSON.stringify(body));
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}
