import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientFolder } from "#server/webclient.ts";
import { chromiumPath } from "../chromium.ts";
import { Restorable } from "../server/restorable.ts";
import { findings } from "./axe.ts";
import { found, setUpHouse, unlock } from "./hands.ts";
import { misplaced } from "./layout.ts";
import { openDevice } from "./profiles.ts";
import { pictures } from "./pictures.ts";

const past = async (): Promise<void> => undefined;
let server: Restorable;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  server = await Restorable.start({ clientFolder });
}, 180_000);
afterAll(() => server?.stop());

async function look(page: Page, screen: string): Promise<void> {
  if (pictures !== undefined) {
    await page.screenshot({ path: `${pictures}/${screen}.png`, fullPage: true });
  }
  expect(await findings(page)).toEqual([]);
  expect(await misplaced(page)).toEqual([]);
}

/** How many values the device keeps under names that begin so; with `gone` they are taken away. */
const kept = (page: Page, prefix: string, gone = false): Promise<number> =>
  page.evaluate(
    async ([prefix, gone]) => {
      let found = 0;
      for (const { name } of await indexedDB.databases()) {
        const db = await new Promise<IDBDatabase>((done, fail) => {
          const asked = indexedDB.open(name ?? "");
          asked.addEventListener("success", () => done(asked.result));
          asked.addEventListener("error", () => fail(new Error("no store")));
        });
        const changing = db.transaction("kept", "readwrite");
        const store = changing.objectStore("kept");
        const asked = store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uFFFF`));
        asked.addEventListener("success", () => {
          if (gone) for (const key of asked.result) store.delete(key);
          found += asked.result.length;
        });
        await new Promise<void>((done) => changing.addEventListener("complete", () => done()));
        db.close();
      }
      return found;
    },
    [prefix, gone] as const,
  );

const kinds = process.env["LONG"] ? (["phone", "desk"] as const) : (["phone"] as const);

describe.skipIf(chromiumPath === undefined).each(kinds)("on a %s", (kind) => {
  test("a server is put back: the alarm, what is missing, one signature, and what is written about it", async () => {
    const device = await openDevice(kind);
    const { page } = device;
    const { url } = server.servers;
    await page.goto(url);
    const { passphrase } = await found(page, { neutral: "Nordwind", own: "Ines" }, past);
    const backup = await server.backup();
    await setUpHouse(page, { name: "Erle", rooms: [2] }, past);
    // The house is kept within a moment: of each of its boxes where it stands, and a page of records.
    await expect.poll(() => kept(page, "vault/")).toBeGreaterThan(14);
    await page.goto(`${url}/healthz`);
    await kept(page, "tail/", true);
    await server.restore(backup);
    await page.goto(url);
    await unlock(page, passphrase);
    await page.getByText("Stop writing. The server’s log does not match.").waitFor();
    await page.goto(`${url}/trust`);
    await unlock(page, passphrase);
    await page.getByRole("heading", { name: "The server was restored from a backup" }).waitFor();
    await look(page, `restored-${kind}`);
    const sign = page.getByRole("button", { name: /^Sign that/ });
    await sign.click();
    await page.getByText(/Has everybody who has worked since the backup/).waitFor();
    await look(page, `restored-sure-${kind}`);
    await sign.click();
    await page.getByRole("heading", { name: "Restored from a backup" }).waitFor();
    // The lists of heads are compared once a minute: what was read a moment too early is read again then.
    await page.getByText("Stop writing.").waitFor({ state: "detached", timeout: 120_000 });
    await page.getByRole("button", { name: "I know of it" }).waitFor();
    await look(page, `restored-after-${kind}`);
    await page.getByRole("button", { name: "I know of it" }).click();
    await page.getByRole("button", { name: "I know of it" }).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Name a witness" }).click();
    await page.getByLabel("The line that the witness gave").fill("witness.example+00000000+AA==");
    await page.getByRole("button", { name: "Name this witness" }).click();
    await page.getByText("This is not the line of a witness").waitFor();
    await look(page, `witnesses-${kind}`);
    await device.close();
  }, 300_000);
});
