import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { found, openByKit, setUpHouse } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { barsOf, cell, drag, dragFinger, heard, openCalendar, pointOf } from "./tape.ts";

let servers: Servers;
let desk: Device;
let phone: Device;
let kit: { passphrase: string; groups: readonly string[]; login: string };
const seen = new Seen();
const past = async (): Promise<void> => undefined;
/** Beds from the top: rooms of two, three and two beds, each for one household. */
const [oneA, oneB, twoA, twoB, , threeA] = [0, 1, 2, 3, 4, 5, 6];

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  desk = await openDevice("desk");
  await desk.page.goto(servers.url);
  kit = await found(desk.page, { neutral: "Nordwind", own: "Ines" }, past);
  await setUpHouse(desk.page, { name: "Erle", rooms: [2, 3, 2] }, past);
});

afterAll(async () => {
  await desk?.close();
  await phone?.close();
  await servers?.stop();
});

const said = (page: Page, text: RegExp): Promise<void> =>
  page.locator(".toast").getByText(text).waitFor();
const sheet = (page: Page) => page.getByRole("dialog");
const gone = (page: Page): Promise<void> => sheet(page).waitFor({ state: "detached" });

/** Presses keys one after the other. */
async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** Opens the part of a sheet, and presses its button, by keys alone. */
async function doPart(page: Page, part: string, button: string): Promise<void> {
  const summary = sheet(page).locator("summary", { hasText: part });
  const open = await summary.evaluate((node) => node.closest("details")?.open === true);
  if (!open) {
    await summary.focus();
    await page.keyboard.press("Enter");
  }
  await sheet(page).getByRole("button", { name: button }).focus();
  await page.keyboard.press("Enter");
  await gone(page);
}

