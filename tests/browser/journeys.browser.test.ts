import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languageNames } from "../../web/src/i18n/names.ts";
import type { Language } from "../../web/src/i18n/language.ts";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { fillHouse, found, join, setUpHouse, unlock } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";
import { Thumb } from "./taps.ts";
import { type Words, wordsIn } from "./words.ts";
import type { MessageKey } from "../../web/src/i18n/en/index.ts";
import { placeIn } from "./places.ts";

/** The journeys of every day with the time that each may take; seconds hold one second of thought for each tap. */
/** A share of them in `npm test`: the smaller size, in the language that is read the other way. */
const kinds = process.env["LONG"] ? (["phone", "desk"] as const) : (["phone"] as const);
type Kind = "phone" | "desk";
const spoken = process.env["LONG"] ? (["en", "ar"] as const) : (["ar"] as const);
const share = kinds.flatMap((kind) => spoken.map((language) => [kind, language] as const));
const past = async (): Promise<void> => undefined;

let servers: Servers;
const devices = new Map<Kind, Device>();
const passphrases = new Map<Kind, string>();

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  for (const kind of kinds) {
    const device = await openDevice(kind);
    devices.set(kind, device);
    await device.page.goto(servers.url);
    const { passphrase } = await found(device.page, { neutral: "Nordwind", own: "Ines" }, past);
    passphrases.set(kind, passphrase);
    await setUpHouse(device.page, { name: "Weide", rooms: [2] }, past);
    await device.page.goto(`${servers.url}/house`);
    await unlock(device.page, passphrase);
    await fillHouse(device.page, { name: "Linde", rooms: [3, 3, 4, 4, 4, 4] }, past);
  }
}, 300_000);

afterAll(async () => {
  for (const device of devices.values()) await device.close();
  await servers?.stop();
});

/** The visible one of several that say the same: a phone and a desk have the same deed in different places. */
const shown = (locator: Locator): Locator => locator.filter({ visible: true }).first();

const labels = (beds: readonly Element[]): readonly string[] =>
  beds.map((bed) => bed.getAttribute("aria-label") ?? "");

/** A person at work: her page, the words of her language, and her thumb. */
class Hand {
  readonly page: Page;
  readonly words: Words;
  readonly thumb: Thumb;
  readonly #name: string;

  constructor(kind: Kind, language: Language, journey: string) {
    this.page = devices.get(kind)?.page as Page;
    this.words = wordsIn(language);
    this.thumb = new Thumb(this.page, kind === "phone" ? "touch" : "mouse");
    this.#name = `${journey} on a ${kind} in ${language}`;
  }

  /** Speaks her language and stands on the board. */
  async begin(): Promise<void> {
    const { page, words } = this;
    const spoken = await page.locator("html").getAttribute("lang");
    if (spoken !== words.language) {
      const now = wordsIn((spoken ?? "en") as Language);
      const more = now.said("nav.more");
      await (await placeIn(page, now.said("nav.settings"), { more })).click();
      await page.getByText(languageNames[words.language], { exact: true }).click();
      await page.locator(`html[lang=${words.language}]`).waitFor();
    }
    await shown(page.getByRole("link", { name: words.said("nav.tonight"), exact: true })).click();
    await page.getByRole("heading", { name: words.like("tonight.title") }).waitFor();
    await this.thumb.begin();
  }

  button = (key: Parameters<Words["like"]>[0]): Locator =>
    shown(this.page.getByRole("button", { name: this.words.like(key) }));
  link = (key: Parameters<Words["like"]>[0]): Locator =>
    shown(this.page.getByRole("link", { name: this.words.like(key) }));
  /** Goes to a place, by the taps that it takes. */
  async go(key: MessageKey): Promise<void> {
    const tap = (what: Locator): Promise<void> => this.thumb.tap(what);
    const more = this.words.said("nav.more");
    await tap(await placeIn(this.page, this.words.said(key), { more, tap }));
  }
  bed = (name: string): Locator => shown(this.page.locator("button.bed", { hasText: name }));

