import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignIn } from "../../web/src/sample/team.ts";
import { clientFolder } from "#server/webclient.ts";
import { chromiumPath } from "../chromium.ts";
import { serveSample } from "../sampled.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import { openByKit } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { Thumb } from "./taps.ts";
import { pictures } from "./pictures.ts";

let servers: Servers;
let signIns: readonly SignIn[];
const devices: Device[] = [];
const seen = new Seen();

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  ({ servers, signIns } = await serveSample({ clientFolder }));
}, 240_000);

afterAll(async () => {
  for (const device of devices) await device.close();
  await servers?.stop();
});

async function manager(kind: "phone" | "desk"): Promise<Page> {
  const found = signIns.find((one) => one.role === "manager");
  if (found === undefined) throw new Error("nobody signs in");
  const device = await openDevice(kind);
  devices.push(device);
  await device.page.goto(servers.url);
  await openByKit(device.page, { code: found.kit.code, passphrase: found.passphrase });
  await device.page.getByRole("heading", { name: /^Night of / }).waitFor();
  return device.page;
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
}

async function openFile(page: Page, name: string): Promise<void> {
  await page
    .getByRole("button", { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole("link", { name: "Open her file" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
}

for (const kind of process.env["LONG"] ? (["phone", "desk"] as const) : (["phone"] as const)) {
  test.skipIf(chromiumPath === undefined)(
    `a file shows stay and household, and writes by small forms, on ${kind}`,
    async () => {
      const page = await manager(kind);
      await openFile(page, "Chuồn Chuồn");
      expect(await page.getByRole("tab").allInnerTexts()).toEqual(
        expect.arrayContaining(["Stay", "Household"]),
      );
      await page.getByText("Settling in").waitFor();
      await seen.look(page, kind, `${kind}: stay`);
      await picture(page, `file-stay-${kind}`);
      await page.getByText("Someone is away").click();
      await page.getByRole("button", { name: "Write it down" }).waitFor();
      await seen.look(page, kind, `${kind}: an absence`);
      await picture(page, `file-absence-${kind}`);
      await page.getByRole("button", { name: "Write it down" }).click();
      await page
        .getByText(/^away since /)
        .first()
        .waitFor();
      await page.keyboard.press("Control+z");
      await page.getByText("Nobody has been away.").waitFor();
      await page.getByRole("tab", { name: "Household" }).click();
      await page.getByText("penicillin").waitFor();
      await seen.look(page, kind, `${kind}: household`);
      await picture(page, `file-household-${kind}`);
      await page.getByText("Someone joins them").click();
      await page.getByLabel("Called-name").fill("Sen Con");
      await seen.look(page, kind, `${kind}: someone joins`);
      await picture(page, `file-join-${kind}`);
    },
  );
}

test.skipIf(chromiumPath === undefined)(
  "what is typed into a small form is there again after a reload (drafts)",
  async () => {
    const page = await manager("desk");
    await openFile(page, "Ласточка");
    await page.getByText("Begin a phase").click();
    await page.getByLabel("What you call it").fill("Ausbildung");
    await page.waitForTimeout(1_500);
    await page.getByRole("link", { name: "Tonight" }).first().click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await openFile(page, "Ласточка");
    await expect.poll(() => page.getByLabel("What you call it").inputValue()).toBe("Ausbildung");
  },
);

test.skipIf(chromiumPath === undefined)(
  "what is alike stands side by side: two of one name, and two absences of one day",
  async () => {
    const page = await manager("desk");
    await openFile(page, "Chuồn Chuồn");
    const hers = page.getByRole("listitem").filter({ hasText: "Chuồn Chuồn" });
    for (const times of [1, 2]) {
      await page.getByText("Someone is away").click();
      await page.getByRole("button", { name: "Write it down" }).click();
      await hers.locator("summary").click();
      await hers.getByRole("button", { name: "She is back" }).click();
      await expect.poll(() => hers.filter({ hasText: / to \d+ / }).count()).toBe(times);
    }
    await page.getByRole("tab", { name: "Household" }).click();
    await page.getByText("Someone joins them").click();
    await page.getByLabel("Called-name").fill("Chuồn Chuồn");
    await page.getByLabel("Bed", { exact: true }).selectOption({ index: 1 });
    await page.getByRole("button", { name: "Write it down" }).click();
    await page.getByText("Chuồn Chuồn is with them now").waitFor();
    await page.getByRole("tab", { name: "History" }).click();
    await page.locator("article.moment").first().waitFor();
    expect(devices.at(-1)?.errors).toEqual([]);
  },
);

test.skipIf(chromiumPath === undefined)(
  "a former resident is back in two taps after she is found, within 45 seconds (N5)",
  async () => {
    const page = await manager("phone");
    await openFile(page, "Ласточка");
    await page.getByRole("link", { name: "Departure" }).click();
    await page.getByLabel("Why").selectOption({ label: "Back with her family" });
    await page.getByLabel("Where to").selectOption({ label: "family" });
    await page.getByRole("button", { name: "Write the departure" }).click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await page.goBack();
    await page.getByText(/She can come back at any time/).waitFor();
    await seen.look(page, "phone", "phone: a file after the departure");
    await picture(page, "file-left-phone");
    const thumb = new Thumb(page);
    await thumb.begin();
    await thumb.tap(page.getByRole("link", { name: "She comes back" }));
    await page.getByRole("button", { name: /^Place in Room / }).waitFor();
    await thumb.aside(async () => {
      await seen.look(page, "phone", "phone: a return");
      await picture(page, "return-phone");
    });
    await thumb.tap(page.getByRole("button", { name: /^Place in Room / }));
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    const { taps, seconds } = await thumb.count();
    console.log(`N5: ${taps} taps, ${seconds.toFixed(1)} s`);
    expect(taps).toBe(2);
    expect(seconds).toBeLessThan(45);
  },
);

test.skipIf(chromiumPath === undefined)("axe finds nothing in a file", () => {
  expect(seen.findings).toEqual([]);
});
