import { join } from "node:path";
import axe from "axe-core";
import type { Page } from "playwright-core";
import { pictures } from "./pictures.ts";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const sizes = {
  phone: { width: 390, height: 844 },
  desk: { width: 1440, height: 900 },
} as const;
type Kind = keyof typeof sizes;

/** One way of looking at a screen. */
interface Way {
  readonly kind: Kind;
  readonly theme: "light" | "dark";
  readonly dir: "ltr" | "rtl";
}
const all: readonly Way[] = (["phone", "desk"] as const).flatMap((kind) =>
  (["light", "dark"] as const).flatMap((theme) =>
    (["ltr", "rtl"] as const).map((dir) => ({ kind, theme, dir })),
  ),
);
/** A phone is used in the dark, a desk by day. */
const usual = { phone: "dark", desk: "light" } as const;

/** What axe finds on the screen as it stands, one line a finding. */
export async function findings(page: Page): Promise<readonly string[]> {
  // Once for a page that stays: reading axe takes longer than looking.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (values) => {
    const { axe: it } = globalThis as unknown as { axe: typeof axe };
    const { violations } = await it.run(document, {
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
  }, tags);
}

/** Makes the page as wide, as dark and as directed as a way of looking wants it. */
async function turn(page: Page, { kind, theme, dir }: Way): Promise<void> {
  await page.setViewportSize(sizes[kind]);
  await page.emulateMedia({ colorScheme: theme });
  await page.evaluate((to) => (document.documentElement.dir = to), dir);
}

/** The one way of looking at a screen that its place in the row of looks draws; neighbours differ in everything. */
const drawn = (at: number): Way | undefined => all[(at * 3) % all.length];

/**
 * Screens that axe has seen, and everything that it, or the width, had to say. A screen is seen as phone or desk, light
 * or dark, from left to right or from right to left: in one way, another for each screen, and in all eight with `LONG`.
 * A picture of every way is kept where `PICTURES` names a folder.
 */
export class Seen {
  readonly screens = new Set<string>();
  readonly findings: string[] = [];
  looks = 0;

  /** Lets axe look at a screen, and leaves it as it was on this kind of device. */
  async look(page: Page, kind: Kind, name: string): Promise<void> {
    this.screens.add(name);
    const one = drawn(this.looks);
    for (const way of all) {
      const judged = way === one || process.env["LONG"] === "1";
      if (!judged && pictures === undefined) continue;
      await turn(page, way);
      const called = `${name}, ${way.kind}, ${way.theme}, ${way.dir}`;
      if (judged) await this.#judge(page, called);
      if (pictures !== undefined) {
        await page.screenshot({ path: join(pictures, `${called.replace(/\W+/g, "-")}.png`) });
      }
    }
    await turn(page, { kind, theme: usual[kind], dir: "ltr" });
  }

  async #judge(page: Page, called: string): Promise<void> {
    this.looks++;
    // The whole screen at once: where it is scrolled to decides what sticky feet cover, and that is nobody's fault.
    const { width, height } = page.viewportSize() ?? sizes.desk;
    const whole = await page.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.max(height, whole) });
    for (const finding of await findings(page)) this.findings.push(`${called}: ${finding}`);
    const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wider > 0) this.findings.push(`${called}: ${wider} px wider than the window`);
  }
}
