import { bun, chromium, deno, node22, node24, workerd } from "@respan/runtimes";
import { quickCases } from "../testing/cases.ts";
import { describeMatrix } from "../testing/matrix.ts";

describeMatrix([node22, node24, bun, deno, workerd, chromium], "quickCases", quickCases);
