import { existsSync } from "node:fs";

/** The same engine without a window's surroundings comes first: it needs a fifth less of a processor. */
const usual = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map(
  (name) => `/usr/bin/${name}`,
);

/** The browser of this machine: `CHROMIUM`, or where distributions put it; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path));

/** Why browser tests are skipped where they are; give it to `context.skip`. */
export const noChromium = "no Chromium (install it, or name one with CHROMIUM)";
