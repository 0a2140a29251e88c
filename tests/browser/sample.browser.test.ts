import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyName } from "../../web/src/sample/names.ts";
import type { SignIn } from "../../web/src/sample/team.ts";
import { clientFolder } from "#server/webclient.ts";
import { chromiumPath } from "../chromium.ts";
import { serveSample } from "../sampled.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { boardOf, openByKit } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { goTo } from "./places.ts";

let servers: Servers;
let signIns: readonly SignIn[];
const devices: Device[] = [];
const signedIn = new Map<SignIn["role"], Page>();
const seen = new Seen();

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  ({ servers, signIns } = await serveSample({ clientFolder }));
}, 240_000);

afterAll(async () => {
  for (const device of devices) await device.close();
  await servers?.stop();
});

/** A device of its own on which somebody of the sample opens her account by her kit, as it was printed. */
async function signIn(role: SignIn["role"], kind: "phone" | "desk"): Promise<Page> {
  const found = signIns.find((one) => one.role === role);
  if (found === undefined) throw new Error(`nobody signs in as ${role}`);
  const device = await openDevice(kind);
  devices.push(device);
  await device.page.goto(servers.url);
  const { kit, passphrase } = found;
  const typed = role === "staff" ? { groups: kit.groups, login: kit.loginId } : { code: kit.code };
  await openByKit(device.page, { ...typed, passphrase });
  signedIn.set(role, device.page);
  return device.page;
}

function pageOf(role: SignIn["role"]): Page {
  const page = signedIn.get(role);
  if (page === undefined) throw new Error(`nobody is in as ${role}`);
  return page;
}

const everything = (page: Page): Promise<string> => page.locator("body").innerText();
const namesIn = (text: string): readonly string[] =>
  everyName.filter((name) => text.split(/[\n,]/).some((line) => line.trim() === name));

test.skipIf(chromiumPath === undefined)(
  "staff sign in by typing their kit and see who is in their house tonight",
  async () => {
    const page = await signIn("staff", "phone");
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await expect.poll(() => boardOf(page).then((beds) => beds.length)).toBe(10);
    const beds = (await boardOf(page)).join("\n");
    for (const name of ["Πυγολαμπίδα", "Hạt Mưa", "Ласточка", "ቢራቢሮ", "Chuồn Chuồn"]) {
      expect(beds).toContain(name);
    }
    await page.getByRole("link", { name: "Arrival" }).first().waitFor();
    await seen.look(page, "phone", "staff: tonight");
    await goTo(page, "Capacity");
    await page.getByRole("heading", { name: "What the other houses could offer" }).waitFor();
    expect(await page.getByRole("link", { name: "Reports" }).count()).toBe(0);
  },
);

test.skipIf(chromiumPath === undefined)(
  "a director sees the free places of all houses first, and nobody's name on any board",
  async () => {
    const page = await signIn("director", "desk");
    await page.getByRole("heading", { name: /^Free places, night of / }).waitFor();
    const rows = page.getByRole("table", { name: "Every house tonight" }).locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(3);
    await page.getByRole("heading", { name: "Next 30 nights" }).waitFor();
    await seen.look(page, "desk", "director: capacity");
    const shown = [await everything(page)];
    for (const house of ["Linde", "Weide", "Eibe"]) {
      await page.getByRole("link", { name: "Capacity" }).click();
      await rows.getByRole("link", { name: house }).click();
      await page.getByRole("heading", { name: new RegExp(`^${house}, night of `) }).waitFor();
      await page.getByRole("heading", { name: "Stays that end" }).waitFor();
      shown.push(await everything(page));
      await page.getByRole("link", { name: "Its board tonight" }).click();
      await page.getByRole("heading", { name: /^Night of / }).waitFor();
      await expect.poll(() => boardOf(page).then((beds) => beds.length)).toBeGreaterThan(0);
      shown.push(await everything(page), (await boardOf(page)).join("\n"));
      expect(await page.getByRole("link", { name: "Arrival" }).count()).toBe(0);
    }
    await seen.look(page, "desk", "director: a board without names");
    await page.getByRole("link", { name: "Reports" }).click();
    await page.getByText(/^Nights from .* Data as of /).waitFor();
    await page.getByRole("region", { name: "Beds and nights" }).first().waitFor();
    await seen.look(page, "desk", "director: reports");
    shown.push(await everything(page));
    expect(namesIn(shown.join("\n"))).toEqual([]);
    const leaving = page.getByRole("region", { name: "What leaves" });
    const taken = page.waitForEvent("download");
    await leaving.getByRole("button", { name: "CSV file" }).click();
    const figures = await readFile(await (await taken).path(), "utf8");
    // The organisation's name, and not what her new device is called: that is her login.
    expect(figures.split("\r\n")[0]).toBe("\uFEFFFigures of,Nordwind");
  },
);

test.skipIf(chromiumPath === undefined)(
  "a director reads the incidents of a house and can write nothing about them",
  async () => {
    const page = pageOf("director");
    await page.getByRole("link", { name: "Capacity" }).click();
    const houses = page.getByRole("table", { name: "Every house tonight" });
    await houses.getByRole("link", { name: "Linde" }).click();
    await page.getByRole("link", { name: "Its board tonight" }).click();
    await page.getByRole("link", { name: "Incidents", exact: true }).click();
    await page.getByRole("heading", { name: "Incidents", exact: true }).waitFor();
    const main = page.getByRole("main");
    await main.getByRole("link", { name: "Stalking or threats online" }).first().click();
    await main.getByRole("heading", { name: "What happened" }).waitFor();
    await main.getByText("She was sent a picture of the street corner").waitFor();
    expect(await page.getByRole("link", { name: "Incident", exact: true }).count()).toBe(0);
    expect(await main.getByText("Add to it").count()).toBe(0);
    expect(await main.getByRole("heading", { name: "Sign off" }).count()).toBe(0);
    await seen.look(page, "desk", "director: an incident");
  },
);

test.skipIf(chromiumPath === undefined)(
  "an auditor comes to what was checked, holds nothing, and is shown no house",
  async () => {
    const page = await signIn("auditor", "desk");
    await page
      .getByRole("heading", { name: "You can check everything and open nothing" })
      .waitFor();
    await page.getByText(/^\d+ sealed records from \d+ entries in 24 boxes/).waitFor();
    await page.getByText(/^6 people, every signature of \d+$/).waitFor();
    await page.getByRole("heading", { name: "Who holds which keys" }).waitFor();
    const own = page.getByRole("row", { name: /, you/ });
    expect(await own.innerText()).toMatch(/Auditor\s+none/);
    await seen.look(page, "desk", "auditor: trust");
    const text = await everything(page);
    expect(text).not.toMatch(/Linde|Weide|Eibe|Sanne|Mara/);
    expect(namesIn(text)).toEqual([]);
  },
);

test.skipIf(chromiumPath === undefined)("axe finds nothing on these screens", () => {
  expect(seen.screens.size).toBe(6);
  expect(seen.findings).toEqual([]);
});

test.skipIf(chromiumPath === undefined)(
  "nobody broke the page's policy, and nothing failed",
  () => {
    expect(devices.flatMap(({ errors, violations }) => [...errors, ...violations])).toEqual([]);
  },
);
