import { defineConfig } from "tsup";
import { nodeBundle, pageBundle } from "./bundles.ts";

export default defineConfig([nodeBundle("dist/node"), pageBundle("dist/web")]);
