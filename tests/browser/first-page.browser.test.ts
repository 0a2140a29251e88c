import { afterAll, beforeAll, expect, test } from "vitest";
import type { Request } from "playwright-core";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

const mostBytes = 200_000;

let servers: Servers;

beforeAll(async () => {
  if (chromiumPath !== undefined) servers = await serveClient();
});

afterAll(async () => servers?.stop());

/** What comes while she reads and types: libsodium and the rules for the worker, the screens behind the lock and their words. */
const comesAfter =
  /\/(libsodium|coming-in|sheets-|renewal-plan-|acts-|enrol-|Open-|(en|fr|de|ar)-)/;

test.skipIf(chromiumPath === undefined).each(["en", "fr", "de", "ar"])(
  "the first page in %s is under 200 kB compressed, with one catalogue, and libsodium comes after it",
  async (language) => {
    const device = await openDevice("phone");
    const { page, context } = device;
    await context.addInitScript((chosen) => localStorage.setItem("language", chosen), language);
    const asked: Request[] = [];
    context.on("request", (request) => asked.push(request));
    await page.goto(servers.url);
    await page.locator('a[href="/new"]').waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const paths = (): string[] => asked.map((request) => new URL(request.url()).pathname);
    const at = (part: string): number => paths().findIndex((path) => path.includes(part));
    await expect.poll(() => at("/libsodium")).toBeGreaterThan(-1);
    await expect.poll(() => at(".woff2")).toBeGreaterThan(-1);
    await expect.poll(() => at("/Open-")).toBeGreaterThan(-1);
    expect(at("/libsodium")).toBeGreaterThan(at("/worker"));
    expect(paths().filter((path) => path.includes("/first-"))).toHaveLength(1);
    expect(paths().filter((path) => /\/(en|fr|de|ar)-/.test(path))).toEqual([
      expect.stringContaining(`/${language}-`),
    ]);

    let first = 0;
    const lines: string[] = [];
    for (const request of asked) {
      const { pathname } = new URL(request.url());
      const response = await request.response();
      const encoding = (await response?.headerValue("content-encoding")) ?? "as it is";
      const bytes = Number(await response?.headerValue("content-length"));
      const later = comesAfter.test(pathname);
      lines.push(
        `${String(bytes).padStart(7)} bytes, ${encoding}: ${pathname}${later ? " (later)" : ""}`,
      );
      expect(bytes).toBeGreaterThan(0);
      if (/\.(js|css)$/.test(pathname)) expect(encoding).toMatch(/^(br|gzip)$/);
      if (!later) first += bytes;
    }
    await device.close();
    const sum = `The first page in ${language} is ${(first / 1000).toFixed(1)} kB before libsodium.`;
    console.log([...lines, sum].join("\n"));
    expect(first).toBeLessThan(mostBytes);
  },
);
