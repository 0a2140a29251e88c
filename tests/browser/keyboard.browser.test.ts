import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { boardOf, found, setUpHouse } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
let desk: Device;
const past = async (): Promise<void> => undefined;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  desk = await openDevice("desk");
  await desk.page.goto(servers.url);
  await found(desk.page, { neutral: "Nordwind", own: "Ines" }, past);
  await setUpHouse(desk.page, { name: "Erle", rooms: [2, 3, 4] }, past);
});

afterAll(async () => {
  await desk?.close();
  await servers?.stop();
});

/** Name of what has the focus, as a screen reader would say it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    if (!(at instanceof HTMLElement)) return "";
    const labels = at instanceof HTMLInputElement ? [...(at.labels ?? [])] : [];
    const name =
      at.getAttribute("aria-label") ?? labels.map((label) => label.textContent).join(" ");
    const group = at.closest("fieldset")?.querySelector("legend")?.textContent ?? "";
    return `${group} ${name || at.textContent || ""}`.replace(/\s+/g, " ").trim();
  });

/** Presses Tab until what is wanted has the focus, and it can be seen that it has. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let tabs = 0; tabs < 60; tabs++) {
    const name = await focused(page);
    if (wanted.test(name)) {
      const seen = await page.evaluate(() => {
        const at = document.activeElement as HTMLElement;
        const around = at.matches(".hidden") ? (at.closest("label") ?? at) : at;
        return getComputedStyle(around).outlineStyle;
      });
      expect(`${name}: ${seen}`).toBe(`${name}: solid`);
      return;
    }
    passed.push(name);
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${wanted}; it passed ${passed.join(" | ")}`);
}

test.skipIf(chromiumPath === undefined)(
  "an arrival, a move and its undo need no pointer, and the focus is always seen",
  async () => {
    const { page } = desk;
    const { keyboard } = page;
    await page.getByRole("link", { name: "Arrival" }).waitFor();
    await keyboard.press("a");
    await page.getByRole("heading", { name: "Who is here?" }).waitFor();
    await tabTo(page, /^One more: Children/);
    await keyboard.press("Enter");
    await keyboard.press("Enter");
    await tabTo(page, /^Age of child 1/);
    for (const key of ["ArrowRight", "ArrowRight"]) await keyboard.press(key);
    await tabTo(page, /^Age of child 2/);
    for (const key of ["ArrowRight", "ArrowRight", "ArrowRight"]) await keyboard.press(key);
    await tabTo(page, /^See \d places? that/);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: /places? fits?$/ }).waitFor();
    await tabTo(page, /^Place in Room/);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: / has a place$/ }).waitFor();
    await tabTo(page, /^Back to tonight/);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    const arrived = await boardOf(page);
    expect(arrived.filter((bed) => /child, (3–5|6–11)/.test(bed))).toHaveLength(2);

    await tabTo(page, /^Room 1, bed A/);
    const woman = arrived.findIndex((bed) => bed.includes(" with 2, "));
    for (let steps = 0; !(await focused(page)).includes(" with 2, "); steps++) {
      expect(steps).toBeLessThanOrEqual(woman + 1);
      await keyboard.press("ArrowRight");
    }
    await keyboard.press("m");
    await page.getByRole("heading", { name: /^Move / }).waitFor();
    await tabTo(page, /^Move to Room/);
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await expect.poll(async () => (await boardOf(page)).join()).not.toBe(arrived.join());
    await page.getByText(/ moved to Room /).waitFor();
    await keyboard.press("Control+z");
    await expect
      .poll(async () => (await boardOf(page)).filter((bed) => !/Free/.test(bed)).join())
      .toBe(arrived.filter((bed) => !/Free/.test(bed)).join());
  },
);

test.skipIf(chromiumPath === undefined)(
  "? lists the keys, the palette finds and does, Escape gives the focus back",
  async () => {
    const { page } = desk;
    const { keyboard } = page;
    await page.getByRole("link", { name: "Tonight" }).click();
    await tabTo(page, /^Room 1, bed A/);
    await keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await keyboard.press("Escape");
    expect(await focused(page)).toMatch(/^Room 1, bed A/);
    await keyboard.press("Control+k");
    await page.locator("[role=combobox]:focus").waitFor();
    await keyboard.type("tru");
    await page.getByRole("option", { name: "Trust", selected: true }).waitFor();
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "The server knows only this" }).waitFor();
    await keyboard.press("t");
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
  },
);
