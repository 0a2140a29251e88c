import { existsSync } from "node:fs";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine: `CHROMIUM`, or where distributions put it; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path));

/** Why browser tests are skipped where they are; give it to `context.skip`. */
export const noChromium = "no Chromium (install it, or name one with CHROMIUM)";
