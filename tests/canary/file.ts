import type { Page } from "playwright-core";

/** Writes into a resident's file, with a text in every field that takes one; `say` draws each. */
export async function writeFile(
  page: Page,
  name: string,
  say: (length: number) => string,
): Promise<void> {
  const fill = (label: string, length: number): Promise<void> =>
    page.getByLabel(label, { exact: true }).fill(say(length));
  const button = (label: string) => page.getByRole("button", { name: label, exact: true });
  await page.getByRole("button", { name }).click();
  await page.getByRole("link", { name: "Open her file" }).click();
  await page.getByText("Begin a phase").click();
  await fill("What you call it", 20);
  await button("Begin it").click();
  await page
    .getByText(/^since /)
    .first()
    .waitFor();
  await page.getByText("Change the planned end").click();
  await page.getByLabel("New planned end").fill("2099-01-01");
  await fill("A note, if needed", 60);
  await button("Save the planned end").click();
  await page.getByText(/^From .* to .*2099$/).waitFor();
  await page.getByRole("tab", { name: "Household" }).click();
  await page.getByText("Change what is known").first().click();
  await button("Add a line").click();
  await fill("What to know", 40);
  await fill("Food", 40);
  await fill("Needs", 40);
  // Long enough for the draft to be kept as well.
  await page.waitForTimeout(1_500);
  await button("Save").click();
  await page.getByText("Allergy").first().waitFor();
  await page.getByRole("link", { name: "Move", exact: true }).click();
  await page.getByLabel(/^Reason to decide otherwise/).fill(say(50));
}

/** Lets somebody come back against a rule of the house, from the file in which her departure stands. */
export async function comeBack(
  page: Page,
  name: string,
  say: (length: number) => string,
): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "People", exact: true }).click();
  await page.getByRole("link", { name }).first().click();
  await page.getByRole("link", { name: "She comes back" }).click();
  await page.getByLabel(/^Reason to decide otherwise/).fill(say(50));
  await page.getByRole("button", { name: /^Place in Room/ }).click();
  await page.getByRole("heading", { name: /^Night of / }).waitFor();
}
