import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { boardOf, found, setUpHouse } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { Thumb } from "./taps.ts";
import { goTo, placeIn } from "./places.ts";

let servers: Servers;
let phone: Device;
let page: Page;
const seen = new Seen();
const look = (screen: string): Promise<void> => seen.look(page, "phone", screen);
const past = async (): Promise<void> => undefined;
const button = (name: string | RegExp) => page.getByRole("button", { name });
const link = (name: string) => page.getByRole("link", { name, exact: true });

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  phone = await openDevice("phone");
  page = phone.page;
  await page.goto(servers.url);
  await found(page, { neutral: "Nordwind", own: "Ines" }, past);
  await setUpHouse(page, { name: "Birke", rooms: [2, 3] }, past);
}, 180_000);

afterAll(async () => {
  await phone?.close();
  await servers?.stop();
});

test.skipIf(chromiumPath === undefined)(
  "a turn-away is written in fifteen seconds, with a reason and without a name, from the board and from an arrival (N1)",
  async () => {
    const thumb = new Thumb(page);
    await thumb.begin();
    await thumb.tap(await placeIn(page, "Requests", { tap: (what) => thumb.tap(what) }));
    await thumb.tap(link("No place"));
    await thumb.tap(button("All beds are taken"));
    await page.getByText("Written: no place").waitFor();
    const { taps, seconds } = await thumb.count();
    console.log(`Turn-away: ${taps} taps, ${seconds.toFixed(1)} s with a second of thought each.`);
    expect(taps).toBe(4);
    expect(seconds).toBeLessThanOrEqual(15);
    await page.getByText("No place, All beds are taken").waitFor();
    await look("requests, one answered");

    await link("Tonight").click();
    await link("Arrival").click();
    await button("One more: Children").click();
    await button(/^See \d places? that/).click();
    await thumb.begin();
    await thumb.tap(button("No place for her tonight"));
    await look("arrival, no place");
    await thumb.tap(page.getByText("She chose otherwise", { exact: true }));
    await thumb.tap(button("Too far"));
    await page.getByText("Written: she chose otherwise").waitFor();
    console.log(`From an arrival: ${(await thumb.count()).taps} taps.`);
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await goTo(page, "Requests");
    await page.getByText("1 woman and 1 child").waitFor();

    // What was typed of her is gone with it: the next arrival begins empty.
    await link("Tonight").click();
    await link("Arrival").click();
    await page.getByRole("group", { name: "Children" }).getByText("0", { exact: true }).waitFor();

    // A year that was mistyped is told where it stands, before anybody looks for a bed in it.
    await button("Change").click();
    await page.getByLabel("Arrived", { exact: true }).fill("1999-11-26T22:00");
    await button(/^See|^No place/).click();
    await page.getByText(/^This must lie between .+ and now/).waitFor();
    await look("arrival, a moment that cannot be");
    await page.getByLabel("Arrived", { exact: true }).fill("");
    await button("Back, keep draft").click();
  },
);

test.skipIf(chromiumPath === undefined)(
  "a request is written, offered a room that is held with a countdown, and becomes an arrival in it",
  async () => {
    await goTo(page, "Requests");
    await page.getByText(/^Nobody is waiting/).waitFor();
    await link("New request").click();
    await button("One more: Children").click();
    await page.getByRole("group", { name: "Age of the child" }).getByText("6–11").click();
    await page.getByText("A safe way to call back").click();
    await page.getByLabel("Number or address").fill("0170 000 000");
    await page.getByLabel("Safe from").fill("00:00");
    await page.getByLabel("Safe until").fill("23:59");
    await look("new request");
    await button("Write it down").click();
    await page.getByText("Safe now, between 00:00 and 23:59").waitFor();
    await look("request, waiting");
    await button(/^Offer and hold Room 1/).click();
    await page
      .getByRole("timer")
      .getByText(/^(3 h 59|4 h 0) min left/)
      .waitFor();
    await button("4 hours more").click();
    await page
      .getByRole("timer")
      .getByText(/^(7 h 59|8 h 0) min left/)
      .waitFor();
    await look("request, held");
    await button("Requests").click();
    await page.getByText(/min left/).waitFor();
    await look("requests, one held");
    expect((await boardOf(page)).length).toBe(0);
    await page.getByRole("link", { name: /^1 woman and 1 child, 6–11/ }).click();

    await link("She is here").click();
    await button(/^See \d places? that/).click();
    await button("Place in Room 1").click();
    await page.getByText(/^Saved and proved/).waitFor();
    await button("Back to tonight").click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    const beds = await boardOf(page);
    expect(beds.filter((bed) => /Held/.test(bed))).toEqual([]);
    expect(beds.filter((bed) => /child, 6–11/.test(bed))).toHaveLength(1);
    await goTo(page, "Requests");
    await page.getByText(/^Has a place/).waitFor();

    // Who goes on at once is not called back to what she has written.
    await link("New request").click();
    await button("Write it down").waitFor();
    const back = await button("Back, keep draft").elementHandle();
    await button("Write it down").evaluate((write: HTMLElement, leave) => {
      write.click();
      (leave as HTMLElement | null)?.click();
    }, back);
    await page.getByText("The request is written").waitFor();
    await page.waitForTimeout(500);
    expect(new URL(page.url()).pathname).toMatch(/^\/t\/[0-9a-f]{32}\/q$/);
    await page.getByRole("link", { name: /^1 woman/ }).waitFor();
    expect(seen.findings).toEqual([]);
    expect(phone.errors).toEqual([]);
  },
);
