import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { type Account, found, setUpHouse, unlock } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
let desk: Device;
let ines: Account;
const seen = new Seen();
const past = async (): Promise<void> => undefined;
const names = ["Оксана", "Juniper"];

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  desk = await openDevice("desk");
  await desk.page.goto(servers.url);
  ines = await found(desk.page, { neutral: "Nordwind", own: "Ines" }, past);
  await setUpHouse(desk.page, { name: "Erle", rooms: [2, 3] }, past);
  for (const name of names) await arrive(desk.page, name);
});

afterAll(async () => {
  await desk?.close();
  await servers?.stop();
});

async function arrive(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "Arrival" }).click();
  await page.getByLabel("Called-name", { exact: true }).fill(name);
  await page.getByRole("button", { name: /^See \d places? that/ }).click();
  await page.getByRole("button", { name: /^Place in Room/ }).click();
  await page.getByRole("heading", { name: `${name} has a place` }).waitFor();
  await page.getByRole("button", { name: "Back to tonight" }).click();
  await page.getByRole("heading", { name: /^Night of / }).waitFor();
}

/** Texts on screen that hold a called-name and can be read although names are hidden. */
const readable = (page: Page): Promise<readonly string[]> =>
  page.evaluate((people) => {
    const open: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const text = node.textContent ?? "";
      if (!people.some((name) => text.includes(name))) continue;
      let at = node.parentElement;
      while (at !== null && getComputedStyle(at).filter === "none") at = at.parentElement;
      if (at === null && (node.parentElement?.checkVisibility() ?? false)) open.push(text.trim());
    }
    return open;
  }, names);

test.skipIf(chromiumPath === undefined)(
  "a person is found by another alphabet, her file opened by keyboard, its history read, and its address survives a lock",
  async () => {
    const { page } = desk;
    const { keyboard } = page;
    await keyboard.press("Escape");
    await keyboard.press("f");
    await page.getByRole("heading", { name: "People" }).waitFor();
    await expect.poll(() => page.getByRole("link", { name: /Room \d/ }).count()).toBe(2);
    await seen.look(page, "desk", "people");
    const search = page.getByRole("searchbox");
    await search.fill("oksanna");
    await expect.poll(() => page.getByRole("link", { name: /Оксана/ }).count()).toBe(1);
    await page.getByRole("link", { name: /Juniper/ }).waitFor({ state: "detached" });
    await search.press("Enter");
    await page.getByRole("heading", { name: "Оксана", level: 1 }).waitFor();
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByText("File begun").waitFor();
    await page.getByText("Ines", { exact: false }).first().waitFor();
    await seen.look(page, "desk", "file, history");

    await page.getByRole("tab", { name: "Household" }).click();
    await page.getByText("Change what is known").first().click();
    await page.getByLabel("Called-name", { exact: true }).fill("Tamarisk");
    await page.getByRole("button", { name: "Save", exact: true }).first().click();
    await page.getByRole("heading", { name: "Tamarisk", level: 1 }).waitFor();
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByText("before: Оксана").waitFor();
    await page.locator("summary", { hasText: "Bring this version back" }).first().click();
    await page.getByText("before: Tamarisk").waitFor();
    await page.getByRole("button", { name: "Bring this version back" }).click();
    await page.getByRole("heading", { name: "Оксана", level: 1 }).waitFor();
    await expect.poll(() => page.locator("article.moment").count()).toBeGreaterThan(2);
    await keyboard.press("Control+z");
    await page.getByRole("heading", { name: "Tamarisk", level: 1 }).waitFor();
    // What comes on top pushes the others down.
    await expect.poll(() => page.locator("article.moment").count()).toBeGreaterThan(3);
    await page.locator("summary", { hasText: "Bring this version back" }).last().click();
    await page.getByRole("button", { name: "Bring this version back" }).click();
    await page.getByRole("heading", { name: "Оксана", level: 1 }).waitFor();

    const address = page.url();
    await page.reload();
    await unlock(page, ines.passphrase);
    await page.getByRole("heading", { name: "Оксана", level: 1 }).waitFor({ timeout: 60_000 });
    expect(page.url()).toBe(address);
    expect(seen.findings).toEqual([]);
  },
);

