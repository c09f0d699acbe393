import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./published-packages.ts";

interface TurboConfig {
  readonly tasks: Readonly<Record<string, { readonly inputs?: readonly string[] }>>;
}

// Turbo asks git for `$TURBO_DEFAULT$` and matches any other pattern against the disk, where what is
// installed, built or reported lies as well: each run would hash all of it, and change some of it.
test.each(globSync("{turbo.json,{packages,apps}/*/turbo.json}", { cwd: root }))(
  "no task of %s reads what is installed, built or reported",
  (file) => {
    const { tasks }: TurboConfig = JSON.parse(readFileSync(join(root, file), "utf8"));
    expect(Object.keys(tasks)).not.toEqual([]);
    for (const [task, { inputs = [] }] of Object.entries(tasks)) {
      const deep = inputs.filter((input) => /^(?!!).*\*\*/.test(input));
      const small = ["scripts/**", "$TURBO_ROOT$/.changeset/**"];
      expect(
        deep.filter((input) => !small.includes(input)),
        task,
      ).toEqual([]);
    }
  },
);