test.skipIf(chromiumPath === undefined)(
  "by keys alone someone is placed, extended, moved and swapped, and beds are held and blocked",
  async () => {
    const { page } = desk;
    await page.getByRole("link", { name: "Calendar", exact: true }).waitFor();
    await page.keyboard.press("n");
    await page.getByRole("grid", { name: "Rooms and nights" }).waitFor();
    await page.locator(".day.is-tonight").waitFor();
    await cell(page).focus();
    expect(await heard(page)).toMatch(/^Room 1, bed A, \w+day \d+ \w+, free$/);

    await press(page, "Enter");
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
    await press(page, "Control+a");
    await page.keyboard.type("Iris");
    await press(page, "Enter");
    await said(page, /^Iris placed/);
    await expect.poll(() => heard(page)).toMatch(/^Room 1, bed A, .*, Iris/);
    await expect.poll(() => barsOf(page, oneB)).toHaveLength(1);
    expect((await barsOf(page, oneB))[0]).toMatch(/Blocked, household room$/);

    await press(page, "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
    await page.locator(".tip", { hasText: /^until / }).waitFor();
    await press(page, "Enter");
    await sheet(page).getByRole("button", { name: "Extend the stay" }).waitFor();
    await press(page, "Enter");
    await said(page, /extended/);
    await expect.poll(() => heard(page)).toMatch(/Iris, until /);

    await press(page, "m", "ArrowDown", "ArrowDown");
    await page.locator(".tip", { hasText: /^Iris: Room 2 A/ }).waitFor();
    await press(page, "Enter");
    await sheet(page).getByRole("button", { name: "Move to Room 2" }).waitFor();
    await press(page, "Enter");
    await said(page, /^Iris moved to Room 2/);
    await expect.poll(async () => (await barsOf(page, twoA)).join()).toMatch(/Iris/);

    await press(page, "ArrowRight", "ArrowLeft");
    await expect.poll(() => heard(page)).toMatch(/^Room 1, bed A, .*, free$/);
    await press(page, "Enter");
    await press(page, "Control+a");
    await page.keyboard.type("Fern");
    await press(page, "Enter");
    await said(page, /^Fern placed/);
    await expect.poll(() => heard(page)).toMatch(/Fern/);
    await press(page, "m", "ArrowDown", "ArrowDown", "Enter");
    await sheet(page).getByRole("button", { name: "Change beds" }).waitFor();
    await press(page, "Enter");
    await said(page, /^Fern and Iris have changed beds/);
    await expect.poll(async () => (await barsOf(page, twoA)).join()).toMatch(/Fern/);
    await press(page, "Control+z");
    await expect.poll(async () => (await barsOf(page, twoA)).join()).not.toMatch(/Fern/);

    await cell(page).focus();
    for (let bed = 0; bed < 5; bed += 1) await press(page, "ArrowDown");
    await expect.poll(() => heard(page)).toMatch(/^Room 3, bed A, .*, free$/);
    await press(page, "ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight");
    await page.locator(".tip", { hasText: /^1 bed, 3 nights/ }).waitFor();
    await press(page, "Enter");
    await doPart(page, "Hold", "Hold the beds");
    await said(page, /^Held/);
    await expect.poll(async () => (await barsOf(page, threeA)).join()).toMatch(/Held.*left/);

    await press(page, "ArrowLeft", "ArrowLeft", "Shift+ArrowRight", "Enter");
    await doPart(page, "Take out of service", "Take out of service");
    await said(page, /^Out of service/);
    await expect.poll(async () => (await barsOf(page, threeA)).join()).toMatch(/Out of service/);
    await press(page, "Control+z");
    await expect
      .poll(async () => (await barsOf(page, threeA)).join())
      .not.toMatch(/Out of service/);
    await seen.look(page, "desk", "calendar");
  },
);

test.skipIf(chromiumPath === undefined)(
  "the same by dragging: placed, moved, swapped, extended, held and blocked",
  async () => {
    const { page } = desk;
    const go = async (bed: number, nights: number, to: readonly [number, number]): Promise<void> =>
      drag(page, await pointOf(page, bed, nights), await pointOf(page, ...to));
    const submit = async (name: string): Promise<void> => {
      await sheet(page).getByRole("button", { name }).click();
      await gone(page);
    };
    await page.getByRole("button", { name: "Tonight", exact: true }).click();
    // Iris sleeps in 2 A and Fern in 1 A; 3 A is held two nights from now.
    await go(twoA, 0, [twoB, 0]);
    await submit("Move to Room 2");
    await expect.poll(async () => (await barsOf(page, twoB)).join()).toMatch(/Iris/);

    await go(twoB, 0, [oneA, 0]);
    await submit("Change beds");
    await expect.poll(async () => (await barsOf(page, oneA)).join()).toMatch(/Iris/);

    const kept = await pointOf(page, threeA, 3);
    await page.mouse.click(kept.x, kept.y);
    await submit("Release the hold");
    await go(threeA, 0, [threeA, 3]);
    await sheet(page)
      .getByText(/^1 bed, 4 nights$/)
      .waitFor();
    await sheet(page).getByLabel("Called-name").fill("Rosa");
    await submit("Place in Room 3");
    await said(page, /^Rosa placed/);
    await expect.poll(async () => (await barsOf(page, threeA)).join()).toMatch(/Rosa, until/);

    await page.locator(".row").nth(threeA).locator(".bar").hover();
    const box = await page.locator(".row").nth(threeA).locator(".grip").boundingBox();
    if (!box) throw new Error("no grip");
    const start = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await drag(page, start, await pointOf(page, threeA, 8));
    await sheet(page).getByText("+5 nights").waitFor();
    await submit("Extend the stay");
    await said(page, /extended/);

    const threeB = 6;
    await go(threeB, 12, [threeB, 14]);
    await submit("Hold the beds");
    await expect.poll(async () => (await barsOf(page, threeB)).join()).toMatch(/Held/);

    await go(threeB, 17, [threeB, 18]);
    await sheet(page).locator("summary", { hasText: "Take out of service" }).click();
    await submit("Take out of service");
    await expect.poll(async () => (await barsOf(page, threeB)).join()).toMatch(/Out of service/);
  },
);

test.skipIf(chromiumPath === undefined)(
  "a finger that rests carries and marks, one that moves at once scrolls, and a tap opens",
  async () => {
    phone = await openDevice("phone");
    const { page } = phone;
    await page.goto(servers.url);
    await openByKit(page, {
      groups: kit.groups.join(""),
      login: kit.login,
      passphrase: kit.passphrase,
    });
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await openCalendar(page);
    await expect.poll(async () => (await barsOf(page, oneA)).join()).toMatch(/Iris/);
    await dragFinger(page, await pointOf(page, oneA, 0), await pointOf(page, oneB, 0));
    await sheet(page).getByRole("button", { name: "Move to Room 1" }).tap();
    await gone(page);
    await expect.poll(async () => (await barsOf(page, oneB)).join()).toMatch(/Iris/);

    await page.locator(".toast button").tap();
    await expect.poll(async () => (await barsOf(page, oneA)).join()).toMatch(/Iris/);

    const point = await pointOf(page, oneA, 1);
    await page.touchscreen.tap(point.x, point.y);
    await sheet(page).getByRole("heading", { name: "Room 1 A" }).waitFor();
    await sheet(page).getByRole("button", { name: "Close" }).tap();
    await gone(page);
    await seen.look(page, "phone", "calendar on a phone");
  },
);

test.skipIf(chromiumPath === undefined)(
  "says where a household fits and from when, and shows the place on the tape",
  async () => {
    const { page } = desk;
    await page.keyboard.press("s");
    await sheet(page)
      .getByRole("heading", { name: /^Where a household fits/ })
      .waitFor();
    await seen.look(page, "desk", "where a household fits");
    const first = sheet(page).getByRole("listitem").first();
    await first.waitFor();
    expect(await first.innerText()).toMatch(/^(tonight|from )/);
    await first.getByRole("button").click();
    await page.locator(".mark").first().waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".mark").first().waitFor({ state: "detached" });
  },
);

