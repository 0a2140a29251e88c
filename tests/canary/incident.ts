import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Writes an incident, adds to it and signs it off, with a text in every field that takes one; `say` draws each. */
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
  // Who wrote it is said once the log says it; until then the form below may still move under a finger.
  await page.getByText(/^Written by/).waitFor();
  await page.getByText("Add to it").click();
  await fill("What is to be added", 120);
  await button("Add").click();
  await page.getByRole("heading", { name: "Added later" }).waitFor();
  await fill("A note, if needed", 60);
  await button("Read and closed").click();
  await page.getByText("Signed and closed").waitFor();
}

/** Shows the incident to somebody outside, as soon as a signed list of heads covers it. */
export async function showOutside(page: Page, say: (length: number) => string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: "Incidents", exact: true }).click();
  await page.getByText("All", { exact: true }).click();
  await page.locator("main li a").first().click();
  await page.getByText("Show it to somebody outside").click();
  await page.getByLabel("Who gets it, and why", { exact: true }).fill(say(60));
  const done = page.getByText("Written down and saved.");
  await expect
    .poll(
      async () => {
        await page.getByRole("button", { name: "Write it down and save the file" }).click();
        await done.waitFor({ timeout: 3_000 }).catch(() => undefined);
        return done.isVisible();
      },
      { timeout: 100_000 },
    )
    .toBe(true);
}
