// Over 300 lines: one month, entered from its first day to its last.
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eveningOf, usualCensusHour } from "#domain/evenings.ts";
import { chromiumPath } from "../chromium.ts";
import { done, found as foundIn, makeDevice, saved } from "../engine/people.ts";
import type { Servers } from "../server/world.ts";
import { Desk } from "./desk.ts";
import { join } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { shelter } from "./two-shelters.ts";

let servers: Servers;
const devices: Device[] = [];
const past = async (): Promise<void> => undefined;
const openedDesk = async (): Promise<Device> => {
  const device = await openDevice("desk");
  devices.push(device);
  return device;
};

beforeAll(async () => {
  if (chromiumPath !== undefined) servers = await serveClient();
}, 180_000);

afterAll(async () => {
  for (const device of devices) await device.close();
  await servers?.stop();
});

const beds = {
  utilisation: "46.53% = 154 of 331",
  fundedUtilisation: "45.16% = 154 of 341",
  effectiveUtilisation: "58.01% = 192 of 331",
  roomOccupancy: "80.65% = 100 of 124",
  averageCensus: "4.97 = 154 of 31",
  fullNights: "0",
  funded: "341",
  outOfService: "10",
  operational: "331",
  occupied: "154",
  occupiedExtra: "0",
  blocked: "38",
};
const people = {
  served: "7",
  admissions: "4",
  departures: "3",
  transfersIn: "1",
  transfersOut: "1",
  averageLength: "7.67 = 23 of 3",
  medianLength: "8",
  open: "4",
};
const requests = {
  decided: "11",
  turnAway: "45.45% = 5 of 11",
  capacityTurnAway: "27.27% = 3 of 11",
  survivorDeclined: "18.18% = 2 of 11",
  returnsUnlinked: "0",
};
/** House by house: of beds, effectively, of funded beds. */
const byHouse = {
  A: ["69.68% = 108 of 155", "79.35% = 123 of 155", "69.68% = 108 of 155"],
  B: ["20.18% = 23 of 114", "20.18% = 23 of 114", "18.55% = 23 of 124"],
  T: ["37.10% = 23 of 62", "74.19% = 46 of 62", "37.10% = 23 of 62"],
};
const chose = "She chose otherwise";

