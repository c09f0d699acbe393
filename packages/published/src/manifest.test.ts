import { execFile } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { publishedPackages, root } from "./published-packages.ts";

/** What the packages may depend on. A new dependency is a decision: its reason stands in ARCHITECTURE.md. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  "@respan/client": ["@respan/filters", "ky", "valibot"],
  "@respan/filters": [],
  "@respan/kysely": ["@respan/filters", "kysely"],
  "@respan/server": [
    "@clickhouse/client",
    "@hono/node-server",
    "@respan/filters",
    "@respan/kysely",
    "hono",
    "kysely",
    "pg",
  ],
};

/** Of these, what is installed only by those who use it. */
const optional: Readonly<Record<string, readonly string[]>> = {
  "@respan/server": ["@clickhouse/client", "pg"],
};

interface Pack {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

let packed: Promise<readonly Pack[]> | undefined;

/** What npm would pack of each package: asked once for all, since each start of npm takes seconds. */
function packs(): Promise<readonly Pack[]> {
  packed ??= promisify(execFile)(
    "npm",
    ["pack", "--dry-run", "--json", ...publishedPackages.map(({ folder }) => folder)],
    { cwd: root },
  ).then(({ stdout }) => JSON.parse(stdout));
  return packed;
}

describe.each(publishedPackages)("$name", ({ folder, manifest, name, entries }) => {
  test("says what it is, whose it is, where it lives and what it runs on", () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/^.{20,120}\.$/),
      keywords: expect.arrayContaining(["respan"]),
      homepage: expect.stringContaining(folder.split("/").slice(-2).join("/")),
      bugs: { url: expect.stringMatching(/^https:/) },
      license: "Apache-2.0",
      repository: {
        type: "git",
        url: expect.stringMatching(/^git\+https:/),
        directory: folder.split("/").slice(-2).join("/"),
      },
      type: "module",
      engines: { node: ">=22.12" },
      publishConfig: { access: "public", provenance: true },
    });
    expect(existsSync(join(folder, "LICENSE"))).toBe(true);
    expect(existsSync(join(folder, "README.md"))).toBe(true);
  });

  test("packs what is built and its source, and no test", async () => {
    const files = (await packs()).find((pack) => pack.name === name)?.files ?? [];
    // What is built is not there yet; `check:package` looks at it.
    const carried = files.map(({ path }) => path).filter((path) => !path.startsWith("dist/"));
    const sources = globSync("src/**/*.ts", { cwd: folder }).filter(
      (path) => !/\.(test|test-support|test-d)\.ts$/.test(path),
    );
    expect(sources).toContain("src/index.ts");
    const about = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];
    // The first release writes the changelog.
    const there = about.filter((path) => existsSync(join(folder, path)));
    expect(carried.sort()).toEqual([...sources, ...there].sort());
    expect(manifest["files"]).toEqual(expect.arrayContaining(["CHANGELOG.md", "dist"]));
  });

  test("leads types first into ESM and CommonJS, and nowhere else", () => {
    for (const [subpath, target] of Object.entries(manifest.exports)) {
      if (subpath === "./package.json") continue;
      const file = subpath === "." ? "index" : subpath.slice(2);
      const source = `./src/${file}.ts`;
      expect(subpath).not.toContain("*");
      // The order counts: the first condition that fits is taken.
      expect(JSON.stringify(target)).toBe(
        JSON.stringify({
          "respan-source": existsSync(join(folder, source)) ? source : `./src/${file}/index.ts`,
          import: { types: `./dist/${file}.d.ts`, default: `./dist/${file}.js` },
          require: { types: `./dist/${file}.d.cts`, default: `./dist/${file}.cjs` },
        }),
      );
    }
    expect(entries[0]?.[0]).toBe(name);
  });

  test("installs nothing but what it needs, and leaves drivers to those who use them", () => {
    const {
      dependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = manifest as {
      readonly dependencies?: object;
      readonly peerDependencies?: object;
      readonly peerDependenciesMeta?: object;
    };
    expect(Object.keys(peerDependenciesMeta)).toEqual(optional[name] ?? []);
    expect(Object.keys({ ...dependencies, ...peerDependencies }).sort()).toEqual(allowed[name]);
    expect(manifest).not.toHaveProperty("scripts.postinstall");
  });

  test("takes what it needs in a range, so that a tree holds it once", () => {
    const { dependencies, peerDependencies } = manifest as {
      readonly dependencies?: Record<string, string>;
      readonly peerDependencies?: Record<string, string>;
    };
    const catalog = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
    for (const [dependency, version] of Object.entries({ ...dependencies, ...peerDependencies })) {
      if (version === "workspace:^" || /^>=\S+ <\S+$/.test(version)) continue;
      expect(version, dependency).toBe("catalog:");
      expect(catalog).toMatch(new RegExp(`^  "?${dependency}"?: \\^`, "m"));
    }
  });
});
