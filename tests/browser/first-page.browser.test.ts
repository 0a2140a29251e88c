import { afterAll, beforeAll, expect, test } from "vitest";
import type { Request } from "playwright-core";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

const mostBytes = 200_000;

let servers: Servers;
let device: Device;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  device = await openDevice("phone");
});

afterAll(async () => {
  await device?.close();
  await servers?.stop();
});

/** What comes while she reads and types: libsodium for the worker, and the screens behind the lock. */
const comesAfter = /\/(libsodium|Open-)/;

test.skipIf(chromiumPath === undefined)(
  "the first page is under 200 kB compressed, and libsodium comes after it",
  async () => {
    const { page, context } = device;
    const asked: Request[] = [];
    context.on("request", (request) => asked.push(request));
    await page.goto(servers.url);
    await page.getByRole("link", { name: /Found an organisation/ }).waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const paths = (): string[] => asked.map((request) => new URL(request.url()).pathname);
    const at = (part: string): number => paths().findIndex((path) => path.includes(part));
    await expect.poll(() => at("/libsodium")).toBeGreaterThan(-1);
    await expect.poll(() => at(".woff2")).toBeGreaterThan(-1);
    expect(at("/libsodium")).toBeGreaterThan(at("/worker"));

    let first = 0;
    for (const request of asked) {
      const { pathname } = new URL(request.url());
      const response = await request.response();
      const encoding = (await response?.headerValue("content-encoding")) ?? "as it is";
      const bytes = Number(await response?.headerValue("content-length"));
      const later = comesAfter.test(pathname);
      console.log(
        `${String(bytes).padStart(7)} bytes, ${encoding}: ${pathname}${later ? " (later)" : ""}`,
      );
      expect(bytes).toBeGreaterThan(0);
      if (/\.(js|css)$/.test(pathname)) expect(encoding).toMatch(/^(br|gzip)$/);
      if (!later) first += bytes;
    }
    console.log(`The first page is ${(first / 1000).toFixed(1)} kB before libsodium.`);
    expect(first).toBeLessThan(mostBytes);
  },
);
