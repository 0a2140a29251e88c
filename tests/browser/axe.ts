import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds on the screen as it stands, one line a finding. */
async function findings(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** Screens that axe has seen, and everything that it, or the width, had to say. */
export class Seen {
  readonly screens: string[] = [];
  readonly findings: string[] = [];

  /** Lets axe look at a screen from left to right and from right to left. */
  async look(page: Page, name: string): Promise<void> {
    for (const direction of ["ltr", "rtl"] as const) {
      await page.evaluate((dir) => (document.documentElement.dir = dir), direction);
      const screen = `${name} (${direction})`;
      this.screens.push(screen);
      for (const finding of await findings(page)) this.findings.push(`${screen}: ${finding}`);
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wider > 0) this.findings.push(`${screen}: ${wider} px wider than the window`);
    }
    await page.evaluate(() => (document.documentElement.dir = "ltr"));
  }
}
