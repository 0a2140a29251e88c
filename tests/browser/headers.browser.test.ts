import { afterAll, beforeAll, expect, test } from "vitest";
import { manifest } from "#contract/manifest.ts";
import { chromiumPath, noChromium } from "../chromium.ts";
import { Observed } from "../server/observed.ts";
import type { Servers } from "../server/world.ts";
import { openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
beforeAll(async () => {
  if (chromiumPath !== undefined) servers = await serveClient();
});
afterAll(() => servers?.stop());

test("the manifest lists every header that a browser or a proxy sends, and no other", async (context) => {
  if (chromiumPath === undefined) return context.skip(noChromium);
  const observed = new Observed();
  for (const app of servers.apps) observed.watch(app);
  const { page, close } = await openDevice("phone");
  await page.goto(`${servers.url}/knows`, { referer: "https://elsewhere.example/" });
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.evaluate(async () => {
    await fetch("/v1/salt", {
      method: "POST",
      cache: "no-store",
      body: new Uint8Array(3),
      headers: { authorization: "Bearer none", "content-type": "application/octet-stream" },
    });
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/v1/live`);
    await new Promise((open) => socket.addEventListener("open", open));
    socket.close();
  });
  await page.click("a");
  await close();
  const forwarded = { for: "192.0.2.7", proto: "https", host: "linden.example" };
  await fetch(`${servers.url}/healthz`, {
    headers: Object.fromEntries(
      Object.entries(forwarded).map(([name, value]) => [`x-forwarded-${name}`, value]),
    ),
  });
  expect([...observed.requestHeaders].toSorted()).toEqual(
    Object.keys(manifest.requestHeaders).toSorted(),
  );
});