test.skipIf(chromiumPath === undefined)(
  "July 2026, entered by hand, comes out to the digit on the screen, and refuses what it must",
  async ({ skip }) => {
    skip(process.env["LONG"] === undefined, "a month entered by hand: in long runs");
    const device = await openedDesk();
    const desk = await Desk.ofMonths(device, servers.url);
    const { page } = desk;
    await desk.found("2025-07-20T10:00:00Z");
    const alone = "household_exclusive";
    await desk.houseOf("A", "emergency_shelter", [
      { label: "A1", mode: alone, beds: ["A1-1", "A1-2"] },
      { label: "A2", mode: alone, beds: ["A2-1", "A2-2"] },
      { label: "A3", mode: alone, beds: ["A3-1"] },
    ]);
    await desk.houseOf("B", "emergency_shelter", [
      { label: "B1", mode: "shared", beds: ["B1-1", "B1-2", "B1-3", "B1-4"] },
    ]);
    await desk.houseOf("T", "transitional_apartment", [
      { label: "T1", mode: alone, beds: ["T1-1", "T1-2"] },
    ]);
    await desk.arrives("A", "Sdrei", { room: "A3" });
    await desk.opens("2026-05-10T10:00:00Z");
    await desk.arrives("A", "Seins", { room: "A1", child: "3–5" });
    await desk.opens("2026-06-25T10:00:00Z");
    await desk.arrives("B", "Svier", { room: "B1" });
    await desk.opens("2026-07-03T10:00:00Z");
    await desk.arrives("A", "Szwei", { room: "A2", asked: true });
    await desk.declines("A", "All beds are taken");
    await desk.declines("A", "Too far", chose);
    await desk.opens("2026-07-05T00:10:00Z");
    await desk.arrives("B", "Sfünf", { room: "B1", asked: true });

    await desk.opens("2026-07-09T10:00:00Z");
    await desk.bedOf("B", "Svier");
    await page.getByRole("dialog").getByRole("link", { name: "Move" }).click();
    await page.getByLabel("To which house").selectOption({ label: "T" });
    await page.getByRole("radio", { name: /^She is transferred/ }).check();
    await desk.button("Move to Room T1").click();
    await desk.night();
    // Anyone in A2-2 on the 5th: the cell says why not, and an arrival that would reach into it is refused.
    expect(await desk.cellOf("A", 3, 4)).toMatch(/^Room A2, bed A2-2, \w+ 5 July, blocked/i);
    await page.keyboard.press("Enter");
    await page
      .getByText("Room A2 is for one household at a time, and one is there then.")
      .waitFor();
    await page.keyboard.press("Escape");
    expect(await desk.cellOf("A", 3, 7)).toMatch(/ 2 July, free$/);
    expect(await desk.placesThere("Jemand")).toMatch(/^Room A2 belongs to the household of Szwei/);
    // Her own child may lie there.
    await desk.fileOf("A", "Szwei");
    await page.getByRole("tab", { name: "Household" }).click();
    await page.getByText("Someone joins them").click();
    await page.getByLabel("Called-name").fill("Kind");
    await page.getByLabel("Bed", { exact: true }).selectOption({ label: "Room A2 A2-2" });
    await desk.button("Write it down").click();
    await page.getByText("Kind is with them now").waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("Kind", { exact: true }).first().waitFor({ state: "detached" });

    await desk.opens("2026-07-10T10:00:00Z");
    await desk.bedOf("B", "B1-4");
    const sheet = page.getByRole("dialog");
    await sheet.getByText("Take out of service").first().click();
    await sheet.getByLabel("Back in service on").fill("2026-07-20");
    await sheet.locator("form").getByRole("button", { name: "Take out of service" }).click();
    await page.locator('button.bed[aria-label*="out of service" i]').waitFor();
    // The woman of S4 sleeps in T: nothing lets her lie in B1-3 as well.
    await desk.fileOf("T", "Svier");
    expect(await desk.link("She comes back").count()).toBe(0);
    await desk.goes(new URL(page.url()).pathname.replace("/p/", "/b/"));
    await page.getByText("She is here already.").waitFor();
    expect(await desk.button(/^Place in Room/).count()).toBe(0);

    await desk.opens("2026-07-12T10:00:00Z");
    await desk.departs("B", "Sfünf");
    // Anyone in B1-4 on the 12th.
    expect(await desk.cellOf("B", 3, 0)).toMatch(/ 12 July, out of service/i);
    expect(await desk.cellOf("B", 3, 3)).toMatch(/ 9 July, free$/);
    expect(await desk.placesThere("Jemand")).toMatch(/^Room B1 B1-4 is out of service/);
    await desk.declines("A", "All beds are taken");
    await desk.declines("B", "No room large enough");
    await desk.declines("B", "Someone here must not meet her");
    await desk.opens("2026-07-18T10:00:00Z");
    await desk.departs("A", "Szwei");
    await desk.declines("A", "A son’s age");
    await desk.declines("B", "Changed her mind", chose);
    await desk.opens("2026-07-20T10:00:00Z");
    await desk.arrives("B", "Ssechs", { room: "B1", asked: true });
    await desk.departs("B", "Ssechs");
    await desk.opens("2026-07-24T10:00:00Z");
    // Someone else may have B1-1 on the night of the 24th.
    expect(await desk.cellOf("B", 0, 0)).toMatch(/^Room B1, bed B1-1, \w+ 24 July, free$/);
    expect(await desk.placesThere("Jemand")).toBe("");
    await page.keyboard.press("Control+z");
    await expect.poll(() => desk.cellOf("B", 0, 0)).toMatch(/free$/);
    await desk.opens("2026-07-25T10:00:00Z");
    await desk.asks("A");
    await desk.asks("B");
    await desk.returns("Szwei", "B", "B1");
    await desk.opens("2026-08-01T10:00:00Z");

    await desk.link("Capacity").click();
    await page.getByText("overdue by 12 days").waitFor();
    await desk.fileOf("A", "Sdrei");
    await page.getByText("Change the planned end").click();
    await page.getByLabel("New planned end").fill("2026-10-20");
    await desk.button("Save the planned end").click();
    await page.getByText("Sdrei can stay until 20 October 2026").first().waitFor();
    await desk.link("Capacity").click();
    await page.getByText("overdue by").waitFor({ state: "detached" });

    await desk.link("Reports").click();
    await page.getByText(/Nights from 1 July 2026 to 31 July 2026/).waitFor();
    const all = "All houses";
    for (const read of [beds, people, requests]) {
      expect(await desk.figures(Object.keys(read), all)).toEqual(read);
    }
    for (const [house, [ofBeds, effectively, ofFunded]] of Object.entries(byHouse)) {
      expect(await desk.figure("utilisation", house)).toBe(ofBeds);
      expect(await desk.figure("effectiveUtilisation", house)).toBe(effectively);
      expect(await desk.figure("fundedUtilisation", house)).toBe(ofFunded);
    }
    await page.getByText("Night by night: 31 nights").click();
    expect(await desk.row('[data-night="2026-07-04"]')).toEqual([
      "6",
      "1",
      "0",
      "0",
      "4",
      "2 Room T1",
    ]);
    expect(await desk.row('[data-night="2026-07-31"]')).toEqual([
      "5",
      "1",
      "0",
      "0",
      "5",
      "2 Room A2",
    ]);
    await page.getByText("4 stays that go on").click();
    await page.locator("[data-stay]").first().waitFor();
    const lengths = await page.locator("[data-stay] td:last-child").allInnerTexts();
    expect(lengths).toEqual(["377 nights", "83 nights", "37 nights", "7 nights"]);
    expect((await desk.row('[data-cell="served.woman"]'))[0]).toBe("6");
    expect((await desk.row('[data-cell="served.child"]'))[0]).toBe("1");
    const counted = {
      "requests.decision.admitted": "4",
      "requests.decision.declined_by_us": "5",
      "requests.decision.declined_by_survivor": "2",
      "requests.decision.pending": "1",
      "requests.reason.full_beds": "2",
      "requests.reason.no_room_for_household_size": "1",
      "requests.reason.policy_son_age": "1",
      "requests.reason.safety_conflict": "1",
      "requests.reason.too_far": "1",
      "requests.reason.changed_mind": "1",
    };
    for (const [code, count] of Object.entries(counted)) {
      expect([code, (await desk.row(`[data-cell="${code}"]`))[0]]).toEqual([code, count]);
    }

    const file = await desk.taken("CSV file");
    expect(file.suggestedFilename()).toBe("2026-07-01_2026-07-31.csv");
    const lines = (await readFile(await file.path(), "utf8")).split("\r\n");
    const said = (name: string, house = all): string | undefined =>
      lines.flatMap((line) => line.split(`,${name},${house},`)[1] ?? [])[0]?.split(",")[0];
    expect(said("Bed utilisation")).toBe("46.53");
    expect(said("Occupied bed-nights")).toBe("154");
    expect(said("Bed utilisation", "T")).toBe("37.1");
    for (const name of ["Arrivals", "Departures", "Transfers in", "Children"]) {
      expect([name, said(name)]).toEqual([name, "–"]);
    }
    expect(said("Average length of stay")).toBe("–");
    expect((await desk.taken("Workbook (XLSX)")).suggestedFilename()).toBe(
      "2026-07-01_2026-07-31.xlsx",
    );
    expect(device.errors).toEqual([]);
  },
  900_000,
);