test.skipIf(chromiumPath === undefined)(
  "a room is added, a house closed and opened again, each taken back by its toast",
  async () => {
    const { page } = desk;
    await page.getByRole("link", { name: "Rooms and beds" }).click();
    await page.getByRole("heading", { name: "Rooms and beds of Erle" }).waitFor();
    await seen.look(page, "desk", "rooms and beds");
    await page.getByRole("button", { name: "Add a room" }).click();
    await sheet(page).getByRole("button", { name: "Add a room" }).click();
    await page.getByRole("heading", { name: "Room 4" }).waitFor();
    await page.keyboard.press("Control+z");
    await page.getByRole("heading", { name: "Room 4" }).waitFor({ state: "detached" });

    await page.getByRole("button", { name: /^Room 1/ }).click();
    await sheet(page).locator("summary", { hasText: "Give the room up" }).click();
    await sheet(page).getByRole("button", { name: "Give up" }).click();
    await sheet(page).getByRole("alert").getByText(/Iris/).waitFor();
    await sheet(page).getByRole("button", { name: "Close" }).click();

    await page.locator("summary", { hasText: "Close the house" }).click();
    await page.getByRole("button", { name: "Close", exact: true }).click();
    expect(await page.getByRole("alert").innerText()).toMatch(/is still here/);
  },
);

test.skipIf(chromiumPath === undefined)("axe finds nothing on these screens", () => {
  expect(seen.screens.size).toBe(4);
  expect(seen.findings).toEqual([]);
});

test.skipIf(chromiumPath === undefined)(
  "nobody broke the page's policy, and nothing failed",
  () => {
    const all = [desk, phone];
    expect(all.flatMap(({ errors, violations }) => [...errors, ...violations])).toEqual([]);
  },
);
