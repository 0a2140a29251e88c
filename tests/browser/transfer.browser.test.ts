import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { fillHouse, found, invite, join, setUpHouse } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { goTo } from "./places.ts";

let servers: Servers;
let desk: Device;
let north: Device;
let south: Device;
const seen = new Seen();
const past = async (): Promise<void> => undefined;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  desk = await openDevice("desk");
  [north, south] = [await openDevice("phone"), await openDevice("phone")];
}, 180_000);

afterAll(async () => {
  for (const device of [desk, north, south]) await device?.close();
  await servers?.stop();
});

/** A worker of one house alone joins on a phone of her own. */
async function worker(device: Device, name: string, house: string): Promise<void> {
  const link = await invite(desk.page, { name, preset: "Staff", house }, past);
  await join(device.page, link, name, past);
  await device.page.getByRole("heading", { name: /^Night of / }).waitFor();
}

test.skipIf(chromiumPath === undefined)(
  "a worker offers a household to a house that she cannot read, its worker accepts, and their names follow",
  async () => {
    await desk.page.goto(servers.url);
    await found(desk.page, { neutral: "Nordwind", own: "Ines" }, past);
    await setUpHouse(desk.page, { name: "Birke", rooms: [3] }, past);
    await desk.page.getByRole("button", { name: /Choose a house$/ }).click();
    await desk.page.getByRole("link", { name: "New house" }).click();
    await fillHouse(desk.page, { name: "Erle", rooms: [2, 3] }, past);
    await worker(north, "Bea", "Birke");
    await worker(south, "Cleo", "Erle");
    // From here on nobody who holds both houses is there to help.
    await desk.page.getByRole("link", { name: "Settings" }).click();
    await desk.page.getByRole("button", { name: "Lock now" }).click();

    const { page } = north;
    await page.getByRole("link", { name: "Arrival" }).click();
    await page.getByLabel("Called-name", { exact: true }).fill("Mirela");
    await page.getByRole("button", { name: "One more: Children" }).click();
    await page.getByRole("button", { name: /^See \d places? that/ }).click();
    await page.getByRole("button", { name: /^Place in Room/ }).click();
    await page.getByText(/^Saved and proved/).waitFor();
    await page.getByRole("button", { name: "Back to tonight" }).click();
    const began = Date.now();
    await page.getByRole("button", { name: /Mirela/ }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Offer to another house" }).click();
    await page.getByText(/up to 3/).waitFor();
    await seen.look(page, "phone", "offer a transfer");
    await page.getByRole("button", { name: "Offer to Erle" }).click();
    await page.getByText(/^To Erle\. Waits for an answer/).waitFor();
    await seen.look(page, "phone", "requests, offered to another house");

    const other = south.page;
    await other.getByRole("heading", { name: "Offered to this house" }).waitFor();
    await seen.look(other, "phone", "tonight, with an offer");
    await other.getByRole("link", { name: "Answer" }).click();
    await other.getByRole("button", { name: /^Accept into Room/ }).waitFor();
    await seen.look(other, "phone", "accept a transfer");
    expect(await other.locator("body").innerText()).not.toContain("Mirela");
    await other.getByRole("button", { name: "Accept into Room 1" }).waitFor();

    // A child more, while the other house looks at the offer: it says so, and room 1 is too small.
    await page.getByRole("link", { name: "Tonight" }).click();
    await page.getByRole("button", { name: /Mirela/ }).click();
    await page.getByRole("dialog").getByRole("link", { name: "Open her file" }).click();
    await page.getByRole("tab", { name: "Household" }).click();
    await page.getByText("Someone joins them").click();
    await page.getByLabel("Called-name").fill("Sorin");
    await page.getByLabel("Bed", { exact: true }).selectOption({ index: 1 });
    await page.getByRole("button", { name: "Write it down" }).click();
    await page.getByText("Sorin is with them now").waitFor();
    await other.getByRole("button", { name: "Accept into Room 2" }).waitFor();
    await seen.look(other, "phone", "accept a transfer, of one more");
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByText("File begun").waitFor();
    await seen.look(page, "phone", "history of an offered household");
    await other.getByRole("button", { name: /^Accept into Room/ }).click();
    await other.getByRole("button", { name: /Mirela/ }).waitFor();
    await other.getByRole("button", { name: /Sorin/ }).waitFor();
    const seconds = ((Date.now() - began) / 1_000).toFixed(1);
    console.log(`From the bed sheet in one house to the name in the other: ${seconds} s.`);
    await page.getByRole("link", { name: "Tonight" }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: /Mirela/ }).count()).toBe(0);
    await goTo(page, "Requests");
    await page.getByText(/^To Erle\. Complete since/).waitFor();
    for (const device of [north, south]) expect(device.errors).toEqual([]);
    expect(seen.findings).toEqual([]);
  },
);
