import { startPageServer } from "./node/page-server.ts";
import { quietSqlite } from "./node/quiet-sqlite.ts";

// Behind `pnpm demo:web`: the page and its server, until they are stopped.
quietSqlite();
const { PORT = "4680" } = process.env;
// Another program may have the usual port; any free one will do.
const server = await startPageServer({ port: Number(PORT) }).catch(() => startPageServer());
console.log(`\nThe demo is at ${server.url}\nCtrl+C stops it.\n`);
