import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { boardOf, found, invite, join, setUpHouse, unlock } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { type Wire, layWire } from "./wire.ts";
import { goTo } from "./places.ts";

let servers: Servers;
let wire: Wire;
let desk: Device;
let phone: Device;
const seen = new Seen();
const past = async (): Promise<void> => undefined;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  wire = await layWire(servers.url);
  desk = await openDevice("desk");
  phone = await openDevice("phone");
});

afterAll(async () => {
  await desk?.close();
  await phone?.close();
  await wire?.close();
  await servers?.stop();
});

test.skipIf(chromiumPath === undefined)(
  "an arrival, a move, an incident and a handover written offline are kept through lock, reload and a closed tab, and arrive once",
  async () => {
    await desk.page.goto(servers.url);
    await found(desk.page, { neutral: "Nordwind", own: "Ines" }, past);
    await setUpHouse(desk.page, { name: "Erle", rooms: [2, 3] }, past);
    const who = { name: "Karin", preset: "House manager", house: "Erle" };
    const link = new URL(await invite(desk.page, who, past));
    let { page } = phone;
    const karin = await join(page, `${wire.url}${link.pathname}${link.hash}`, "Karin", past);
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await page.getByRole("link", { name: "All kept" }).waitFor();
    await desk.page.getByRole("link", { name: "Tonight" }).click();

    await page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state);

    wire.pull();
    await page.getByText("Offline.", { exact: true }).waitFor();
    await seen.look(page, "phone", "tonight, offline");
    await page.getByRole("link", { name: "Arrival" }).click();
    await page.getByLabel("Called-name", { exact: true }).fill("Nadia");
    await page.getByRole("button", { name: /^See \d places? that/ }).click();
    await page.getByRole("button", { name: /^Place in Room/ }).click();
    await page.getByText("Kept on this device", { exact: true }).waitFor();
    await seen.look(page, "phone", "arrival, kept on this device");
    await page.getByRole("button", { name: "Back to tonight" }).click();
    await page.getByRole("link", { name: "1 kept here" }).click();
    await page.getByText("Arrival: Nadia", { exact: false }).waitFor();
    await seen.look(page, "phone", "outbox, kept on this device");
    expect((await boardOf(desk.page)).join()).not.toContain("Nadia");

    const tonight = () =>
      page.getByRole("navigation").getByRole("link", { name: "Tonight" }).click();
    await tonight();
    await page.getByRole("button", { name: /Nadia/ }).click();
    await page.getByRole("link", { name: "Move", exact: true }).click();
    await page.getByRole("button", { name: /^Move to Room/ }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    const nadia = (await boardOf(page)).find((bed) => bed.includes("Nadia"));

    await page.getByRole("link", { name: "Incident", exact: true }).first().click();
    await page.getByRole("button", { name: "Theft or damage" }).click();
    await page.getByLabel("What happened", { exact: true }).fill("A bicycle is gone.");
    await page.getByRole("button", { name: "Write it into the record" }).click();
    await page.getByText("A bicycle is gone.").waitFor();

    await goTo(page, "Handover");
    await page.getByLabel("Add a line").fill("Cellar lamp is out");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("button", { name: /^Close the sheet with \d+ lines?/ }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();

    await goTo(page, "Settings");
    await page.getByRole("button", { name: "Lock now" }).click();
    await unlock(page, karin.passphrase);
    await tonight();
    await page.getByRole("button", { name: /Nadia/ }).waitFor();
    await page.getByRole("link", { name: "4 kept here" }).waitFor();

    await page.reload();
    await unlock(page, karin.passphrase);
    await page.getByRole("link", { name: "4 kept here" }).waitFor();
    await page.close();
    page = await phone.context.newPage();
    phone = { ...phone, page };
    await page.goto(`${wire.url}/all`);
    await unlock(page, karin.passphrase);
    await tonight();
    await expect.poll(() => boardOf(page)).toContain(nadia);
    await page.getByRole("link", { name: "4 kept here" }).waitFor();

    wire.mend();
    await desk.page.getByRole("button", { name: /Nadia/ }).waitFor();
    await page.getByRole("link", { name: "All kept" }).waitFor();
    await page.getByText("Offline.", { exact: true }).waitFor({ state: "detached" });
    expect((await boardOf(page)).join()).toBe((await boardOf(desk.page)).join());
    expect((await boardOf(page)).join().match(/Nadia/g)).toHaveLength(1);
    expect(await boardOf(desk.page)).toContain(nadia);
    await desk.page.getByRole("navigation").getByRole("link", { name: "Incidents" }).click();
    await expect
      .poll(() => desk.page.getByRole("link", { name: /Theft or damage/ }).count())
      .toBe(1);
    await desk.page.getByRole("navigation").getByRole("link", { name: "Handover" }).click();
    const sheet = desk.page.getByRole("region", { name: "Sheets to read" });
    await expect.poll(() => sheet.getByText("Cellar lamp is out").count()).toBe(1);
    await sheet.getByText("Nadia arrived").waitFor();
    await desk.page.getByRole("navigation").getByRole("link", { name: "Tonight" }).click();
    expect(seen.findings).toEqual([]);
  },
);

test.skipIf(chromiumPath === undefined)(
  "the last bed, given on two devices at once, comes back to one of them as a question with her words kept",
  async () => {
    const { page } = phone;
    wire.pull();
    await page.getByText("Offline.", { exact: true }).waitFor();
    const arrive = async (on: Device, name: string): Promise<void> => {
      await on.page.getByRole("link", { name: "Arrival" }).click();
      await on.page.getByLabel("Called-name", { exact: true }).fill(name);
      await on.page.getByRole("button", { name: /^See \d places? that/ }).click();
      await on.page.getByRole("button", { name: /^Place in Room/ }).click();
      await on.page.getByRole("heading", { name: `${name} has a place` }).waitFor();
      await on.page.getByRole("button", { name: "Back to tonight" }).click();
    };
    await arrive(desk, "Salma");
    await desk.page.getByRole("link", { name: "All kept" }).waitFor();
    await arrive(phone, "Mirela");
    wire.mend();
    await page.getByRole("link", { name: "A question" }).click();
    await page.getByText(/Your words are kept/).waitFor();
    await page.getByText("Arrival: Mirela", { exact: false }).waitFor();
    await seen.look(page, "phone", "outbox, a question");
    expect((await boardOf(desk.page)).join()).not.toContain("Mirela");
    await page.getByRole("link", { name: "Choose", exact: true }).click();
    await page.getByRole("heading", { name: "Both cannot stand" }).waitFor();
    await seen.look(page, "phone", "question");
    await page.getByRole("button", { name: "Choose another place" }).click();
    await page.getByRole("heading", { name: "No place fits tonight" }).waitFor();
    await seen.look(page, "phone", "arrival, no place");
    await page.getByRole("button", { name: "Who is here?" }).click();
    expect(await page.getByLabel("Called-name", { exact: true }).inputValue()).toBe("Mirela");

    // Whoever goes back finds the question and her words again, and the draft of the next arrival as it was.
    await page.getByRole("button", { name: "One more: Children" }).click();
    await page.getByRole("button", { name: "Back, keep draft" }).click();
    await page.getByRole("link", { name: "Arrival" }).click();
    const name = page.getByLabel("Called-name", { exact: true });
    expect(await name.inputValue()).not.toBe("Mirela");
    await page.getByRole("button", { name: "Back, keep draft" }).click();
    await page.getByRole("link", { name: "A question" }).click();
    await page.getByText("Arrival: Mirela", { exact: false }).waitFor();
    await page.getByRole("link", { name: "Choose", exact: true }).click();
    await page.getByRole("button", { name: "Choose another place" }).click();
    await page.getByRole("group", { name: "Children" }).getByText("1", { exact: true }).waitFor();
    expect(await name.inputValue()).toBe("Mirela");
    await page.goBack();
    await page.getByRole("heading", { name: "Both cannot stand" }).waitFor();
    expect(seen.findings).toEqual([]);
  },
);
