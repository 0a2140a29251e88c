import type { Page } from "playwright-core";
import { goTo } from "../browser/places.ts";

/**
 * A house more, whose rule a household breaks that is offered to it by somebody who does not hold it, and taken over
 * against the rule; `say` draws the words. `holder` holds both houses, `other` the one that they leave.
 */
export async function takeOver(
  { holder, other }: { readonly holder: Page; readonly other: Page },
  name: string,
  say: (length: number) => string,
): Promise<void> {
  const button = (page: Page, label: string | RegExp) =>
    page.getByRole("button", { name: label, exact: true });
  await holder.getByRole("button", { name: /Choose a house$/ }).click();
  await holder.getByRole("link", { name: "New house" }).click();
  const codeName = say(20);
  await holder.getByLabel("Code-name").fill(codeName);
  await button(holder, "Continue").click();
  await button(holder, "One bed more").first().click();
  await button(holder, "Continue").click();
  await holder.getByLabel("Sons").selectOption("10");
  await button(holder, "Continue").click();
  await button(holder, "Set up the house").click();
  await holder.getByRole("heading", { name: /^Night of / }).waitFor();

  await goTo(other, "Tonight");
  await other.getByRole("button", { name }).click();
  await other.getByRole("dialog").getByRole("link", { name: "Offer to another house" }).click();
  await button(other, `Offer to ${codeName}`).click();
  await other.getByText(/Waits for an answer/).waitFor();

  await holder.getByRole("heading", { name: "Offered to this house" }).waitFor();
  await holder.getByRole("link", { name: "Answer" }).click();
  await holder.getByLabel(/^Reason to decide otherwise/).fill(say(50));
  await button(holder, /^Accept into Room/).click();
  await holder.getByRole("button", { name }).waitFor();
}
