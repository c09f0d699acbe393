import { bun, chromium, deno, node22, node24, node26, workerd } from "@respan/runtimes";
import { cases } from "../testing/cases.ts";
import { describeMatrix } from "../testing/matrix.ts";

describeMatrix([node22, node24, node26, bun, deno, workerd, chromium], "cases", cases);