test.skipIf(chromiumPath === undefined)(
  "discreet mode hides every name on every screen until it is held, by key and by setting",
  async () => {
    const { page } = desk;
    const { keyboard } = page;
    await page.getByRole("link", { name: "Tonight" }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    expect((await readable(page)).length).toBeGreaterThan(0);
    await keyboard.press("d");
    expect(await readable(page)).toEqual([]);

    const bed = page.locator("button.bed[data-state=occupied]").first();
    const box = await bed.boundingBox();
    if (box === null) throw new Error("no bed");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    expect((await readable(page)).length).toBeGreaterThan(0);
    await page.waitForTimeout(400);
    await page.mouse.up();
    expect(await readable(page)).toEqual([]);
    expect(await page.getByRole("dialog").count()).toBe(0);

    await bed.focus();
    await keyboard.down("Space");
    expect((await readable(page)).length).toBeGreaterThan(0);
    await keyboard.up("Space");
    expect(await readable(page)).toEqual([]);

    await bed.click();
    await page.getByRole("dialog").waitFor();
    expect(await readable(page)).toEqual([]);
    await page.getByRole("link", { name: "Move", exact: true }).click();
    await page.getByRole("heading", { name: /^Move / }).waitFor();
    expect(await readable(page)).toEqual([]);
    await page.goBack();
    await keyboard.press("Control+k");
    await page.locator("[role=combobox]:focus").waitFor();
    await keyboard.type("junip");
    await page
      .getByRole("option", { name: /Juniper/ })
      .first()
      .waitFor();
    expect(await readable(page)).toEqual([]);
    await keyboard.press("Escape");
    await page.locator("[role=combobox]").waitFor({ state: "detached" });
    await keyboard.press("f");
    await page.getByRole("heading", { name: "People" }).waitFor();
    await page.getByRole("link", { name: /Juniper/ }).waitFor();
    expect(await readable(page)).toEqual([]);
    await page.getByRole("link", { name: /Juniper/ }).click();
    await page.getByRole("heading", { name: "Juniper" }).waitFor();
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByText("File begun").waitFor();
    expect(await readable(page)).toEqual([]);

    await page.getByRole("link", { name: "Rooms and beds" }).click();
    await page.getByRole("button", { name: /^Room 1/ }).click();
    const room = page.getByRole("dialog");
    await room.locator("summary", { hasText: "Give the room up" }).click();
    await room.getByRole("button", { name: "Give up" }).click();
    await room
      .getByRole("alert")
      .getByText(names[0] ?? "")
      .waitFor();
    expect(await readable(page)).toEqual([]);
    await room.getByRole("button", { name: "Close" }).click();

    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByLabel("Blur names until they are held").uncheck();
    await page.getByRole("link", { name: "Tonight" }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    expect((await readable(page)).length).toBeGreaterThan(0);
  },
);

test.skipIf(chromiumPath === undefined)(
  "every key that the list of keys shows does something here, and says what",
  async () => {
    const { page } = desk;
    const { keyboard } = page;
    await page.getByRole("link", { name: "Tonight" }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await keyboard.press("?");
    const dialog = page.getByRole("dialog", { name: "Keys" });
    await dialog.waitFor();
    const keys = await dialog.locator("dt").allTextContents();
    for (const key of ["Ctrl K/", "Ctrl PP", "F", "A", "T", "D", "?"]) expect(keys).toContain(key);
    // Each means one thing here.
    expect(keys).toHaveLength(new Set(keys).size);
    await keyboard.press("Escape");
    await keyboard.press("f");
    await page.getByRole("heading", { name: "People" }).waitFor();
    await page.getByRole("searchbox").evaluate((input) => (input as HTMLElement).blur());
    await keyboard.press("?");
    await dialog.waitFor();
    // The board's own keys are gone with the board.
    expect(await dialog.locator("dt").allTextContents()).not.toContain("Ctrl PP");
    await keyboard.press("Escape");
  },
);
