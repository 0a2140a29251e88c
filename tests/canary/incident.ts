import type { Page } from "playwright-core";

/** Writes an incident, adds to it, signs it off and shows it to somebody outside, with a text in every field that takes one; `say` draws each. */
export async function writeIncident(page: Page, say: (length: number) => string): Promise<void> {
  const fill = (name: string, length: number): Promise<void> =>
    page.getByLabel(name, { exact: true }).fill(say(length));
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await page.getByRole("link", { name: "Incident", exact: true }).click();
  await button("Theft or damage").click();
  await fill("What happened", 200);
  await button("Somebody else").click();
  await fill("Initials", 12);
  await fill("Where in the house", 40);
  await page.getByText("More, if you know it").click();
  await fill("Her own words", 120);
  await fill("And what else", 60);
  await button("Somebody was told").click();
  await fill("Name or number of whom was told, 1", 40);
  await button("Something to do").click();
  await fill("To do, 1", 60);
  // Long enough for the draft to be kept as well.
  await page.waitForTimeout(1_500);
  await button("Write it into the record").click();
  await page.getByText("Add to it").click();
  await fill("What is to be added", 120);
  await button("Add").click();
  await page.getByRole("heading", { name: "Added later" }).waitFor();
  await fill("A note, if needed", 60);
  await button("Read and closed").click();
  await page.getByText("Signed and closed").waitFor();
  await page.getByText("Show it to somebody outside").click();
  await fill("Who gets it, and why", 60);
  await button("Write it down and save the file").click();
  await page.getByText("Written down and saved.").waitFor();
}
