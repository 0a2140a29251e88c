import { readFileSync } from "node:fs";
import { join } from "node:path";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { listing, serviceWorker } from "./listing.ts";

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

const releaseKeys = readFileSync(new URL("../release/keys.txt", import.meta.url), "utf8");

/** Builds the client into web/dist: no inline script, style or image, so that the strict policy holds. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  define: { __VERSION__: JSON.stringify(version), __RELEASE_KEYS__: JSON.stringify(releaseKeys) },
  plugins: [
    svelte({ configFile: false, compilerOptions: { runes: true, css: "external" } }),
    listing(),
  ],
  worker: { format: "es" },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["chrome111", "firefox113", "safari16.4"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        index: join(import.meta.dirname, "index.html"),
        worker: join(import.meta.dirname, "service-worker/service-worker.ts"),
      },
      output: {
        // It must keep one address: a browser asks there whether there is a newer version.
        entryFileNames: ({ name, facadeModuleId }) =>
          facadeModuleId?.endsWith("service-worker.ts")
            ? serviceWorker
            : `assets/${name}-[hash].js`,
      },
    },
  },
});
