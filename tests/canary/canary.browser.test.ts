// Over 300 lines: one journey through everything that can be typed, and one search after it.
import { randomBytes } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { ready } from "#crypto/verify";
import { confirmKit, found, invite, openByKit, takePassphrase, unlock } from "../browser/hands.ts";
import { SetClock } from "../browser/past.ts";
import { goTo } from "../browser/places.ts";
import { type Device, openDevice } from "../browser/profiles.ts";
import { layWire } from "../browser/wire.ts";
import { chromiumPath } from "../chromium.ts";
import { privateFolder } from "../start/folder.ts";
import { startServer } from "../start/server.ts";
import { needlesOf } from "#audit/encodings.ts";
import { comeBack, writeFile } from "./file.ts";
import { Heard } from "./heard.ts";
import { showOutside, writeIncident } from "./incident.ts";
import { changePassphrase, comeInBySheets } from "./keys.ts";
import { afterNextMonth, changeClosedMonth } from "./month.ts";
import { takeOver } from "./transfer.ts";
import { liveAWeek } from "./week.ts";
import { lookInKept, lookInRecording, lookInTables, plantInPage } from "./places.ts";
import { Search } from "#audit/search.ts";

beforeAll(ready);

const screens = join(import.meta.dirname, "../../web/src/screens");

/** Every part of a screen that accepts text, and in how many fields: all of them are filled below. */
const fields: Readonly<Record<string, number>> = {
  "arrival/Places.svelte": 1,
  "arrival/Who.svelte": 2,
  "calendar/PlaceForm.svelte": 1,
  "code/CodeInput.svelte": 1,
  "departure/Departure.svelte": 1,
  "enter/Cover.svelte": 1,
  "enter/Found.svelte": 1,
  "enter/Join.svelte": 2,
  "enter/PassphraseStep.svelte": 1,
  "enter/Restore.svelte": 3,
  "enter/SecretInput.svelte": 1,
  "enter/Unlock.svelte": 1,
  "file/AlertFields.svelte": 1,
  "file/WordsField.svelte": 2,
  "handover/Drafted.svelte": 1,
  "handover/Typed.svelte": 1,
  "house/HousePage.svelte": 3,
  "house/RoomCard.svelte": 2,
  "incidents/AmendForm.svelte": 1,
  "incidents/DiscloseForm.svelte": 1,
  "incidents/FollowUpFields.svelte": 1,
  "incidents/MoreFields.svelte": 2,
  "incidents/NotifiedFields.svelte": 1,
  "incidents/PeopleFields.svelte": 1,
  "incidents/SignOffForm.svelte": 1,
  "incidents/WriteForm.svelte": 2,
  "inventory/RoomSheet.svelte": 1,
  "keys/CurrentPassphrase.svelte": 1,
  "kit/KitDue.svelte": 1,
  "move/Move.svelte": 1,
  "organisation/TextField.svelte": 1,
  "palette/Palette.svelte": 1,
  "people/People.svelte": 1,
  "recover/SheetsStep.svelte": 2,
  "recover/WhoStep.svelte": 2,
  "requests/CallbackFields.svelte": 1,
  "return/Return.svelte": 1,
  "settings/PinSection.svelte": 2,
  "settings/Settings.svelte": 1,
  "shell/CorrectionAsked.svelte": 1,
  "tasks/TaskForm.svelte": 1,
  "team/Invite.svelte": 1,
  "team/RoleForm.svelte": 1,
  "transfer/AcceptTransfer.svelte": 1,
  "trust/Witnesses.svelte": 1,
};

test("every field that accepts text is known to the canary search", async () => {
  const known: Record<string, number> = {};
  for (const file of await readdir(screens, { recursive: true })) {
    if (!file.endsWith(".svelte")) continue;
    const source = await readFile(join(screens, file), "utf8");
    const texts = [...source.matchAll(/<(?:input|textarea|SecretInput)\b[^>]*/g)].filter(
      ([field]) =>
        !/type="(radio|checkbox|date|datetime-local|time|number)"|\breadonly\b/.test(field),
    );
    if (texts.length > 0) known[file] = texts.length;
  }
  expect(known).toEqual(fields);
});

