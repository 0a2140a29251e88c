import { appendFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clientFolder, ensureClient } from "#server/webclient.ts";
import { hashesIn } from "#server/file-list.ts";
import { chromiumPath } from "../chromium.ts";
import { startServers, type Servers } from "../server/world.ts";
import { found } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";

let servers: Servers;
let folder: string;
let device: Device;

/** A server that hands out a copy of the built client, which the tests change. */
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  const built = await ensureClient(() => undefined);
  if (!built.ok) throw new Error(built.error);
  folder = await mkdtemp(join(tmpdir(), "linden-client-"));
  await cp(clientFolder, folder, { recursive: true });
  servers = await startServers(1, { clientFolder: folder });
  device = await openDevice("desk");
});

afterAll(async () => {
  await device?.close();
  await servers?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

async function checkup(page: Page): Promise<string> {
  await page.goto(`${servers.url}/checkup`);
  const verdict = page.locator("[data-verdict='good'], [data-verdict='bad']");
  await verdict.waitFor();
  await page.getByRole("button", { name: "Check again", disabled: false }).waitFor();
  return (await page.locator("main").innerText()).replaceAll("\u00a0", " ");
}

test.skipIf(chromiumPath === undefined)(
  "a sound installation is found sound, and the page says what it cannot prove",
  async () => {
    const said = await checkup(device.page);
    const count = (await hashesIn(folder)).size;
    expect(said).toContain("Nothing is broken.");
    expect(said).toContain(`All ${count} are as the list`);
    expect(said).toContain("Nobody has signed the list.");
    expect(said).toContain("a server that wants to deceive sends a page that finds nothing");
    expect(device.errors).toEqual([]);
    expect(device.violations).toEqual([]);
  },
);

test.skipIf(chromiumPath === undefined)(
  "what a device keeps to work without a network is held against the list too",
  async () => {
    await device.page.goto(servers.url);
    await found(device.page, { neutral: "Nordwind", own: "Ines" }, async () => undefined);
    await device.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);
    await expect
      .poll(() => checkup(device.page), { timeout: 30_000 })
      .toContain("kept for work without a network are as listed");
    await device.page.evaluate(async () => {
      const [name = ""] = await caches.keys();
      const cache = await caches.open(name);
      await cache.put("/icon.svg", new Response("<svg/>"));
    });
    const said = await checkup(device.page);
    expect(said).toContain("Something is broken.");
    expect(said).toContain("/icon.svg");
  },
);

test.skipIf(chromiumPath === undefined)(
  "a changed file is red and named, whether or not a smaller twin of it is served",
  async () => {
    const other = await openDevice("phone");
    await appendFile(join(folder, "icon.svg"), " ");
    for (const twin of ["br", "gz"]) await rm(join(folder, `icon.svg.${twin}`), { force: true });
    const said = await checkup(other.page);
    expect(said).toContain("Something is broken.");
    expect(said).toContain("1 file is not as listed");
    expect(said).toContain("/icon.svg");
    await other.close();
  },
);

test.skipIf(chromiumPath === undefined)(
  "headers that a proxy took away or changed are red and named",
  async () => {
    const other = await openDevice("phone");
    await other.context.route("**/*", async (route) => {
      const reply = await route.fetch();
      const headers = { ...reply.headers() };
      headers["content-security-policy"] = (headers["content-security-policy"] ?? "").replace(
        "connect-src 'self'",
        "connect-src *",
      );
      delete headers["referrer-policy"];
      await route.fulfill({ response: reply, headers });
    });
    const said = await checkup(other.page);
    expect(said).toContain("/: content-security-policy: connect-src");
    expect(said).toContain("/service-worker.js: referrer-policy");
    await other.close();
  },
);

test.skipIf(chromiumPath === undefined)(
  "where WebAssembly is blocked the page says that nothing can be sealed, and what keeps it",
  async () => {
    const other = await openDevice("phone");
    await other.context.route("**/*", async (route) => {
      const reply = await route.fetch();
      const headers = { ...reply.headers() };
      const policy = headers["content-security-policy"] ?? "";
      headers["content-security-policy"] = policy.replace(" 'wasm-unsafe-eval'", "");
      await route.fulfill({ response: reply, headers });
    });
    const said = await checkup(other.page);
    expect(said).toContain("/: content-security-policy: script-src");
    expect(said).toContain("Something keeps WebAssembly or workers from running here.");
    await other.close();
  },
);

test.skipIf(chromiumPath === undefined)(
  "no text becomes markup, script or a worker's address: Trusted Types are enforced",
  async () => {
    const other = await openDevice("phone");
    await other.page.goto(servers.url);
    const tried = await other.page.evaluate(async () => {
      // Until then the browser's own tools may do what a page may not.
      await new Promise((later) => setTimeout(later, 10));
      const isRefused = (what: () => unknown): boolean => {
        try {
          what();
          return false;
        } catch (error) {
          return error instanceof TypeError || error instanceof EvalError;
        }
      };
      const types = (
        globalThis as { trustedTypes?: { createPolicy(name: string, r: {}): unknown } }
      ).trustedTypes;
      return {
        markup: isRefused(() => (document.createElement("p").innerHTML = "<b>x</b>")),
        script: isRefused(() => (document.createElement("script").src = "/assets/x.js")),
        worker: isRefused(() => new Worker("/service-worker.js")),
        evaluated: isRefused(() => new Function("return 1")()),
        policy: isRefused(() => types?.createPolicy("another", {})),
      };
    });
    expect(tried).toEqual({
      markup: true,
      script: true,
      worker: true,
      evaluated: true,
      policy: true,
    });
    await other.close();
  },
);
