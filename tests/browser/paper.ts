import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";

/** What would have come out of the printer. */
export async function printed(page: Page, press: Locator | string): Promise<string> {
  await page.evaluate(() => {
    (globalThis as { printed?: string }).printed = "";
    globalThis.print = () => {
      const sheet = document.querySelector(".paper")?.textContent ?? "";
      (globalThis as { printed?: string }).printed = sheet;
      dispatchEvent(new Event("afterprint"));
    };
  });
  if (typeof press === "string") await page.keyboard.press(press);
  else await press.click();
  const sheet = () => page.evaluate(() => (globalThis as { printed?: string }).printed);
  await expect.poll(sheet).toBeTruthy();
  return (await sheet()) ?? "";
}
