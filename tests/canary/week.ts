import type { Page } from "playwright-core";

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
  await page.getByText("Any time is safe").waitFor();

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
