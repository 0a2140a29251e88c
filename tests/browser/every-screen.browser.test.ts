import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ar } from "../../web/src/i18n/ar/index.ts";
import { de } from "../../web/src/i18n/de/index.ts";
import { en } from "../../web/src/i18n/en/index.ts";
import { fr } from "../../web/src/i18n/fr/index.ts";
import { type Language, languages } from "../../web/src/i18n/language.ts";
import type { SignIn } from "../../web/src/sample/team.ts";
import { pathOf, type Route } from "../../web/src/state/routes.ts";
import { clientFolder } from "#server/webclient.ts";
import { chromiumPath } from "../chromium.ts";
import { serveSample } from "../sampled.ts";
import type { Servers } from "../server/world.ts";
import { findings } from "./axe.ts";
import { openByKit } from "./hands.ts";
import { misplaced } from "./layout.ts";
import { type Device, openDevice } from "./profiles.ts";
import { unreached } from "./reach.ts";
import { pictures } from "./pictures.ts";

/** Who looks at a screen: nobody who has signed in, or somebody of the sample. */
type Who = "nobody" | "manager" | "director";
type House = Extract<Route, { is: "tonight" }>["house"];
interface Known {
  readonly house: House;
  readonly stay: string;
  readonly incident: string;
  readonly member: string;
}

/** Every place of the client and who is shown it; the compiler knows when one is missing. */
const visits: { readonly [Is in Route["is"]]: readonly [Who, (known: Known) => Route] } = {
  home: ["nobody", () => ({ is: "home" })],
  found: ["nobody", () => ({ is: "found" })],
  join: ["nobody", () => ({ is: "join" })],
  restore: ["nobody", () => ({ is: "restore" })],
  knows: ["nobody", () => ({ is: "knows" })],
  checkup: ["nobody", () => ({ is: "checkup" })],
  tonight: ["manager", ({ house }) => ({ is: "tonight", house })],
  arrival: ["manager", ({ house }) => ({ is: "arrival", house })],
  move: ["manager", ({ house, stay }) => ({ is: "move", house, stay })],
  departure: ["manager", ({ house, stay }) => ({ is: "departure", house, stay })],
  file: ["manager", ({ house, stay }) => ({ is: "file", house, stay })],
  return: ["manager", ({ house, stay }) => ({ is: "return", house, stay })],
  incidents: ["manager", ({ house }) => ({ is: "incidents", house })],
  newIncident: ["manager", ({ house }) => ({ is: "newIncident", house })],
  incident: ["manager", ({ house, incident }) => ({ is: "incident", house, incident })],
  handover: ["manager", ({ house }) => ({ is: "handover", house })],
  tasks: ["manager", () => ({ is: "tasks" })],
  calendar: ["manager", ({ house }) => ({ is: "calendar", house })],
  inventory: ["manager", ({ house }) => ({ is: "inventory", house })],
  requests: ["manager", ({ house }) => ({ is: "requests", house })],
  newRequest: ["manager", ({ house }) => ({ is: "newRequest", house })],
  turnAway: ["manager", ({ house }) => ({ is: "turnAway", house })],
  // Nothing has these ids: what a screen says of something that is gone.
  request: ["manager", ({ house, stay }) => ({ is: "request", house, request: stay })],
  transfer: ["manager", ({ house, stay }) => ({ is: "transfer", house, offer: stay })],
  offerTransfer: ["manager", ({ house, stay }) => ({ is: "offerTransfer", house, stay })],
  people: ["manager", () => ({ is: "people" })],
  question: ["manager", () => ({ is: "question", entry: "0".repeat(28) })],
  capacity: ["director", () => ({ is: "capacity" })],
  houseCapacity: ["director", ({ house }) => ({ is: "houseCapacity", house })],
  reports: ["director", () => ({ is: "reports" })],
  outbox: ["manager", () => ({ is: "outbox" })],
  newHouse: ["director", () => ({ is: "newHouse" })],
  team: ["director", () => ({ is: "team" })],
  invite: ["director", () => ({ is: "invite" })],
  handOver: ["director", ({ house }) => ({ is: "handOver", house })],
  member: ["director", ({ member }) => ({ is: "member", member })],
  organisation: ["director", () => ({ is: "organisation" })],
  roles: ["director", () => ({ is: "roles" })],
  trust: ["manager", () => ({ is: "trust" })],
  witnesses: ["director", () => ({ is: "witnesses" })],
  settings: ["manager", () => ({ is: "settings" })],
  keys: ["manager", () => ({ is: "keys" })],
  passphrase: ["manager", () => ({ is: "passphrase" })],
  addDevice: ["manager", () => ({ is: "addDevice" })],
  renewKeys: ["manager", () => ({ is: "renewKeys" })],
  recover: ["nobody", () => ({ is: "recover" })],
  // Nobody has this id: what the screen says of a member who is none.
  replace: ["director", ({ stay }) => ({ is: "replace", member: stay })],
};
const places = Object.keys(visits) as Route["is"][];

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } } as const;
const kinds = ["phone", "desk"] as const;
const themes = ["light", "dark"] as const;
const long = process.env["LONG"] === "1";

