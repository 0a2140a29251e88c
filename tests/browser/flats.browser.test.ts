import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { id } from "#domain/ids.ts";
import { chromiumPath } from "../chromium.ts";
import { done, newId } from "../engine/people.ts";
import { type Lodging, Work } from "../engine/way.ts";
import type { Servers } from "../server/world.ts";
import { Desk } from "./desk.ts";
import { join } from "./hands.ts";
import { printed } from "./paper.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
let device: Device;
let other: Device;
const past = async (): Promise<void> => undefined;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  [device, other] = [await openDevice("desk"), await openDevice("desk")];
}, 180_000);

afterAll(async () => {
  for (const one of [device, other]) await one?.close();
  await servers?.stop();
});

/** Everything in a workbook, which is a ZIP archive, as text. */
function textOf(archive: Buffer): string {
  const parts: string[] = [];
  for (
    let at = archive.indexOf("PK\x01\x02");
    at >= 0;
    at = archive.indexOf("PK\x01\x02", at + 4)
  ) {
    const [size, local] = [archive.readUInt32LE(at + 20), archive.readUInt32LE(at + 42)];
    const packed = archive.readUInt16LE(at + 10) === 8;
    const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const bytes = archive.subarray(from, from + size);
    parts.push((packed ? inflateRawSync(bytes) : bytes).toString());
  }
  return parts.join("\n");
}

test.skipIf(chromiumPath === undefined)(
  "of flats whose addresses are not public, no paper and no file that leaves carries one (A01)",
  async () => {
    const streets = ["Verborgene Gasse 17", "Stiller Winkel 23"];
    // So long ago that all of the last month can leave.
    const began = new Date(Date.now() - 70 * 86_400_000).toISOString();
    const work = await Work.begin(servers.url, began);
    const flats: Lodging[] = [];
    for (const [at, address] of streets.entries()) {
      const where = { id: id<"address">(newId()), address, accessNotes: `${address}, second door` };
      flats.push(await work.house(`Flat ${at + 1}`, [1, 2], { kind: "safe_flat", address: where }));
    }
    const [first] = flats as [(typeof flats)[number]];
    await work.comes(first, [{ name: "Iris", bed: first.beds[0] as never }]);
    work.at(new Date().toISOString());
    const joins = async (preset: "manager" | "director", at: Device): Promise<Desk> => {
      const invite = {
        preset,
        houses: flats.map(({ house }) => house),
        displayName: preset,
        inPerson: true,
      };
      const { code } = await done(work.engine.invite(invite));
      await join(at.page, `${servers.url}/join#${code}`, preset, past);
      return new Desk(at, servers.url);
    };
    const { page } = device;
    const desk = await joins("manager", device);
    await desk.board("Flat 1");
    const leaves = {
      board: await printed(page, "p"),
      "room list": await printed(page, "l"),
      capacity: "",
      handover: "",
      report: "",
      "CSV file": "",
      workbook: "",
    };
    await desk.link("Capacity").click();
    await page.getByRole("link", { name: "Flat 2", exact: true }).first().waitFor();
    leaves.capacity = await page.locator("main").innerText();
    await desk.board("Flat 1");
    await desk.link("Handover").first().click();
    await page.getByRole("button", { name: /^Close the sheet/ }).click();
    await desk.night();
    await desk.link("Handover").first().click();
    leaves.handover = await page.locator("main").innerText();
    const office = await joins("director", other);
    await office.link("Reports").click();
    await other.page.getByLabel("Period", { exact: true }).selectOption("lastMonth");
    const region = other.page.getByRole("region", { name: "What leaves" });
    leaves.report = await printed(other.page, region.getByRole("button", { name: "Print" }));
    leaves["CSV file"] = await readFile(await (await office.taken("CSV file")).path(), "utf8");
    leaves.workbook = textOf(await readFile(await (await office.taken("Workbook (XLSX)")).path()));
    // Each of them says which flat it is about, by its code-name alone.
    for (const [what, text] of Object.entries(leaves)) {
      if (what !== "handover") expect([what, text.includes("Flat 1")]).toEqual([what, true]);
      for (const word of [...streets, "Gasse", "Winkel", "second door"]) {
        expect([what, text.includes(word)]).toEqual([what, false]);
      }
    }
    await work.engine.lock();
    expect([...device.errors, ...other.errors]).toEqual([]);
  },
);
