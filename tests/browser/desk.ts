import type { Download, Page } from "playwright-core";
import { found, unlock } from "./hands.ts";
import { SetClock } from "./past.ts";
import type { Device } from "./profiles.ts";
import { cell, heard, openCalendar } from "./tape.ts";

/** One room of a house, as the wizard asks for it. */
export interface WizardRoom {
  readonly label: string;
  readonly mode: string;
  readonly beds: readonly string[];
}

const past = async (): Promise<void> => undefined;

/** A desk at which months go by: everything is typed and read on its screens, at the time that is set. */
export class Desk {
  readonly page: Page;
  readonly #url: string;
  /** Where it has a clock of its own. */
  readonly #clock: SetClock | undefined;
  #passphrase = "";

  constructor(device: Device, url: string, clock?: SetClock) {
    this.page = device.page;
    this.#url = url;
    this.#clock = clock;
  }

  /** One whose time can be set. */
  static async ofMonths(device: Device, url: string): Promise<Desk> {
    return new Desk(device, url, await SetClock.in(device.context));
  }

  button = (name: string | RegExp) => this.page.getByRole("button", { name });
  link = (name: string) => this.page.getByRole("link", { name, exact: true });

  /** Founds the organisation at a moment. */
  async found(instant: string): Promise<void> {
    await this.#clock?.set(instant);
    await this.page.goto(this.#url);
    const { passphrase } = await found(this.page, { neutral: "Nordwind", own: "Ines" }, past);
    this.#passphrase = passphrase;
  }

  /** Comes back at another time: the page is loaded anew, and unlocked. */
  async opens(instant: string): Promise<void> {
    await this.#clock?.set(instant);
    await this.goes("/");
  }

  /** Opens an address, and the account. */
  async goes(path: string): Promise<void> {
    await this.page.goto(`${this.#url}${path}`);
    await unlock(this.page, this.#passphrase);
    await this.link("Capacity").waitFor();
  }

  /** Sets a house up in the wizard, found by the palette. */
  async houseOf(name: string, kind: string, rooms: readonly WizardRoom[]): Promise<void> {
    const { page, button } = this;
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").getByRole("combobox").fill("New house");
    await page.keyboard.press("Enter");
    await page.getByLabel("Code-name").fill(name);
    await page.getByLabel("Kind", { exact: true }).selectOption(kind);
    await button("Continue").click();
    for (const [index, { label, mode, beds }] of rooms.entries()) {
      if (index > 0) await button("Add a room").click();
      const room = page.getByRole("region", { name: /^Room / }).nth(index);
      const count = room.getByRole("status");
      const now = async (): Promise<number> => Number(await count.textContent());
      for (let left = 20; left > 0 && (await now()) !== beds.length; left--) {
        const name = (await now()) < beds.length ? "One bed more" : "One bed fewer";
        await room.getByRole("button", { name }).click();
      }
      await room.getByRole("combobox").first().selectOption(mode);
      for (const [at, bed] of beds.entries()) await room.locator(".bed-label").nth(at).fill(bed);
      await room.getByRole("textbox").first().fill(label);
    }
    for (let step = 0; step < 2; step++) await button("Continue").first().click();
    await button("Set up the house").click();
    await this.night();
  }

  /** Waits for a board. */
  async night(): Promise<void> {
    await this.page.getByRole("heading", { name: /^Night of / }).waitFor();
  }

  /** The board of a house, by the list of all. */
  async board(house: string): Promise<void> {
    await this.link("Capacity").click();
    await this.page
      .getByRole("table")
      .first()
      .getByRole("link", { name: house, exact: true })
      .click();
    await this.link("Its board tonight").click();
    await this.night();
  }

  /** Opens what can be done about a bed, found by its label or by whoever has it. */
  async bedOf(house: string, bed: string): Promise<void> {
    await this.board(house);
    await this.page.locator(`button.bed[aria-label*="${bed}"]`).first().click();
    await this.page.getByRole("dialog").waitFor();
  }

  /** Opens a resident's file by her bed. */
  async fileOf(house: string, name: string): Promise<void> {
    await this.bedOf(house, name);
    await this.page.getByRole("link", { name: "Open her file" }).click();
    await this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** Somebody arrives in a room; where she had asked for a place, the arrival answers her. */
  async arrives(
    house: string,
    name: string,
    { room, child, asked = false }: { room: string; child?: string; asked?: boolean },
  ): Promise<void> {
    const { page, button } = this;
    if (asked) {
      await this.asks(house);
      await this.link("She is here").click();
    } else {
      await this.board(house);
      await this.link("Arrival").first().click();
    }
    await page.getByLabel("Called-name", { exact: true }).fill(name);
    if (child !== undefined) {
      await button("One more: Children").click();
      await page.getByRole("group", { name: "Age of the child" }).getByText(child).click();
    }
    await button(/^See \d places? that/).click();
    await page.getByRole("radio", { name: new RegExp(`^Room ${room},`) }).check();
    await button(`Place in Room ${room}`).click();
    await page.getByText(/^Saved and proved/).waitFor();
    await button("Back to tonight").click();
    await this.night();
  }

  async departs(house: string, name: string): Promise<void> {
    const { page } = this;
    await this.bedOf(house, name);
    await page.getByRole("dialog").getByRole("link", { name: "Departure" }).click();
    await page.getByLabel("Why").selectOption("planned_move_on");
    await page.getByLabel("Where to").selectOption("own_tenancy");
    await this.button("Write the departure").click();
    await this.night();
  }

  /** A request for a place for one woman is written down, and stands open. */
  async asks(house: string): Promise<void> {
    await this.#requests(house);
    await this.link("New request").click();
    await this.button("Write it down").click();
    await this.page.getByText("Answer without a place").waitFor();
  }

  /** A request is declined with one tap on its reason. */
  async declines(house: string, reason: string, family?: string): Promise<void> {
    await this.#requests(house);
    await this.link("No place").click();
    if (family !== undefined) await this.page.getByText(family, { exact: true }).click();
    await this.button(reason).click();
    await this.page
      .getByText(/^Written: /)
      .first()
      .waitFor();
  }

  async #requests(house: string): Promise<void> {
    await this.board(house);
    await this.link("Requests").first().click();
    await this.link("New request").waitFor();
  }

  /** Somebody who was here comes back, found by her name, perhaps to another house than the one that she left. */
  async returns(name: string, house: string, room: string): Promise<void> {
    const { page } = this;
    await this.link("People").click();
    await page.getByRole("searchbox").fill(name);
    await page.getByRole("link", { name: new RegExp(name) }).click();
    await this.link("She comes back").click();
    await page.getByLabel("To which house").selectOption({ label: house });
    await page.getByLabel("Which request this answers").selectOption({ index: 1 });
    await page.getByRole("radio", { name: new RegExp(`^Room ${room},`) }).check();
    await this.button(`Place in Room ${room}`).click();
    await this.night();
  }

  /** Stands on a cell of a house's calendar: so many beds down and nights back from tonight. What is heard there. */
  async cellOf(house: string, bed: number, nights: number): Promise<string> {
    const { page } = this;
    await this.board(house);
    await openCalendar(page);
    await cell(page).focus();
    for (let down = 0; down < bed; down += 1) await page.keyboard.press("ArrowDown");
    for (let back = 0; back < nights; back += 1) await page.keyboard.press("ArrowLeft");
    return heard(page);
  }

  /** Presses on the cell, and names who is to be placed there where it is free. What the sheet says to it. */
  async placesThere(name: string): Promise<string> {
    const { page } = this;
    await page.keyboard.press("Enter");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("Called-name").first().fill(name);
    await page.keyboard.press("Enter");
    const refused = sheet.getByRole("alert");
    const placed = page.locator(".toast").getByText(`${name} placed`);
    await refused.or(placed).first().waitFor();
    const said = (await refused.count()) > 0 ? await refused.innerText() : "";
    if (said !== "") await page.keyboard.press("Escape");
    return said;
  }

  /** The value of a figure, and of its numbers, in the column of a house. */
  async figure(code: string, column: string): Promise<string> {
    const { page } = this;
    const table = page.locator("table").filter({ has: page.locator(`[data-figure="${code}"]`) });
    const heads = await table.locator("thead th").allInnerTexts();
    const line = table.locator(`[data-figure="${code}"] td`).nth(heads.indexOf(column) - 1);
    const value = await line.locator("b").innerText();
    const parts = (await line.locator(".parts").allInnerTexts()).map((text) => ` = ${text}`);
    return `${value}${parts.join("")}`.replaceAll(/[\s\u00a0\u202f]+/g, " ");
  }

  /** Several figures of a column. */
  async figures(codes: readonly string[], column: string): Promise<Record<string, string>> {
    const read = codes.map(async (code) => [code, await this.figure(code, column)] as const);
    return Object.fromEntries(await Promise.all(read));
  }

  /** Takes a file of what leaves. */
  async taken(name: string): Promise<Download> {
    const leaves = this.page.getByRole("region", { name: "What leaves" });
    const [file] = await Promise.all([
      this.page.waitForEvent("download"),
      leaves.getByRole("button", { name }).click(),
    ]);
    return file;
  }

  /** The fields of a line of a table, without what only a screen reader hears. */
  async row(line: string): Promise<readonly string[]> {
    await this.page.locator(line).first().waitFor();
    const cells = await this.page.locator(`${line} td`).all();
    const texts = await Promise.all(
      cells.map((one) =>
        one.evaluate((element) => {
          const copy = element.cloneNode(true) as Element;
          for (const hidden of copy.querySelectorAll(".hidden")) hidden.remove();
          return copy.textContent ?? "";
        }),
      ),
    );
    return texts.map((text) => text.replaceAll(/\s+/g, " ").trim());
  }
}