/**
 * The ways in which a place is looked at, of sixteen: all of them with `LONG`, otherwise one, another for each place, so
 * that every way is taken somewhere.
 */
function waysOf(place: Route["is"], language: Language): readonly (readonly [string, string])[] {
  const all = kinds.flatMap((kind) => themes.map((theme) => [kind, theme] as const));
  if (long || pictures !== undefined) return all;
  const turn = places.indexOf(place);
  const way = all[(turn >> 2) % all.length];
  return way !== undefined && languages[turn % languages.length] === language ? [way] : [];
}

const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, fr, de, ar };
let servers: Servers;
const devices: Device[] = [];
const pages = new Map<Who, Page>();
let known: Known;
const looks: string[] = [];
const wrong: string[] = [];

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  const sample = await serveSample({ clientFolder });
  servers = sample.servers;
  pages.set("nobody", await open());
  for (const who of ["manager", "director"] as const)
    pages.set(who, await signIn(sample.signIns, who));
  const manager = page("manager");
  const stay = await someStay(manager);
  const incident = await someIncident(manager, stay.house);
  known = { ...stay, incident, member: await someMember(page("director")) };
}, 400_000);

afterAll(async () => {
  for (const device of devices) await device.close();
  await servers?.stop();
});

async function open(): Promise<Page> {
  const device = await openDevice("desk");
  devices.push(device);
  await device.page.goto(servers.url);
  return device.page;
}

async function signIn(signIns: readonly SignIn[], who: SignIn["role"]): Promise<Page> {
  const found = signIns.find(({ role }) => role === who);
  if (found === undefined) throw new Error(`nobody signs in as ${who}`);
  const opened = await open();
  await openByKit(opened, { code: found.kit.code, passphrase: found.passphrase });
  await opened.locator("nav").first().waitFor();
  return opened;
}

function page(who: Who): Page {
  const found = pages.get(who);
  if (found === undefined) throw new Error(`${who} has no page`);
  return found;
}

