import { existsSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { guides } from "./guides.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const repository = "https://github.com/respanai/respan-filters/blob/main/";

/**
 * The text of a document with its links as they are on the site; what has no page leads to the
 * source. A link to nothing is an error: behind the repository's address nobody would check it.
 */
export function toSiteLinks(text: string, source: string): string {
  return text.replaceAll(/\]\(([^)\s]+)\)/g, (whole, link: string) => {
    if (/^(https?:|#|mailto:)/.test(link)) return whole;
    const [path = "", anchor = ""] = link.split("#");
    const target = posix.join(posix.dirname(source), path);
    const guide = guides.find((each) => [target, `${target}/README.md`].includes(each.source));
    if (guide !== undefined) {
      return `](/${guide.page}${anchor === "" || anchor === "readme" ? "" : `#${anchor}`})`;
    }
    if (!existsSync(join(root, target))) {
      throw new Error(
        `${source} links to \`${link}\`, which is not in the repository: mend the path.`,
      );
    }
    return `](${repository}${target}${anchor === "" ? "" : `#${anchor}`})`;
  });
}
