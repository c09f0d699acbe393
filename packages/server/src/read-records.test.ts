import { expect, test } from "vitest";
import { type ImportFormat, readRecords } from "./read-records.ts";

type File = string | readonly (string | readonly number[])[];

function toBytes(file: File): Uint8Array {
  const parts = typeof file === "string" ? [file] : file;
  return Buffer.concat(parts.map((part) => Buffer.from(part as string)));
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

/** Each record as its place with its value or problem, the same for pieces of every size. */
async function read(format: ImportFormat, file: File) {
  const all = [];
  for (const size of [1, 2, 3, 1_000_000]) {
    const found = [];
    for await (const { place, value, problem } of readRecords(
      pieces(toBytes(file), size),
      format,
    )) {
      found.push([place, problem ?? value]);
    }
    all.push(found);
  }
  for (const found of all) expect(found).toEqual(all[0]);
  return all[0];
}

const utf8 = expect.stringContaining("is not UTF-8");
const twice = (key: string): string => `names "${key}" twice: which of the two is meant?`;
const innerQuote = expect.stringContaining("has a quote inside a value");
const textBehind = expect.stringContaining("has text behind a closing quote");

test.each<readonly [ImportFormat, string, File, readonly unknown[]]>([
  [
    "ndjson",
    "bytes of Latin-1 spoil their line",
    ['"é"\n"M', [0xfc], '"\n"z"'],
    [
      [1, "é"],
      [2, utf8],
      [3, "z"],
    ],
  ],
  [
    "ndjson",
    "a character cut at the end spoils its line",
    ['"a"\n"', [0xf0, 0x9f, 0x98]],
    [
      [1, "a"],
      [2, utf8],
    ],
  ],
  ["ndjson", "U+FFFD in UTF-8 is a character", '"\ufffd"', [[1, "\ufffd"]]],
  [
    "ndjson",
    "a byte order mark counts at the beginning only",
    '\ufeff"\ufeffa"\n"\ufeff"',
    [
      [1, "\ufeffa"],
      [2, "\ufeff"],
    ],
  ],
  ["ndjson", "nothing is no record", "", []],
  [
    "ndjson",
    "a key that stands twice spoils its line, however it is written",
    [
      '{"a":1,"a":2}\n{"a" :1,"b":":","\\u0061"\t: 2}\n{"b":{"c/d":1,"c/d":1}}\n',
      '{"a":[{"b":1},{"b":1,"b":1}],"c":1}\n{"a":"\\":","b":{"a":":"}}\n{"__proto__":1}',
    ],
    [
      [1, twice("a")],
      [2, twice("a")],
      [3, twice("b/c~1d")],
      [4, twice("a/1/b")],
      [5, { a: '":', b: { a: ":" } }],
      [6, JSON.parse('{"__proto__":1}')],
    ],
  ],
  [
    "json",
    "a key that stands twice spoils its element",
    '[{"a":1},{"a":1,"b":2,"a":2}]',
    [
      [1, { a: 1 }],
      [2, twice("a")],
    ],
  ],
  [
    "json",
    "a comma behind the last element is one element too many",
    "[1, ]",
    [
      [1, 1],
      [2, "is not JSON"],
    ],
  ],
  [
    "json",
    "bytes of Latin-1 spoil their element",
    ['["a", "M', [0xfc], '", "z"]'],
    [
      [1, "a"],
      [2, utf8],
      [3, "z"],
    ],
  ],
  [
    "csv",
    "bytes of Latin-1 spoil their line",
    ["a,b\nM", [0xfc], ",1\nM,2"],
    [
      [2, utf8],
      [3, { a: "M", b: "2" }],
    ],
  ],
  [
    "csv",
    "a quote inside a value spoils its line alone",
    'a,b\n1,5" disk\n2,3" disk\n3,x',
    [
      [2, innerQuote],
      [3, innerQuote],
      [4, { a: "3", b: "x" }],
    ],
  ],
  [
    "csv",
    "text behind a closing quote spoils its line alone",
    'a,b\n1,"x"y\n2,"x" \n3,"x"',
    [
      [2, textBehind],
      [3, textBehind],
      [4, { a: "3", b: "x" }],
    ],
  ],
  ["csv", "a space before a quote makes the quote an inner one", 'a,b\n1, "x"', [[2, innerQuote]]],
  [
    "csv",
    "two quotes are one, also at both ends",
    'a\n"""x"""\n""""\n',
    [
      [2, { a: '"x"' }],
      [3, { a: '"' }],
    ],
  ],
  [
    "csv",
    "quotes hold commas and line ends of every kind",
    'a,b\n"1,\r\n\r\n",2\n3,4',
    [
      [2, { a: "1,\r\n\r\n", b: "2" }],
      [5, { a: "3", b: "4" }],
    ],
  ],
  [
    "csv",
    "an empty value is null, quoted or not",
    'a,b,c\n,"",x',
    [[2, { a: null, b: null, c: "x" }]],
  ],
  [
    "csv",
    "lines may end in a lone carriage return",
    "a,b\r1,2\r\r3,4\r",
    [
      [2, { a: "1", b: "2" }],
      [4, { a: "3", b: "4" }],
    ],
  ],
  [
    "csv",
    "lines may end in both",
    "a,b\r\n1,2\r\n\r\n3,4",
    [
      [2, { a: "1", b: "2" }],
      [4, { a: "3", b: "4" }],
    ],
  ],
  [
    "csv",
    "nameless columns of a spreadsheet are let be",
    "a,,\n1,,\n",
    [[2, { a: "1", "": null }]],
  ],
  ["csv", "a row of another length is named", "a,b\n1\n", [[2, "has 1 values for 2 fields"]]],
])("%s: %s", async (format, _, file, expected) => {
  expect(await read(format, file)).toEqual(expected);
});

test.each<readonly [ImportFormat, File, string]>([
  ["csv", "", "The first line of the CSV file, which names the fields, is missing"],
  ["csv", "name,a, name\n", "names `name` twice"],
  ["csv", ["n", [0xe9], "m\n1"], "is not UTF-8"],
  ["csv", 'a"b\n1', "has a quote inside"],
  ["csv", 'a\n1\n"x\ny\nz', "begins in line 3 of the CSV file never ends"],
  ["json", "", "The file is empty"],
  ["json", " \n", "The file is empty"],
  ["json", '[{"a":1}}', "ends in the middle"],
  ["ndjson", '\n [\n{"a": 1}]', "give `--format json`"],
])("the %s file %j is refused as a whole", async (format, file, message) => {
  await expect(read(format, file)).rejects.toThrow(message);
});

test.each<readonly [ImportFormat, string, string, string, readonly unknown[]]>([
  [
    "ndjson",
    "1\n",
    '"',
    '"\n3',
    [
      [1, 1],
      [2, expect.stringContaining("is longer than")],
      [3, 3],
    ],
  ],
  [
    "json",
    "[1,",
    '"',
    '",3]',
    [
      [1, 1],
      [2, expect.stringContaining("is longer than")],
      [3, 3],
    ],
  ],
  [
    "csv",
    "a\n1\n",
    "",
    "\n3",
    [
      [2, { a: "1" }],
      [3, expect.stringContaining("is longer than")],
      [4, { a: "3" }],
    ],
  ],
])(
  "a record of 64 MB in %s is one bad record, read in one pass",
  async (format, before, open, after, expected) => {
    async function* file(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(before + open);
      for (let count = 0; count < 4096; count += 1) yield Buffer.from("x".repeat(16_384));
      yield Buffer.from(after);
    }
    const found: unknown[] = [];
    for await (const { place, value, problem } of readRecords(file(), format)) {
      found.push([place, problem ?? value]);
    }
    expect(found).toEqual(expected);
  },
);

test("a quoted value that goes on for megabytes names the line where it began", async () => {
  async function* file(): AsyncGenerator<Uint8Array> {
    yield Buffer.from('a\n1\n"');
    for (;;) yield Buffer.from("x,y\n".repeat(4096));
  }
  const read = async () => {
    for await (const _ of readRecords(file(), "csv"));
  };
  await expect(read()).rejects.toThrow("line 3");
});