/** Somebody who is in the manager's house tonight, found on its board. */
async function someStay(at: Page): Promise<Pick<Known, "house" | "stay">> {
  await at.locator("button.bed.is-occupied, button.bed").first().waitFor();
  const house = new URL(at.url()).pathname.split("/")[2] as House;
  for (const bed of await at.locator("button.bed").all()) {
    await bed.click();
    const link = at.getByRole("dialog").locator('a[href*="/m/"]');
    const there = await link.waitFor({ timeout: 2_000 }).then(
      () => true,
      () => false,
    );
    if (there) {
      const stay = (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
      await at.keyboard.press("Escape");
      return { house, stay };
    }
    await at.keyboard.press("Escape");
  }
  throw new Error("nobody is in the house");
}

/** An incident of the house, or one that nobody can read where none is written. */
async function someIncident(at: Page, house: House): Promise<string> {
  await go(at, { is: "incidents", house });
  const link = at.locator("main a[href*='/i/']").filter({ hasNotText: /^$/ });
  const paths = await link.evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
  const path = paths.find((one) => /\/i\/[0-9a-f]{32}$/.test(one));
  return path?.split("/").at(-1) ?? "0".repeat(32);
}

/** A colleague of the director's, found on the page of the team. */
async function someMember(at: Page): Promise<string> {
  await go(at, { is: "team" });
  const link = at.locator("main a[href^='/team/m/']").first();
  await link.waitFor();
  return (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
}

/** Speaks another language, as a person does it: on the first page by its list, behind the lock by the palette. */
async function speak(at: Page, who: Who, language: Language): Promise<void> {
  if ((await at.locator("html").getAttribute("lang")) === language) return;
  if (who === "nobody") {
    await at.locator(".languages select").selectOption(language);
  } else {
    await at.keyboard.press("Control+k");
    await at.keyboard.type(
      { en: "English", fr: "Français", de: "Deutsch", ar: "العربية" }[language],
    );
    await at.keyboard.press("Enter");
  }
  await at.locator(`html[lang="${language}"]`).waitFor();
}

/** Goes to a place as Back and Forward do, and waits until it has been drawn. */
async function go(at: Page, to: Route): Promise<void> {
  await at.evaluate((path) => {
    history.pushState(null, "", path);
    dispatchEvent(new PopStateEvent("popstate"));
    scrollTo(0, 0);
  }, pathOf(to));
  await at.locator("h1").first().waitFor();
  await at
    .locator("[aria-busy='true'], .bones, [data-verdict='going']")
    .first()
    .waitFor({ state: "detached" });
  await at.waitForTimeout(100);
}

/** English words on a page that speaks another language: texts that are a message there and another one here. */
async function leftInEnglish(at: Page, language: Language): Promise<readonly string[]> {
  if (language === "en") return [];
  const shown = new Set(
    (await at.locator("body").innerText()).split("\n").map((line) => line.trim()),
  );
  const own = new Set(Object.values(catalogues[language]));
  return Object.values(en)
    .filter((text) => shown.has(text) && !own.has(text) && /\p{L}{3}/u.test(text))
    .map((text) => `in English: ${text}`);
}

async function look(at: Page, called: string, language: Language): Promise<void> {
  looks.push(called);
  for (const finding of await misplaced(at)) wrong.push(`${called}: ${finding}`);
  for (const finding of await findings(at)) wrong.push(`${called}: ${finding}`);
  for (const finding of await leftInEnglish(at, language)) wrong.push(`${called}: ${finding}`);
}

test.skipIf(chromiumPath === undefined)(
  "on every screen, in every language, light and dark, on phone and desk, nothing is cut off, covered or found by axe",
  async () => {
    for (const language of languages) {
      for (const place of places) {
        const ways = waysOf(place, language);
        if (ways.length === 0) continue;
        const [who, routeTo] = visits[place];
        const at = page(who);
        await speak(at, who, language);
        await go(at, routeTo(known));
        for (const [kind, theme] of ways) {
          const size = sizes[kind as keyof typeof sizes];
          await at.emulateMedia({ colorScheme: theme as "light" | "dark" });
          await at.setViewportSize(size);
          const called = `${place}-${language}-${kind}-${theme}`;
          if (pictures !== undefined) {
            await at.screenshot({ path: join(pictures, `${called}.png`) });
          }
          if (pictures !== undefined && !long) continue;
          const whole = await at.evaluate(() => document.documentElement.scrollHeight);
          await at.setViewportSize({ ...size, height: Math.max(size.height, whole) });
          await look(at, called, language);
          await at.setViewportSize(size);
        }
      }
    }
    console.log(`${looks.length} looks at ${places.length} screens.`);
    if (pictures !== undefined && !long) return;
    expect(wrong).toEqual([]);
    expect(new Set(looks).size).toBe(places.length * (long ? 16 : 1));
  },
  long ? 3_600_000 : 900_000,
);

test.skipIf(chromiumPath === undefined)(
  "on every screen everything is reached by Tab, and seen to be",
  async () => {
    const missed: string[] = [];
    // Without `LONG` every second place, on phone and desk in turn.
    for (const [turn, place] of places.entries()) {
      if (!long && turn % 2 === 1) continue;
      const [who, routeTo] = visits[place];
      const at = page(who);
      for (const kind of long ? kinds : [kinds[(turn / 2) % 2] ?? "desk"]) {
        await at.setViewportSize(sizes[kind]);
        await go(at, routeTo(known));
        for (const finding of await unreached(at)) missed.push(`${place}, ${kind}: ${finding}`);
      }
    }
    expect(missed).toEqual([]);
  },
);

test.skipIf(chromiumPath === undefined)(
  "nobody broke the page's policy, and nothing failed",
  () => {
    expect(devices.flatMap(({ errors, violations }) => [...errors, ...violations])).toEqual([]);
  },
);
