import { readFile } from "node:fs/promises";

/** Anything that answers requests. */
export interface Handler {
  fetch(request: Request): Response | Promise<Response>;
}

const types: Readonly<Record<string, string>> = {
  "/index.html": "text/html; charset=utf-8",
  "/app.css": "text/css; charset=utf-8",
  "/app.js": "text/javascript; charset=utf-8",
};

/**
 * Serves the page and passes its requests on to the endpoint, adding the key: the page has none.
 *
 * @throws when the page has not been built.
 */
export async function createPageApp(options: {
  readonly directory: URL;
  readonly endpoint: Handler;
  readonly apiKey: string;
}): Promise<Handler> {
  const { directory, endpoint, apiKey } = options;
  const files = new Map<string, string>();
  for (const path of Object.keys(types)) {
    const text = await readFile(new URL(`.${path}`, directory), "utf8");
    files.set(path, text.replace('data-server="none"', 'data-server="here"'));
  }
  return {
    fetch(request) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/api/")) {
        const headers = new Headers(request.headers);
        headers.set("authorization", `Bearer ${apiKey}`);
        return endpoint.fetch(new Request(request, { headers }));
      }
      const path = pathname === "/" ? "/index.html" : pathname;
      const text = files.get(path);
      if (text === undefined) return new Response("Not found\n", { status: 404 });
      return new Response(text, {
        headers: { "content-type": types[path] ?? "text/plain", "cache-control": "no-cache" },
      });
    },
  };
}
