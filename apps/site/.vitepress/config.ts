import { defineConfig } from "vitepress";
import { guides } from "../scripts/guides.ts";

const packages = guides.filter(({ isPackage }) => isPackage);
const others = guides.filter(({ isPackage }) => !isPackage);
const links = (some: typeof guides) =>
  some.map(({ title, page }) => ({ text: title, link: `/${page}` }));

export default defineConfig({
  title: "Respan filters",
  description:
    "Typed filters for Respan's customer list: built once, sent to the API, and run anywhere.",
  srcDir: "pages",
  outDir: "dist",
  cleanUrls: true,
  lastUpdated: false,
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  // The playground is a program of its own, copied beside the pages.
  ignoreDeadLinks: [/^\/playground\//],
  themeConfig: {
    nav: [
      { text: "Guide", link: "/filters" },
      { text: "Reference", link: "/api/" },
      { text: "Playground", link: "/playground/", target: "_self" },
    ],
    sidebar: [
      { text: "Packages", items: links(packages) },
      { text: "More", items: [...links(others), { text: "Reference", link: "/api/" }] },
    ],
    outline: [2, 3],
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: "https://github.com/respanai/respan-filters" }],
  },
});
