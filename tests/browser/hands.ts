import type { Page } from "playwright-core";
import { goTo } from "./places.ts";

/** What a person does on the entering screens, by the words that stand on them. */
export interface Account {
  /** Words of the passphrase, as they were shown. */
  readonly passphrase: string;
  readonly groups: readonly string[];
  readonly login: string;
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** Reads the passphrase that was made, hides it, types it back, and presses the last button. */
export async function takePassphrase(page: Page, done: string): Promise<string> {
  const words = page.locator("ol.words b");
  await words.nth(5).waitFor();
  const passphrase = (await words.allTextContents()).join(" ");
  await button(page, "I know it").click();
  await page.getByLabel("Type it once").fill(passphrase);
  await button(page, done).click();
  return passphrase;
}

/** Reads the kit and types the group that is asked for. */
export async function confirmKit(page: Page): Promise<Pick<Account, "groups" | "login">> {
  await page.getByRole("heading", { name: "Your emergency kit" }).waitFor();
  const groups = (await page.locator(".groups > span").allTextContents()).map((text) =>
    text.replace(/^.*:/, "").trim(),
  );
  const login = (await page.locator(".kit-card dd").first().textContent()) ?? "";
  const asked = page.getByLabel(/^I have printed or written it/);
  const label = (await page.locator("form label").textContent()) ?? "";
  const number = Number(/The (\d)/.exec(label)?.[1]);
  await asked.fill(groups[number - 1] ?? "");
  await button(page, "Continue").click();
  return { groups, login };
}

/** Founds an organisation, with recovery sheets, up to its first screen. */
export async function found(
  page: Page,
  names: { neutral: string; own: string },
  look: (screen: string) => Promise<void>,
): Promise<Account> {
  await page.getByRole("link", { name: /Found an organisation/ }).waitFor();
  await look("welcome");
  await page.getByRole("link", { name: /Found an organisation/ }).click();
  await page.getByLabel("Neutral name").fill(names.neutral);
  await page.getByLabel(/Your name/).fill(names.own);
  await look("found");
  await button(page, "Continue").click();
  await page.locator("ol.words b").first().waitFor();
  await look("passphrase");
  const passphrase = await takePassphrase(page, "Found the organisation");
  await page.getByRole("heading", { name: "Your emergency kit" }).waitFor();
  await look("kit");
  const kit = await confirmKit(page);
  await page.getByRole("heading", { name: "Three recovery sheets" }).waitFor();
  await look("recovery sheets");
  await button(page, "All three are on paper").click();
  await page.getByRole("heading", { name: "No house yet" }).waitFor();
  await look("no house yet");
  return { passphrase, ...kit };
}

/** Sets a house up in the wizard: rooms with so many beds each. */
export async function setUpHouse(
  page: Page,
  house: { name: string; rooms: readonly number[] },
  look: (screen: string) => Promise<void>,
): Promise<void> {
  await page.getByRole("link", { name: "Set up a house" }).click();
  await fillHouse(page, house, look);
}

/** Fills the wizard in, from its first page to the board. */
export async function fillHouse(
  page: Page,
  house: { name: string; rooms: readonly number[] },
  look: (screen: string) => Promise<void>,
): Promise<void> {
  await page.getByLabel("Code-name").fill(house.name);
  await look("house: name");
  await button(page, "Continue").click();
  for (const [index, beds] of house.rooms.entries()) {
    if (index > 0) await button(page, "Add a room").click();
    const room = page.getByRole("region", { name: `Room ${index + 1}`, exact: true });
    const count = room.getByRole("status");
    const now = async (): Promise<number> => Number(await count.textContent());
    for (let left = 20; left > 0 && (await now()) !== beds; left--) {
      await button(page, (await now()) < beds ? "One bed more" : "One bed fewer")
        .nth(index)
        .click();
    }
  }
  await look("house: rooms");
  await button(page, "Continue").click();
  await look("house: rules");
  await button(page, "Continue").click();
  await look("house: review");
  await button(page, "Set up the house").click();
  await page.getByRole("heading", { name: /^Night of / }).waitFor();
}

/** Invites someone who stands beside her; returns the link that the square holds. */
export async function invite(
  page: Page,
  who: { name: string; preset: string; house: string },
  look: (screen: string) => Promise<void>,
): Promise<string> {
  await goTo(page, "Team");
  await page.getByRole("heading", { name: "Team" }).waitFor();
  await look("team");
  await page.getByRole("link", { name: "Invite" }).click();
  await page.getByLabel(/^Her name/).fill(who.name);
  await page.getByText(who.preset, { exact: true }).click();
  const house = page.getByRole("checkbox", { name: who.house });
  if (!(await house.isChecked())) await house.check();
  await look("invite");
  await button(page, "Make the invite").click();
  const link = page.getByLabel("The link", { exact: true });
  await link.waitFor();
  await look("invite made");
  return link.inputValue();
}

/** Joins by a link, up to the kit's confirmation. */
export async function join(
  page: Page,
  link: string,
  name: string,
  look: (screen: string) => Promise<void>,
): Promise<Account> {
  await page.goto(link);
  await page.getByRole("heading", { name: "You are invited" }).waitFor();
  await look("invited");
  await page.getByLabel(/^Your name/).fill(name);
  await page.getByLabel("What this device shows before it is unlocked").fill("Nordwind");
  await button(page, "Continue").click();
  const passphrase = await takePassphrase(page, "Join");
  return { passphrase, ...(await confirmKit(page)) };
}

/** Opens the one account of a device by its passphrase. */
export async function unlock(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByRole("button", { name: "Open", exact: true }).click();
}

/** The beds of the board as a screen reader hears them. */
export const boardOf = (page: Page): Promise<readonly string[]> =>
  page
    .locator("button.bed")
    .evaluateAll((beds) => beds.map((bed) => bed.getAttribute("aria-label") ?? ""));

/** Opens an account on a new device by its kit: the whole code, or the groups and the login typed. */
export async function openByKit(
  page: Page,
  kit: ({ code: string } | { groups: string; login: string }) & { passphrase: string },
): Promise<void> {
  await page.getByRole("link", { name: /I have my kit/ }).click();
  await page.getByLabel("Account key").fill("code" in kit ? kit.code : kit.groups);
  await button(page, "Continue").click();
  if ("login" in kit) {
    await page.getByLabel("Your login").fill(kit.login);
    await button(page, "Continue").click();
  }
  await page.getByLabel("Passphrase", { exact: true }).fill(kit.passphrase);
  await button(page, "Open").click();
  await button(page, "They are the same").click({ timeout: 120_000 });
}