test.skipIf(chromiumPath === undefined)(
  "two shelters of twenty beds with the same families: 80 % of both, all rooms of the one taken, room for four in the other",
  async () => {
    const { engine } = makeDevice(servers.url);
    await foundIn(engine);
    // This evening, so that the figures of the month are those of one night.
    const opened = eveningOf(Date.now(), { timeZone: "Europe/Paris", censusHour: usualCensusHour });
    const houses = [
      shelter("Fours", { rooms: 4, beds: 5, opened }),
      shelter("Fives", { rooms: 5, beds: 4, opened }),
    ];
    for (const { input, families } of houses) {
      await saved(engine, engine.createHouse(input));
      for (const family of families) await saved(engine, engine.act("placeHousehold", family));
    }
    const { code } = await done(
      engine.invite({
        preset: "manager",
        houses: houses.map(({ input }) => input.house),
        displayName: "Bea",
        inPerson: true,
      }),
    );
    const device = await openedDesk();
    const { page } = device;
    const desk = new Desk(device, servers.url);
    await join(page, `${servers.url}/join#${code}`, "Bea", past);
    await desk.link("Capacity").click();
    const line = async (house: string): Promise<readonly string[]> =>
      page
        .getByRole("row")
        .filter({ has: page.getByRole("link", { name: house, exact: true }) })
        .first()
        .locator("td")
        .allInnerTexts();
    // What could be offered, the largest household, and the beds taken.
    await expect.poll(async () => (await line("Fours"))[0]).toBe("0");
    expect((await line("Fours"))[3]).toBe("16 of 20");
    expect((await line("Fives"))[0]).toBe("4");
    expect((await line("Fives"))[1]).toMatch(/^4/);
    expect((await line("Fives"))[3]).toBe("16 of 20");
    await desk.link("Reports").click();
    await page.getByLabel("Period", { exact: true }).selectOption("thisMonth");
    await expect.poll(() => desk.figure("utilisation", "Fours")).toMatch(/^80.00% = 16/);
    expect(await desk.figure("utilisation", "Fives")).toMatch(/^80.00% = 16/);
    expect(await desk.figure("roomOccupancy", "Fours")).toMatch(/^100.00%/);
    expect(await desk.figure("roomOccupancy", "Fives")).toMatch(/^80.00%/);
    expect(device.errors).toEqual([]);
    await engine.lock();
  },
);
