import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

/** What a registry keeps of a package. */
interface Packument {
  readonly name: string;
  readonly "dist-tags": Record<string, string>;
  readonly versions: Record<string, { readonly version: string; dist: object }>;
}

/** What `npm publish` sends. */
interface Publication extends Packument {
  readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
}

export interface LocalRegistry extends AsyncDisposable {
  readonly url: string;
  /** What was published, in order: `@respan/filters@0.1.0`. */
  readonly published: readonly string[];
}

/** A registry for the packages of this repository alone: published to and installed from as usual. */
export async function startLocalRegistry(): Promise<LocalRegistry> {
  const packages = new Map<string, Packument>();
  const tarballs = new Map<string, Buffer>();
  const published: string[] = [];

  const publish = (publication: Publication, base: string): void => {
    const { name } = publication;
    const known = packages.get(name) ?? { name, "dist-tags": {}, versions: {} };
    const data = Buffer.from(Object.values(publication._attachments)[0]?.data ?? "", "base64");
    for (const [version, manifest] of Object.entries(publication.versions)) {
      const path = `/${name}/-/${version}.tgz`;
      tarballs.set(path, data);
      const integrity = `sha512-${createHash("sha512").update(data).digest("base64")}`;
      const shasum = createHash("sha1").update(data).digest("hex");
      manifest.dist = { tarball: base + path, integrity, shasum };
      known.versions[version] = manifest;
      published.push(`${name}@${version}`);
    }
    Object.assign(known["dist-tags"], publication["dist-tags"]);
    packages.set(name, known);
  };

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "", "http://localhost").pathname);
    if (request.method === "PUT") {
      try {
        publish((await json(request)) as Publication, `http://${request.headers.host}`);
      } catch (error) {
        // Whoever publishes hears of it, instead of waiting for an answer.
        response.statusCode = 400;
        response.end(JSON.stringify({ error: String(error) }));
        return;
      }
      response.end("{}");
      return;
    }
    const found = tarballs.get(path) ?? packages.get(path.slice(1));
    response.statusCode = found === undefined ? 404 : 200;
    response.end(Buffer.isBuffer(found) ? found : JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    published,
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
