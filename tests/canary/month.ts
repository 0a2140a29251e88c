import type { Page } from "playwright-core";
import { goTo } from "../browser/places.ts";

/** The fifth day of the month after next, at noon: a whole month lies between today and then. */
export function afterNextMonth(now = new Date()): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 5, 12));
}

/**
 * Closes the month before `today`, on whose nights somebody who was forgotten is then placed, and says why; `say` draws
 * the words.
 */
export async function changeClosedMonth(
  page: Page,
  today: Date,
  say: (length: number) => string,
): Promise<void> {
  const month = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - 1, 10));
  const named = month.toLocaleDateString("en-GB", { month: "long", year: "numeric" });
  await goTo(page, "Reports");
  await page.getByRole("button", { name: `Close ${named}` }).click();
  await page.getByText(/^Closed on/).waitFor();

  await goTo(page, "Tonight");
  await page.getByRole("link", { name: "Arrival" }).first().click();
  await page.getByLabel("Called-name", { exact: true }).fill(say(20));
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByLabel("Arrived").fill(`${month.toISOString().slice(0, 10)}T18:00`);
  await page.getByRole("button", { name: /^See / }).click();
  await page.getByRole("button", { name: /^Place in Room/ }).click();
  const asked = page.getByRole("dialog", { name: `${named} is closed` });
  await asked.getByLabel("Why").fill(say(50));
  await asked.getByRole("button", { name: "Change it" }).click();
  await page.getByText(/^Saved and proved/).waitFor();
}