  async choose(key: Parameters<Words["like"]>[0], option: string): Promise<void> {
    const field = shown(this.page.getByLabel(this.words.said(key), { exact: true }));
    // A phone opens its own list: one tap opens it, one chooses.
    await this.thumb.tap(field);
    await field.selectOption(option);
    await this.page.keyboard.press("Escape");
  }

  /** What it took since the board, printed. */
  async took(): Promise<{ readonly taps: number; readonly seconds: number }> {
    const { taps, seconds } = await this.thumb.count();
    console.log(
      `${this.#name}: ${taps} taps, ${seconds.toFixed(1)} s with a second of thought for each.`,
    );
    return { taps, seconds };
  }
}

describe.skipIf(chromiumPath === undefined).each(share)("on a %s in %s", (kind, language) => {
  const name = `${language === "ar" ? "ليلى" : "Salma"} ${kind}`;

  test("a woman with two children has a place (N1)", async () => {
    const hand = new Hand(kind, language, "N1");
    await hand.begin();
    const { thumb, words, page } = hand;
    await thumb.tap(hand.link("tonight.arrival"));
    await page.getByLabel(words.said("arrival.name"), { exact: true }).fill(name);
    const more = page.getByRole("button", {
      name: new RegExp(
        `${words.said("stepper.more").replace("{label}", "")}.*${words.said("arrival.children")}`,
      ),
    });
    await thumb.tap(more);
    await thumb.tap(more);
    const ages = page.getByRole("group", { name: words.like("arrival.ageOf") });
    await thumb.tap(ages.nth(0).getByText(words.said("ageBand.3-5"), { exact: true }));
    await thumb.tap(ages.nth(1).getByText(words.said("ageBand.6-11"), { exact: true }));
    await thumb.tap(hand.button("arrival.see"));
    await thumb.tap(hand.button("arrival.place"));
    await page.getByRole("heading", { name: words.like("arrival.has") }).waitFor();
    const took = await hand.took();
    expect(took.taps).toBeLessThanOrEqual(9);
    expect(took.seconds).toBeLessThanOrEqual(90);
    await page.getByText(words.like("outbox.savedAt")).first().waitFor();
    await hand.button("arrival.back").click();
    await hand.bed(name).waitFor();
    for (const band of ["ageBand.3-5", "ageBand.6-11"] as const) {
      const spoken = await page.locator("button.bed").evaluateAll(labels);
      expect(spoken.some((bed) => bed.includes(words.said(band)))).toBe(true);
    }
  });

  test("she is moved within the house (N3)", async () => {
    const hand = new Hand(kind, language, "N3");
    await hand.begin();
    const { thumb, page } = hand;
    await thumb.tap(hand.bed(name));
    await thumb.tap(hand.link("bed.move"));
    await thumb.tap(hand.button("move.do"));
    await page.getByRole("heading", { name: hand.words.like("tonight.title") }).waitFor();
    await page.getByText(hand.words.like("move.done")).waitFor();
    expect((await hand.took()).seconds).toBeLessThanOrEqual(20);
  });

  test("her departure is written (C1)", async () => {
    const hand = new Hand(kind, language, "C1");
    await hand.begin();
    const { thumb, page, words } = hand;
    await thumb.tap(hand.bed(name));
    await thumb.tap(hand.link("tonight.departure"));
    await hand.choose("departure.reason", words.said("departureReason.planned_move_on"));
    await hand.choose("departure.destination", words.said("destination.own_tenancy"));
    await thumb.tap(
      page
        .getByRole("group", { name: words.said("departure.safeByHerView") })
        .getByText(words.said("safe.safe"), { exact: true }),
    );
    await thumb.tap(hand.button("departure.do"));
    await page.getByText(words.like("departure.done")).waitFor();
    expect((await hand.took()).seconds).toBeLessThanOrEqual(120);
    await expect.poll(() => page.locator("button.bed", { hasText: name }).count()).toBe(0);
  });

  test("she is back in two taps after she is found (N5)", async () => {
    const hand = new Hand(kind, language, "N5");
    await hand.begin();
    const { thumb, page, words } = hand;
    await hand.go("nav.people");
    await page.getByRole("searchbox").fill(name);
    await shown(page.getByRole("link", { name })).click();
    await hand.link("return.do").waitFor();
    await thumb.begin();
    await thumb.tap(hand.link("return.do"));
    await thumb.tap(hand.button("arrival.place"));
    await page.getByRole("heading", { name: words.like("tonight.title") }).waitFor();
    await hand.bed(name).waitFor();
    const took = await hand.took();
    expect(took.taps).toBe(2);
    expect(took.seconds).toBeLessThanOrEqual(45);
  });

  test("the free places of all houses are seen from the locked device (D1)", async () => {
    const hand = new Hand(kind, language, "D1");
    await hand.begin();
    const { thumb, page, words } = hand;
    await hand.go("nav.settings");
    await hand.button("settings.lock.do").click();
    const field = page.getByLabel(words.said("unlock.passphrase"), { exact: true });
    await field.fill(passphrases.get(kind) ?? "");
    await thumb.begin();
    await thumb.tap(hand.button("unlock.open"));
    await hand.go("nav.capacity");
    await page.getByRole("heading", { name: words.like("capacity.title") }).waitFor();
    await page.getByRole("link", { name: "Weide", exact: true }).waitFor();
    expect((await hand.took()).seconds).toBeLessThanOrEqual(15);
    // The board is that of the house she was in before she locked, not of the first.
    await hand.go("nav.tonight");
    await expect.poll(() => page.locator("button.bed").count()).toBe(22);
  });

  test("the next thirty nights and the stays that end are seen (D2)", async () => {
    const hand = new Hand(kind, language, "D2");
    await hand.begin();
    const { thumb, page, words } = hand;
    await hand.go("nav.capacity");
    await thumb.tap(page.getByRole("heading", { name: words.like("outlook.title") }));
    await page.getByRole("heading", { name: words.like("ending.title") }).scrollIntoViewIfNeeded();
    expect((await hand.took()).seconds).toBeLessThanOrEqual(30);
  });

  test("a report for a funder leaves as a file (D3)", async () => {
    const hand = new Hand(kind, language, "D3");
    await hand.begin();
    const { thumb, page, words } = hand;
    await hand.go("nav.reports");
    await hand.choose("report.period", words.said("report.period.lastMonth"));
    await page.getByRole("heading", { name: words.like("report.leaving") }).waitFor();
    const download = page.waitForEvent("download");
    await thumb.tap(hand.button("report.csv"));
    await (await download).delete();
    expect((await hand.took()).seconds).toBeLessThanOrEqual(180);
  });

  test("a colleague is invited and joins on her own phone (D4)", async () => {
    const hand = new Hand(kind, language, "D4");
    await hand.begin();
    const { thumb, page, words } = hand;
    await hand.go("nav.team");
    await thumb.tap(hand.link("team.invite"));
    await page.getByLabel(words.said("invite.name"), { exact: true }).fill("Bea");
    await thumb.tap(page.getByRole("checkbox", { name: "Linde" }));
    await thumb.tap(hand.button("invite.do"));
    const link = page.getByLabel(words.said("invite.theLink"), { exact: true });
    const invited = await link.inputValue();
    const phone = await openDevice("phone");
    try {
      await join(phone.page, invited, "Bea", past);
      await phone.page.getByRole("heading", { name: /^Night of / }).waitFor();
      await expect.poll(() => phone.page.getByRole("link", { name: "Reports" }).count()).toBe(0);
    } finally {
      await phone.close();
    }
    // On her own phone: her name, the device's, on, the passphrase hidden and typed, the kit's group, on.
    expect((await hand.took()).seconds).toBeLessThanOrEqual(180 - 7);
  });
});
