import type { Page } from "playwright-core";
import { openByKit, unlock } from "../browser/hands.ts";
import { openDevice } from "../browser/profiles.ts";
import { passphrase } from "../engine/people.ts";
import type { Beside, Measured } from "./compare.ts";
import type { Stage } from "./stage.ts";
import { quantile } from "./work.ts";

/** Milliseconds from the next click until something is drawn. */
async function timed(page: Page, shows: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate((selector) => {
    const marks = globalThis as { clickedAt?: number; drawnAt?: number };
    delete marks.clickedAt;
    delete marks.drawnAt;
    const clicked = (): number => (marks.clickedAt ??= performance.now());
    addEventListener("click", clicked, { capture: true, once: true });
    const look = (): void => {
      if (marks.clickedAt === undefined || document.querySelector(selector) === null) return;
      watch.disconnect();
      // The frame after the one in which it was put there has drawn it.
      requestAnimationFrame(() => setTimeout(() => (marks.drawnAt = performance.now())));
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, attributes: true });
  }, shows);
  await act();
  const found = await page.waitForFunction(
    () => {
      const { clickedAt, drawnAt } = globalThis as { clickedAt?: number; drawnAt?: number };
      return drawnAt !== undefined && clickedAt !== undefined && drawnAt - clickedAt;
    },
    undefined,
    { timeout: 300_000 },
  );
  return Number(await found.jsonValue());
}

/**
 * W6: from the passphrase to the drawn board in Chromium, on a device that keeps so many records, and on a new one.
 * The passphrase's hashing, which is slow on purpose, is timed apart: by a wrong one, without a network.
 */
export async function unlocking(
  stage: Stage,
  sizes: readonly number[],
  rounds: number,
): Promise<Measured> {
  const beside: Beside[] = [];
  for (const records of sizes) {
    const client = await stage.of("linden").client();
    const { vaults, kit } = await client.ask("found", { houses: 1 });
    const [vault] = vaults;
    if (vault === undefined) throw new Error("there is no house");
    await client.ask("write", { vault, plan: { records, perAppend: 100, ahead: 1 } });
    await client.stop();
    const device = await openDevice("desk");
    try {
      const { page } = device;
      await page.goto(stage.of("linden").origin);
      const cold = await timed(page, "button.bed", () =>
        openByKit(page, { code: kit, passphrase }),
      );
      // What was read is kept a little later, once its signatures are checked.
      await page.waitForTimeout(5_000);
      const warm: number[] = [];
      const hashing: number[] = [];
      for (let round = 0; round < rounds; round++) {
        await page.reload();
        await page.getByLabel("Passphrase", { exact: true }).waitFor();
        await device.context.setOffline(true);
        hashing.push(await timed(page, "[role=alert]", () => unlock(page, `not ${passphrase}`)));
        await device.context.setOffline(false);
        warm.push(await timed(page, "button.bed", () => unlock(page, passphrase)));
      }
      const [all, hash] = [quantile(warm), quantile(hashing)];
      const what = `W6 ${records.toLocaleString("en")} records`;
      beside.push(
        { what: `${what}, warm, from the passphrase to the board`, value: all, unit: "ms" },
        {
          what: `${what}, warm, without the passphrase's hashing (${Math.round(hash)} ms)`,
          value: all - hash,
          unit: "ms",
        },
        { what: `${what}, on a new device, hashing and all`, value: cold, unit: "ms" },
      );
    } finally {
      await device.close();
    }
  }
  return { figures: [], beside };
}
