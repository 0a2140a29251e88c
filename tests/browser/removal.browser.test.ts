import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { findings } from "./axe.ts";
import { found, invite, join, setUpHouse } from "./hands.ts";
import { misplaced } from "./layout.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { Thumb } from "./taps.ts";
import { placeIn } from "./places.ts";
import { pictures } from "./pictures.ts";

const past = async (): Promise<void> => undefined;
let servers: Servers;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
}, 180_000);
afterAll(() => servers?.stop());

const shown = (locator: Locator): Locator => locator.filter({ visible: true }).first();

/** A house of a director's, and a colleague who is in it on a device of her own. */
async function team(kind: "phone" | "desk"): Promise<{ director: Device; colleague: Device }> {
  const director = await openDevice(kind);
  await director.page.goto(servers.url);
  await found(director.page, { neutral: "Nordwind", own: "Ines" }, past);
  await setUpHouse(director.page, { name: "Erle", rooms: [2, 2] }, past);
  const link = await invite(director.page, { name: "Cleo", preset: "Staff", house: "Erle" }, past);
  const colleague = await openDevice("desk");
  await join(colleague.page, link, "Cleo", past);
  await colleague.page.getByRole("heading", { name: /^Night of / }).waitFor();
  return { director, colleague };
}

async function look(page: Page, screen: string): Promise<void> {
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${screen}.png` });
  expect(await findings(page)).toEqual([]);
  expect(await misplaced(page)).toEqual([]);
}

const kinds = process.env["LONG"] ? (["phone", "desk"] as const) : (["phone"] as const);

describe.skipIf(chromiumPath === undefined).each(kinds)("on a %s", (kind) => {
  test("a colleague leaves: what she could read, one confirmation, new keys (D5)", async () => {
    const { director, colleague } = await team(kind);
    const { page } = director;
    const thumb = new Thumb(page, kind === "phone" ? "touch" : "mouse");
    await thumb.begin();
    await thumb.tap(await placeIn(page, "Team", { tap: (what) => thumb.tap(what) }));
    await thumb.tap(shown(page.locator("a[href^='/team/m/']", { hasText: "Cleo" })));
    await page.getByRole("heading", { name: "What she can open" }).waitFor();
    await page.getByText("Residents", { exact: true }).first().waitFor();
    await thumb.aside(() => look(page, `member-${kind}`));
    await thumb.tap(shown(page.getByRole("button", { name: "Remove her" })));
    const sheet = page.getByRole("dialog");
    await sheet.getByText("What her devices already hold, she keeps.").waitFor();
    await thumb.aside(() => look(page, `removing-${kind}`));
    await thumb.tap(sheet.getByRole("button", { name: "Remove her now" }));
    await page.getByText("Cleo is no longer a member.").waitFor();
    const { taps, seconds } = await thumb.count();
    console.log(
      `D5 on a ${kind}: ${taps} taps, ${seconds.toFixed(1)} s with a second of thought for each.`,
    );
    expect(taps).toBeLessThanOrEqual(6);
    expect(seconds).toBeLessThanOrEqual(120);
    await page
      .getByText(/sealed again/)
      .first()
      .waitFor();
    await look(page, `removed-${kind}`);
    await director.close();
    await colleague.close();
  }, 300_000);
});
