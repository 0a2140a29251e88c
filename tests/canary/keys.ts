import type { Page } from "playwright-core";
import { confirmKit, takePassphrase } from "../browser/hands.ts";

/** Changes the passphrase from the settings, and returns the new one. */
export async function changePassphrase(page: Page, passphrase: string): Promise<string> {
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Open your keys" }).click();
  await page.getByRole("link", { name: "Change the passphrase" }).click();
  await page.getByLabel("Your passphrase as it is now").fill(passphrase);
  await page.getByRole("button", { name: "Continue" }).click();
  const changed = await takePassphrase(page, "Change it");
  await page.getByText("Your passphrase is changed.").waitFor();
  return changed;
}

/** Two recovery sheets, and the login that stands on them. */
interface Sheets {
  readonly login: string;
  readonly words: readonly string[];
}

/** Comes in as somebody new by two recovery sheets; `say` is told of every secret that is made on the way. */
export async function comeInBySheets(
  page: Page,
  { login, words }: Sheets,
  as: { readonly name: string; readonly label: string },
  say: (secret: string) => void,
): Promise<void> {
  await page.getByRole("link", { name: /We have two recovery sheets/ }).click();
  await page.getByLabel("Login of the sheets").fill(login);
  await page.getByLabel("Words of one sheet").fill(words[0] ?? "");
  await page.getByLabel("Words of the other sheet").fill(words[1] ?? "");
  await page.getByRole("button", { name: "Open by these sheets" }).click();
  await page.getByText("Somebody new", { exact: true }).click();
  await page.getByLabel(/^Your name/).fill(as.name);
  await page.getByLabel("What this device shows before it is unlocked").fill(as.label);
  await page.getByRole("button", { name: "Continue" }).click();
  say(await takePassphrase(page, "Come back"));
  const { groups } = await confirmKit(page);
  say(groups.join(" "));
  say(groups.join(""));
  await page.getByRole("heading", { name: "Three recovery sheets" }).waitFor();
  for (const made of await page.locator(".shares details p").allTextContents()) say(made);
  await page.getByRole("button", { name: "All three are on paper" }).click();
  await page.getByRole("heading", { name: /^Night of / }).waitFor();
}
