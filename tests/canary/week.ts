import type { Page } from "playwright-core";
import { cell, heard, openCalendar } from "../browser/tape.ts";

/** Does what a week brings, with a text in every field that takes one; `say` draws each. */
export async function liveAWeek(page: Page, say: (length: number) => string): Promise<void> {
  const fill = (name: string, length: number): Promise<void> =>
    page.getByLabel(name, { exact: true }).fill(say(length));
  const go = (name: string): Promise<void> =>
    page.getByRole("navigation").getByRole("link", { name, exact: true }).click();
  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });

  await go("People");
  await page.getByRole("searchbox", { name: "Called-name or code" }).fill(say(20));

  await go("Handover");
  await page
    .getByRole("button", { name: /^Add words to: / })
    .first()
    .click();
  await page.keyboard.type(say(40));
  await fill("Add a line", 60);
  // Long enough for the draft to be kept as well.
  await page.waitForTimeout(1_500);
  await button("Add").click();
  await page.getByRole("button", { name: /^Close the sheet with / }).click();
  await page.getByRole("heading", { name: /^Night of / }).waitFor();

  // A bed more in the room that is there, a room more, and somebody placed in it from the calendar.
  const sheet = page.getByRole("dialog");
  await go("Rooms and beds");
  await page
    .getByRole("button", { name: /^Room / })
    .first()
    .click();
  await sheet.getByText("Add a bed", { exact: true }).first().click();
  await sheet.getByLabel("Label of the bed", { exact: true }).fill(say(6));
  await sheet.getByRole("button", { name: "Add a bed", exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  await button("Add a room").click();
  await sheet.getByRole("button", { name: "Add a room", exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  await openCalendar(page);
  await cell(page).focus();
  for (let left = 12; left > 0 && !(await heard(page)).endsWith("free"); left--) {
    await page.keyboard.press("ArrowDown");
  }
  await page.keyboard.press("Enter");
  await sheet.getByLabel("Called-name").first().fill(say(20));
  await page.keyboard.press("Enter");
  await sheet.waitFor({ state: "detached" });

  await go("Tasks");
  await button("New task").click();
  await fill("What is to be done", 60);
  await button("Write it down").click();
  await page.getByText("The task is written down").waitFor();

  await go("Requests");
  await page.getByRole("link", { name: "New request", exact: true }).click();
  await page.getByText("A safe way to call back").click();
  await fill("Number or address", 30);
  await button("Write it down").click();
  await page.getByRole("heading", { name: "Any time is safe" }).waitFor();

  await go("Organisation");
  await fill("Name of the organisation", 40);
  await button("Save").click();
  await page.getByText("Saved.").waitFor();
  await page.getByRole("link", { name: "Roles", exact: true }).click();
  await button("Compose a role").click();
  await fill("Name of the role", 30);
  await button("Keep the role").click();
  await page.getByText("The role is kept").first().waitFor();
}
