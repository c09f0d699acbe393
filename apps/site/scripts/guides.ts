/** A page of the site that is a document of the repository, as it stands there. */
export interface Guide {
  readonly source: string;
  readonly page: string;
  readonly title: string;
  readonly summary: string;
  readonly isPackage: boolean;
}

const documents: readonly (readonly [string, string, string, string])[] = [
  [
    "packages/filters/README.md",
    "filters",
    "@respan/filters",
    "Build, combine, read, print, run and plan filters",
  ],
  [
    "packages/client/README.md",
    "client",
    "@respan/client",
    "List, count and iterate over customers",
  ],
  ["packages/kysely/README.md", "kysely", "@respan/kysely", "A filter in your own SQL"],
  ["packages/server/README.md", "server", "@respan/server", "The endpoint on your own machine"],
  [
    "apps/spans-sdk/README.md",
    "embedding",
    "Embedding",
    "The filters in another SDK, with fields of its own",
  ],
  [
    "packages/filter-cases/README.md",
    "corpus",
    "Corpus",
    "What filters mean, as data for any language",
  ],
  ["ARCHITECTURE.md", "architecture", "Architecture", "The packages and their arrows"],
  ["CONTRIBUTING.md", "contributing", "Contributing", "Five commands, and how to add an operator"],
  ["SECURITY.md", "security", "Security", "What is promised, and how to report"],
];

export const guides: readonly Guide[] = documents.map(([source, page, title, summary]) => ({
  source,
  page,
  title,
  summary,
  isPackage: title.startsWith("@"),
}));
