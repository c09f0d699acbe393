/**
 * ClickHouse's HTTP interface over chdb, as far as the official client uses it: the statement in
 * the query string or at the head of the body, `param_*` and settings in the query string or in a
 * multipart body, the data of an insert in the body, errors with their code.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { Session } from "chdb";

const [, , home, config] = process.argv;
const session = new Session(
  home,
  config === undefined ? {} : { connectionArgs: [`--config-file=${config}`] },
);

/** Query-string keys of the HTTP interface itself; everything else there is a setting. */
const reserved = new Set(["query", "database", "default_format", "query_id", "session_id", "user"]);

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    const code = /Code: (\d+)/.exec(message)?.[1] ?? "1002";
    response.writeHead(code === "516" ? 401 : 500, {
      "Content-Type": "text/plain; charset=UTF-8",
      "X-ClickHouse-Exception-Code": code,
    });
    response.end(message.replace(/^.*?(?=Code: )/s, ""));
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  if (url.pathname === "/ping") {
    response.end("Ok.\n");
    return;
  }
  const options = new Map(url.searchParams);
  let body = await buffer(request);
  const type = request.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) {
    const form = await new Response(body, { headers: { "Content-Type": type } }).formData();
    for (const [name, value] of form) options.set(name, String(value));
    body = Buffer.alloc(0);
  }
  const statement = options.get("query") ?? body.toString("utf8");
  requireParameters(statement, options);
  const query = [options.get("query"), body.toString("utf8")].filter(Boolean).join("\n");
  belongTo(options);
  const result = session.query(query, options.get("default_format") ?? "TabSeparated");
  response.writeHead(200, {
    "X-ClickHouse-Query-Id": options.get("query_id") ?? "",
    "X-ClickHouse-Summary": "{}",
  });
  response.end(result);
}

/** What the session was told last: it keeps settings and parameters from one statement to the next. */
const told = new Map<string, string>();

/** Has the session know the settings and parameters of this request, and no setting of another one. */
function belongTo(options: ReadonlyMap<string, string>): void {
  const changed = [...options].filter(
    ([name, value]) => !reserved.has(name) && told.get(name) !== value,
  );
  // A parameter cannot be taken back; `requireParameters` refuses who would get an older one.
  const gone = [...told.keys()].filter((name) => !options.has(name) && !name.startsWith("param_"));
  const set = [
    ...changed.map(([name, value]) => `${name} = ${literal(value)}`),
    ...gone.map((name) => `${name} = DEFAULT`),
  ];
  if (set.length > 0) session.query(`SET ${set.join(", ")}`, "CSV");
  for (const [name, value] of changed) told.set(name, value);
  for (const name of gone) told.delete(name);
}

/** Text and comments, in which a brace is only a brace; or the name of a parameter, in braces with its type. */
const token =
  /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)*`|--[^\n]*|\/\*.*?\*\/|\{\s*(\w+)\s*:/gs;

function requireParameters(statement: string, options: ReadonlyMap<string, string>): void {
  for (const [, name] of statement.matchAll(token)) {
    if (name === undefined || options.has(`param_${name}`)) continue;
    throw new Error(
      `Code: 456. DB::Exception: Substitution \`${name}\` is not set. (UNKNOWN_QUERY_PARAMETER)`,
    );
  }
}

function literal(value: string): string {
  const escaped = value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\0", "\\0");
  return `'${escaped}'`;
}

// A statement blocks this process; a connection that idles meanwhile must not be found closed.
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.once("disconnect", () => process.exit(0));
