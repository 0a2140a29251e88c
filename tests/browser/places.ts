import type { Locator, Page } from "playwright-core";

/** The link of the navigation that is called so; on a phone it may be behind "More", which `tap` opens first. */
export async function placeIn(
  page: Page,
  name: string,
  { more = "More", tap = (what: Locator) => what.click() } = {},
): Promise<Locator> {
  const link = page.getByRole("navigation").getByRole("link", { name, exact: true });
  const rest = page.getByRole("navigation").getByRole("button", { name: more, exact: true });
  await link.or(rest).first().waitFor();
  if (!(await link.isVisible())) {
    await tap(rest);
    await page.getByRole("dialog").getByRole("link", { name, exact: true }).waitFor();
  }
  return link.filter({ visible: true }).first();
}

/** Goes to a place of the navigation. */
export async function goTo(page: Page, name: string): Promise<void> {
  await (await placeIn(page, name)).click();
}