const digits = (): string => String(10_000_000 + (randomBytes(4).readUInt32BE() % 89_999_999));
const letters = (length: number): string =>
  randomBytes(length).toString("base64").replaceAll(/[+/=]/g, "k").slice(0, length);
/** A text that stands nowhere else, with letters that compose, and letters of two alphabets. */
const canary = (length = 20): string => `É${letters(length - 3)}Жö`;
const past = async (): Promise<void> => undefined;

test.skipIf(chromiumPath === undefined)(
  "nothing that was typed anywhere stands in the data folder, the output, the wire or a locked browser, in any encoding",
  { timeout: 900_000 },
  async () => {
    const data = await privateFolder();
    const server = startServer({ DATA_DIR: data, SERVE_CLIENT: "true" });
    const heard = new Heard();
    const wire = await layWire(await server.ready(), heard.listen);
    onTestFinished(wire.close);
    const traces = await privateFolder();
    const devices: Device[] = [];
    const open = async (kind: "phone" | "desk"): Promise<Device> => {
      const at = devices.length;
      const device = await openDevice(kind, {
        har: join(traces, `${at}.har`),
        folder: join(traces, `profile-${at}`),
      });
      devices.push(device);
      return device;
    };
    onTestFinished(async () => {
      for (const device of devices) await device.close();
    });

    const typed: string[] = [];
    const say = (text: string): string => {
      typed.push(text);
      return text;
    };
    /** Shown before unlocking, by its own words on the screen: a stranger who holds the device may see it. */
    const labels: string[] = [];
    const label = (): string => {
      const text = say(canary());
      labels.push(text);
      return text;
    };
    const fill = (page: Page, name: string | RegExp, text: string): Promise<void> =>
      page.getByLabel(name, { exact: true }).fill(text);

    // The founder: names, house, address, rooms, invite.
    const desk = await open("desk");
    const d = desk.page;
    await d.goto(wire.url);
    const sheets = { login: "", words: [] as string[] };
    const ines = await found(d, { neutral: label(), own: say(canary()) }, async (screen) => {
      if (screen !== "recovery sheets") return;
      sheets.words = (await d.locator("details p").allTextContents()).map(say);
      sheets.login = (await d.locator("main b[dir=ltr]").first().textContent()) ?? "";
    });
    say(ines.passphrase);
    say(ines.groups.join(" "));
    say(ines.groups.join(""));
    await d.getByRole("link", { name: "Set up a house" }).click();
    const houseName = say(canary());
    await d.getByLabel("Code-name").fill(houseName);
    await d.getByText("Address (can wait)").click();
    await fill(d, "Street address", say(canary(60)));
    await fill(d, "How to get in", say(canary(60)));
    await d.getByRole("button", { name: "Continue" }).click();
    const roomName = say(canary(16));
    await fill(d, "Room", roomName);
    for (const number of [1, 2]) await fill(d, `Label of bed ${number}`, say(canary(6)));
    await d.getByRole("button", { name: "Continue" }).click();
    await d.getByLabel("Sons").selectOption("10");
    await d.getByRole("button", { name: "Continue" }).click();
    await d.getByRole("button", { name: "Set up the house" }).click();
    await d.getByRole("heading", { name: /^Night of / }).waitFor();
    const invited = { name: say(canary()), preset: "House manager", house: houseName };
    const link = await invite(d, invited, past);
    say(new URL(link).hash.slice(1));

    // The joiner types the link; a PIN covers her screen and opens it.
    const phone = await open("phone");
    const p = phone.page;
    await p.goto(wire.url);
    await p.getByRole("link", { name: /I have an invite/ }).click();
    await fill(p, "Link or code", link);
    await p.getByRole("button", { name: "Read" }).click();
    await p.getByLabel(/^Your name/).fill(say(canary()));
    await fill(p, "What this device shows before it is unlocked", label());
    await p.getByRole("button", { name: "Continue" }).click();
    const phrase = say(await takePassphrase(p, "Join"));
    const kit = await confirmKit(p);
    say(kit.groups.join(" "));
    say(kit.groups.join(""));
    await p.getByRole("heading", { name: /^Night of / }).waitFor();
    await goTo(p, "Settings");
    const pin = say(digits());
    await fill(p, "New PIN, four to eight digits", pin);
    await fill(p, "The same once more", pin);
    await p.getByRole("button", { name: "Set the PIN" }).click();
    await p.getByRole("button", { name: "Cover now" }).click();
    await p.getByRole("heading", { name: "Settings" }).waitFor({ state: "detached" });
    await fill(p, "PIN", pin);
    await p.getByRole("button", { name: "Open" }).click();
    await fill(p, "What it shows before it is unlocked", label());
    await p.getByRole("button", { name: "Save" }).click();
    await p.getByText("Saved.").waitFor();

    // An arrival against a rule of the house, a departure with a note.
    await p.getByRole("link", { name: "Tonight" }).click();
    await p.getByRole("link", { name: "Arrival" }).click();
    const resident = say(canary());
    await fill(p, "Called-name", resident);
    await p.getByRole("button", { name: "One more: Children" }).click();
    await p.getByText("16–17", { exact: true }).click();
    await p.getByText("More, if you know it").click();
    await fill(p, "Called-name of child 1", say(canary()));
    await p.getByText("a boy", { exact: true }).click();
    await p.getByRole("button", { name: /^See / }).click();
    await p.getByLabel(/^Reason to decide otherwise/).fill(say(canary(50)));
    await p.getByRole("button", { name: /^Place in Room/ }).click();
    await p.getByText(/^Saved and proved/).waitFor();
    await p.getByRole("button", { name: "Back to tonight" }).click();
    await d.getByRole("link", { name: "Tonight" }).click();
    await d.getByRole("button", { name: resident }).waitFor();
    await writeIncident(d, (length) => say(canary(length)));
    await d.getByRole("link", { name: "Tonight" }).click();
    await d.getByRole("button", { name: resident }).waitFor();
    await writeFile(d, resident, (length) => say(canary(length)));
    await d.getByRole("link", { name: "Tonight" }).click();
    await d.getByRole("button", { name: resident }).waitFor();
    await d.keyboard.press("Control+k");
    await d.getByRole("combobox").fill(say(canary()));
    await d.keyboard.press("Escape");
    await d.getByRole("button", { name: resident }).click();
    await d.getByRole("dialog").getByRole("link", { name: "Departure" }).click();
    await d.getByLabel("Why").selectOption("planned_move_on");
    await d.getByLabel("Where to").selectOption("own_tenancy");
    await fill(d, "A note, if needed", say(canary(80)));
    await d.getByRole("button", { name: "Write the departure" }).click();
    await d.getByRole("heading", { name: /^Night of / }).waitFor();
    await comeBack(d, resident, (length) => say(canary(length)));
    await liveAWeek(d, (length) => say(canary(length)));
    await d.getByRole("link", { name: /All kept/ }).waitFor();
    const changed = say(await changePassphrase(d, ines.passphrase));

    // A third device, shared: the kit opens it, and its card is typed again after a lock.
    const shared = await open("desk");
    const s = shared.page;
    await s.goto(wire.url);
    await s.getByRole("link", { name: /I have my kit/ }).click();
    await fill(s, "Account key", kit.groups.join(" "));
    await s.getByRole("button", { name: "Continue" }).click();
    await fill(s, "Your login", kit.login);
    await s.getByRole("button", { name: "Continue" }).click();
    await fill(s, "Passphrase", phrase);
    await fill(s, "What this device shows before it is unlocked", label());
    await s.getByText("Several people use this device").click();
    await s.getByRole("button", { name: "Open" }).click();
    await s.getByRole("button", { name: "They are the same" }).click();
    await s.getByRole("heading", { name: /^Night of / }).waitFor();
    await s.getByRole("link", { name: "Settings" }).click();
    await s.getByRole("button", { name: "Lock now" }).click();
    await fill(s, "Account key from your sheet", kit.groups.join(" "));
    await s.getByRole("button", { name: "Use", exact: true }).click();
    await unlock(s, phrase);
    await s.getByRole("heading", { name: "Settings" }).waitFor();

    // Somebody new comes in by the sheets of the founding.
    const recovered = await open("desk");
    const r = recovered.page;
    await r.goto(wire.url);
    await comeInBySheets(r, sheets, { name: say(canary()), label: label() }, say);

    await showOutside(d, (length) => say(canary(length)));
    // What is no witness's line is refused; who watches is no secret.
    await goTo(d, "Trust");
    await d.getByRole("link", { name: "Name a witness" }).click();
    await fill(d, "The line that the witness gave", say(canary(40)));
    await d.getByRole("button", { name: "Name this witness" }).click();
    await d.getByText("This is not the line of a witness").waitFor();
    await takeOver({ holder: d, other: p }, resident, (length) => say(canary(length)));

    // A month is over: the founder's next device, on which it is later.
    const next = await open("desk");
    const n = next.page;
    const then = afterNextMonth();
    await (await SetClock.in(next.context)).set(then.toISOString());
    await n.goto(wire.url);
    await openByKit(n, {
      groups: ines.groups.join(" "),
      login: ines.login,
      passphrase: changed,
    });
    await changeClosedMonth(n, then, (length) => say(canary(length)));

    // Locked everywhere; then the search.
    for (const { page } of [desk, phone, shared, recovered, next]) {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").fill("Lock now");
      await page.keyboard.press("Enter");
      await page
        .getByText("Passphrase", { exact: true })
        .or(page.getByText(/^Account key from/))
        .waitFor();
    }
    const planted = canary(24);
    const search = new Search([...typed, planted]);
    await plantInPage(p, planted);
    const kept = await lookInKept(search, p);
    await lookInKept(search, d);
    await lookInKept(search, s);
    await lookInKept(search, r);
    await lookInKept(search, n);
    const tables = await lookInTables(search, join(data, "postgres"), planted);
    let files = await search.lookInFolder("data folder, running", data);
    for (const device of devices) await device.close();
    for (const at of devices.keys()) {
      files += await search.lookInFolder("browser profile, locked", join(traces, `profile-${at}`));
    }
    await wire.close();
    const pieces = heard.pieces();
    for (const [who, bytes] of pieces) search.look(`wire: ${who}`, bytes);
    expect(pieces.some(([, bytes]) => bytes.includes("POST /v1/append"))).toBe(true);
    let exchanges = 0;
    for (const at of devices.keys()) {
      exchanges += await lookInRecording(search, join(traces, `${at}.har`));
    }
    server.process.kill("SIGTERM");
    await server.ended();
    files += await search.lookInFolder("data folder, stopped", data);
    expect(server.said()).toMatch(/"route":"\/v1\/append"/);
    const output = needlesOf(planted).map(({ bytes }) => bytes);
    search.look("output", Buffer.concat([Buffer.from(server.said()), ...output]));

    const places = [
      "kept by the browser",
      "tables",
      "data folder, running",
      "browser profile",
      "wire",
    ].concat(["recording, its file", "recording, its bodies", "data folder, stopped", "output"]);
    const encodings = new Set(needlesOf(planted).map(({ encoding }) => encoding));
    console.log(
      `Searched ${places.length} places (${files} files, ${tables} tables, ${kept} values of a browser, ` +
        `${exchanges} exchanges; ${(search.bytes / 1e6).toFixed(0)} MB) for ${typed.length} texts in up to ` +
        `${encodings.size} encodings: ${search.needles} in all.`,
    );
    for (const place of places) {
      const hits = search.hits.filter((hit) => hit.text === planted && hit.where.startsWith(place));
      const foundIn = new Set(hits.map((hit) => hit.encoding));
      console.log(
        `Planted text found in ${foundIn.size} of ${encodings.size} encodings: ${place}.`,
      );
      // A recording keeps text, so of what was planted as bytes its file has those encodings that are text.
      if (place === "recording, its file") expect(foundIn.size).toBeGreaterThan(0);
      else expect([...encodings].filter((encoding) => !foundIn.has(encoding))).toEqual([]);
    }
    const onDevice = (hit: { text: string; where: string }): boolean =>
      labels.includes(hit.text) && /browser/.test(hit.where);
    const leaks = search.hits.filter((hit) => hit.text !== planted && !onDevice(hit));
    console.log(`${leaks.length} hits.`);
    expect(leaks).toEqual([]);
  },
);
