import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { boardOf, found, setUpHouse } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { Thumb } from "./taps.ts";

let servers: Servers;
let phone: Device;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  phone = await openDevice("phone");
}, 180_000);

afterAll(async () => {
  await phone?.close();
  await servers?.stop();
});

test.skipIf(chromiumPath === undefined)(
  "a woman with two children has a place within nine taps and ninety seconds from the open board (N1)",
  async () => {
    const { page } = phone;
    const past = async (): Promise<void> => undefined;
    await page.goto(servers.url);
    await found(page, { neutral: "Nordwind", own: "Ines" }, past);
    await setUpHouse(page, { name: "Linde", rooms: [2, 3, 4] }, past);

    const thumb = new Thumb(page);
    const button = (name: string | RegExp) => page.getByRole("button", { name });
    await thumb.begin();
    await thumb.tap(page.getByRole("link", { name: "Arrival" }));
    await thumb.tap(button("One more: Children"));
    await thumb.tap(button("One more: Children"));
    await thumb.tap(page.getByRole("group", { name: "Age of child 1" }).getByText("3–5"));
    await thumb.tap(page.getByRole("group", { name: "Age of child 2" }).getByText("6–11"));
    await thumb.tap(button(/^See \d places? that/));
    await thumb.tap(button(/^Place in Room/));
    await page.getByRole("heading", { name: / has a place$/ }).waitFor();
    const { taps, seconds } = await thumb.count();
    console.log(`N1: ${taps} taps, ${seconds.toFixed(1)} s with a second of thought for each.`);
    expect(taps).toBeLessThanOrEqual(9);
    expect(taps).toBeGreaterThanOrEqual(7);
    expect(seconds).toBeLessThanOrEqual(90);

    await page.getByText(/^Saved and proved/).waitFor();
    await button("Back to tonight").click();
    await expect
      .poll(async () => (await boardOf(page)).filter((bed) => /child, (3–5|6–11)/.test(bed)).length)
      .toBe(2);
  },
);
