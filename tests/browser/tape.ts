import type { Locator, Page } from "playwright-core";

/** A point on the page. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The cell that Tab reaches on the calendar. */
export const cell = (page: Page): Locator => page.locator('.cell[role="gridcell"]');

/** What a screen reader hears of it. */
export const heard = async (page: Page): Promise<string> =>
  (await cell(page).getAttribute("aria-label")) ?? "";

/** Goes to the calendar and waits until it is drawn. */
export async function openCalendar(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Calendar", exact: true }).click();
  await page.getByRole("grid", { name: "Rooms and nights" }).waitFor();
  await page.locator(".day.is-tonight").waitFor();
}

/** The middle of a bed (counted from 0, over all rooms) on a night, so many after tonight. */
export async function pointOf(page: Page, bed: number, nights: number): Promise<Point> {
  const row = await page.locator(".row").nth(bed).boundingBox();
  const day = await page.locator(".day.is-tonight").boundingBox();
  if (!row || !day) throw new Error("not on the screen");
  const rtl = await page.evaluate(() => document.documentElement.dir === "rtl");
  const across = (nights + 0.5) * day.width;
  return { x: rtl ? day.x + day.width - across : day.x + across, y: row.y + row.height / 2 };
}

/** Drags with the mouse, in steps, as a hand does. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}

/** Rests a finger, then drags it. */
export async function dragFinger(page: Page, from: Point, to: Point): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", points: readonly Point[]) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints: [...points] });
  await touch("touchStart", [from]);
  await page.waitForTimeout(800);
  for (let part = 1; part <= 5; part += 1) {
    const at = (a: number, b: number): number => a + ((b - a) * part) / 5;
    await touch("touchMove", [{ x: at(from.x, to.x), y: at(from.y, to.y) }]);
  }
  await touch("touchEnd", []);
  await session.detach();
}

/** The words of the bars of one bed. */
export const barsOf = (page: Page, bed: number): Promise<string[]> =>
  page
    .locator(".row")
    .nth(bed)
    .locator(".bar")
    .evaluateAll((bars) => bars.map((bar) => bar.getAttribute("aria-label") ?? ""));
