import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const pages = globSync("**/*.html", { cwd: dist, exclude: ["playground/**", "404.html"] });

/** The file that a static server answers an address with. */
function fileOf(address: string): string | undefined {
  const path = decodeURIComponent(address).replace(/^\//, "");
  return [path, `${path}.html`, join(path, "index.html")].find(
    (file) => file !== "" && /\.\w+$/.test(file) && existsSync(join(dist, file)),
  );
}

const idsOf = new Map<string, ReadonlySet<string>>();
function ids(file: string): ReadonlySet<string> {
  const known = idsOf.get(file);
  if (known !== undefined) return known;
  const html = readFileSync(join(dist, file), "utf8");
  const found = new Set(Array.from(html.matchAll(/ id="([^"]+)"/g), ([, id]) => id ?? ""));
  idsOf.set(file, found);
  return found;
}

test("the site has every package, its reference, and the playground", () => {
  expect(pages).toEqual(expect.arrayContaining(["index.html", "filters.html", "client.html"]));
  expect(fileOf("/api/")).toBeDefined();
  expect(fileOf("/playground/")).toBeDefined();
});

test.each(pages)("every link of %s leads somewhere", (page) => {
  const html = readFileSync(join(dist, page), "utf8");
  const base = `http://site/${page.replace(/index\.html$/, "").replace(/\.html$/, "")}`;
  const broken = [...html.matchAll(/<a [^>]*href="([^"]+)"/g)]
    .map(([, link = ""]) => new URL(link.replaceAll("&amp;", "&"), base))
    .filter(({ host }) => host === "site")
    .filter(({ pathname, hash }) => {
      const file = pathname === "/" ? "index.html" : fileOf(pathname);
      const id = decodeURIComponent(hash.slice(1));
      return file === undefined || (id !== "" && !ids(file).has(id));
    });
  expect(broken.map(String)).toEqual([]);
});

test("llms.txt names pages that are there", () => {
  const links = [...readFileSync(join(dist, "llms.txt"), "utf8").matchAll(/\]\((.*?)\)/g)];
  expect(links.length).toBeGreaterThan(5);
  for (const [, link = ""] of links) expect(existsSync(join(dist, link))).toBe(true);
});
