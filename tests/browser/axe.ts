import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the screen as it stands, one line a finding. */
export async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** Screens that axe has seen, with their direction and width; printed at the end of a journey. */
export class Seen {
  readonly screens: string[] = [];

  /** Lets axe look at a screen from left to right and from right to left; it must find nothing, and nothing overflows. */
  async expectClean(page: Page, name: string): Promise<void> {
    for (const direction of ["ltr", "rtl"] as const) {
      await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
      expect({ [name]: await findings(page) }).toEqual({ [name]: [] });
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect({ [name]: Math.max(0, wider) }).toEqual({ [name]: 0 });
      this.screens.push(`${name} (${direction})`);
    }
    await page.evaluate(() => (document.documentElement.dir = "ltr"));
  }
}
