import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joined } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Search } from "#audit/search.ts";
import { lookInKept, lookInRecording, plantInPage } from "../canary/places.ts";
import { chromiumPath } from "../chromium.ts";
import { done } from "../engine/people.ts";
import { Work } from "../engine/way.ts";
import type { Servers } from "../server/world.ts";
import { join } from "./hands.ts";
import { lookInMemory, memoryShown } from "./memory.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
let folder: string;
const devices: Device[] = [];
const past = async (): Promise<void> => undefined;
/** Names that stand nowhere else; those of residents are never said to the director's browser, not even to look for them. */
const residents = ["Quillfeatherina Zwoelf", "Vogelbeerchen Elfunddreissig", "Thymianduft Sieben"];
const codeName = "Haselnussstrauch";

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  folder = await mkdtemp(joined(tmpdir(), "linden-director-"));
}, 180_000);

afterAll(async () => {
  for (const device of devices) await device.close();
  await servers?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
});

interface Post {
  readonly device: Device;
  readonly profile: string;
  readonly har: string;
}

/** Somebody joins on a device of her own whose every exchange is written down. */
async function joins(work: Work, preset: "director" | "manager", house: string): Promise<Post> {
  const { code } = await done(
    work.engine.invite({ preset, houses: [house as never], displayName: preset, inPerson: true }),
  );
  const post = { profile: joined(folder, preset), har: joined(folder, `${preset}.har`) };
  const device = await openDevice("desk", { har: post.har, folder: post.profile });
  devices.push(device);
  await join(device.page, `${servers.url}/join#${code}`, preset, past);
  await device.page.getByRole("link", { name: "Capacity", exact: true }).waitFor();
  return { device, ...post };
}

/** Every figure of Capacity and of the report of this month and the last. */
async function figures(page: Page): Promise<readonly string[]> {
  const tables = async (): Promise<string[]> =>
    page.locator("main table").evaluateAll((all) => all.map((one) => one.textContent ?? ""));
  await page.getByRole("link", { name: "Capacity", exact: true }).click();
  await page.getByRole("heading", { name: "Stays that end" }).waitFor();
  const capacity = await tables();
  await page.getByRole("link", { name: "Reports", exact: true }).click();
  const reports: string[] = [];
  for (const period of ["thisMonth", "lastMonth"]) {
    await page.getByLabel("Period", { exact: true }).selectOption(period);
    await page.locator('[data-figure="returnsUnlinked"]').waitFor();
    await page.waitForTimeout(500);
    reports.push(...(await tables()));
  }
  return [...capacity, ...reports];
}

test.skipIf(chromiumPath === undefined || !memoryShown)(
  "a director's device shows every figure, and holds no resident's name: not in memory, not kept, not sent to it",
  async () => {
    const day = 86_400_000;
    const today = Date.now();
    const work = await Work.begin(servers.url, new Date(today - 40 * day).toISOString());
    const lodging = await work.house(codeName, [2, 2, 1], {});
    const [a, b, c, d] = lodging.beds as never[];
    const [first, child, second] = residents as [string, string, string];
    await work.comes(lodging, [
      { name: first, bed: a as never },
      { name: child, bed: b as never, kind: "child", ageBand: "3-5" },
    ]);
    const { stayRef } = await work.comes(lodging, [{ name: second, bed: c as never }]);
    work.at(new Date(today - 5 * day).toISOString());
    await work.goes(lodging, stayRef, { reason: "planned_move_on", destination: "friends" });
    work.at(new Date(today).toISOString());
    await work.comes(lodging, [{ name: `${second} II`, bed: d as never }]);

    const director = await joins(work, "director", lodging.house);
    const manager = await joins(work, "manager", lodging.house);
    await work.engine.lock();
    expect(await figures(director.device.page)).toEqual(await figures(manager.device.page));
    for (const name of ["People", "Handover", "Tonight"]) {
      expect(
        await director.device.page.getByRole("link", { name, exact: true }).count(),
        `the director is offered ${name}`,
      ).toBe(name === "Tonight" ? 1 : 0);
    }

    // On a low screen every place can still be brought into sight, and what says that all is kept stays there.
    const low = { width: 1366, height: 600 };
    const { page } = manager.device;
    const before = page.viewportSize() ?? low;
    await page.setViewportSize(low);
    const places = page.getByRole("navigation").getByRole("link");
    expect(await places.count()).toBeGreaterThan(12);
    for (const place of [...(await places.all()), page.getByRole("link", { name: /^All kept/ })]) {
      await place.scrollIntoViewIfNeeded();
      const { y, height } = (await place.boundingBox()) ?? { y: -1, height: 0 };
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y + height).toBeLessThanOrEqual(low.height);
      expect(
        await place.evaluate((link) =>
          link.contains(
            document.elementFromPoint(
              link.getBoundingClientRect().x + 20,
              link.getBoundingClientRect().y + 12,
            ),
          ),
        ),
      ).toBe(true);
    }
    await page.setViewportSize(before);

    // Where names are read, the same look finds them; where they are not, it finds what is.
    await manager.device.page.getByRole("link", { name: "People", exact: true }).click();
    await manager.device.page.getByText(/^3 households|^2 households/).waitFor();
    const hers = await lookInMemory(manager.profile, [...residents, codeName]);
    for (const name of residents) expect(hers.found.get(name)).toBeGreaterThan(0);
    const theirs = await lookInMemory(director.profile, [...residents, codeName]);
    expect(theirs.found.get(codeName)).toBeGreaterThan(0);
    for (const name of residents) expect([name, theirs.found.get(name)]).toEqual([name, 0]);

    const planted = "Kontrollwort Gundermann";
    await plantInPage(director.device.page, planted);
    const search = new Search([...residents, planted]);
    const kept = await lookInKept(search, director.device.page);
    const inKept = search.hits.length;
    expect(inKept).toBeGreaterThan(0);
    await director.device.close();
    devices.splice(devices.indexOf(director.device), 1);
    const exchanges = await lookInRecording(search, director.har);
    const files = await search.lookInFolder("profile", director.profile);
    expect(search.hits.length).toBeGreaterThan(inKept);
    expect(search.hits.filter(({ text }) => text !== planted)).toEqual([]);
    console.log(
      `Director's device: ${theirs.processes} processes, ${(theirs.bytes / 1e6).toFixed(0)} MB of memory, ` +
        `${kept} kept values, ${exchanges} exchanges, ${files} files of the profile: no resident's name. ` +
        `Manager's device, ${(hers.bytes / 1e6).toFixed(0)} MB: ${residents.map((name) => hers.found.get(name)).join(", ")} times.`,
    );
  },
  300_000,
);
