import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const usual = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The browser of this machine: `CHROMIUM`, or where distributions put it; undefined where there is none. */
export const chromiumPath: string | undefined =
  process.env["CHROMIUM"] ?? usual.find((path) => existsSync(path));

/** Why browser tests are skipped where they are; give it to `context.skip`. */
export const noChromium = "no Chromium (install it, or name one with CHROMIUM)";

/** Opens a headless browser; root may only run it without its sandbox. */
export async function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error(noChromium);
  return chromium.launch({
    executablePath: chromiumPath,
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
}
