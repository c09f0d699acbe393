/** Writes every example of the documentation as files, to be type-checked and run by the tests. */
import { writeModules } from "./examples/write-modules.ts";

writeModules();
