import { afterAll, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { found, setUpHouse, unlock } from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
let device: Device;
let passphrase: string;
const past = async (): Promise<void> => undefined;

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
  device = await openDevice("desk");
  await device.page.goto(servers.url);
  ({ passphrase } = await found(device.page, { neutral: "Nordwind", own: "Ines" }, past));
  await setUpHouse(device.page, { name: "Erle", rooms: [2] }, past);
}, 180_000);

afterAll(async () => {
  await device?.close();
  await servers?.stop();
});

const everything = (): Promise<string> => device.page.locator("body").innerText();

test.skipIf(chromiumPath === undefined)(
  "Exit shows a neutral page at once, and Back shows nothing of what was open",
  async () => {
    const { page } = device;
    await page.getByRole("link", { name: "Trust" }).click();
    await page.getByRole("button", { name: "Exit" }).first().click();
    await page.waitForURL("**/today.html");
    expect(await everything()).not.toMatch(/Erle|Nordwind|Ines|Trust/);
    await page.goBack();
    await page.waitForURL("**/today.html");
    expect(await everything()).not.toMatch(/Erle|Nordwind|Ines/);
    expect(await page.title()).toBe("Start");
  },
);

test.skipIf(chromiumPath === undefined)("Shift three times leaves as well", async () => {
  const { page } = device;
  await page.goto(servers.url);
  await unlock(page, passphrase);
  await page.getByRole("heading", { name: /^Night of / }).waitFor();
  for (let press = 0; press < 3; press++) await page.keyboard.press("Shift");
  await page.waitForURL("**/today.html");
  await page.goto(servers.url);
  await page.getByLabel("Passphrase", { exact: true }).waitFor();
  expect(await everything()).not.toMatch(/Erle|Ines/);
});

test.skipIf(chromiumPath === undefined)(
  "a PIN covers what is open, opens it again, and five wrong tries lock",
  async () => {
    const { page } = device;
    await page.goto(`${servers.url}/settings`);
    await unlock(page, passphrase);
    await page.getByLabel("New PIN, four to eight digits").fill("1234");
    await page.getByRole("button", { name: "Set the PIN" }).click();
    await page.getByText("Anybody would try this one first.").waitFor();
    await page.getByLabel("New PIN, four to eight digits").fill("2580");
    await page.getByLabel("The same once more").fill("2580");
    await page.getByRole("button", { name: "Set the PIN" }).click();
    await page.getByRole("button", { name: "Cover now" }).click();
    await page.getByRole("heading", { name: "Covered" }).waitFor();
    expect(await everything()).not.toMatch(/Erle|Settings|Ines/);
    const pin = page.getByLabel("PIN", { exact: true });
    await pin.fill("2580");
    await page.getByRole("button", { name: "Open" }).click();
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    await page.getByRole("button", { name: "Cover now" }).click();
    await page.getByRole("heading", { name: "Covered" }).waitFor();
    for (let wrong = 5; wrong > 0; wrong--) {
      // It has the focus, also after a wrong try.
      await expect.poll(() => pin.evaluate((input) => document.activeElement === input)).toBe(true);
      await pin.fill("0000");
      await page.getByRole("button", { name: "Open" }).click();
      if (wrong > 1)
        await page
          .getByText(`That is not the PIN. ${wrong - 1} `)
          .first()
          .waitFor();
    }
    await page.getByText("The PIN was wrong five times").waitFor();
    await page.getByLabel("Passphrase", { exact: true }).waitFor();
  },
);

test.skipIf(chromiumPath === undefined)(
  "three idle minutes cover the screen, a hidden tab covers it at once, and thirty idle minutes lock it",
  async () => {
    const { context } = device;
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${servers.url}/settings`);
    const here = page.getByRole("button", { name: "Use it here" });
    const passphraseField = page.getByLabel("Passphrase", { exact: true });
    await here.or(passphraseField).waitFor();
    if (await here.isVisible()) await here.click();
    await unlock(page, passphrase);
    await page.getByRole("heading", { name: "Settings" }).waitFor();
    const covered = page.getByRole("heading", { name: "Covered" });
    const uncover = async (): Promise<void> => {
      await covered.waitFor();
      await page.getByLabel("PIN", { exact: true }).fill("2580");
      await page.getByRole("button", { name: "Open" }).click();
      await page.getByRole("heading", { name: "Settings" }).waitFor();
    };
    await page.clock.fastForward(2 * 60_000);
    expect(await covered.isVisible()).toBe(false);
    await page.clock.fastForward(70_000);
    await uncover();
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await uncover();
    await page.clock.fastForward(31 * 60_000);
    await passphraseField.waitFor();
    expect(await page.locator("body").innerText()).not.toMatch(/Erle|Ines/);
    await page.close();
  },
);

test.skipIf(chromiumPath === undefined)(
  "a second tab says that it is the second, and takes over when asked",
  async () => {
    const { page, context } = device;
    await page.goto(servers.url);
    await unlock(page, passphrase);
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    const second = await context.newPage();
    await second.goto(servers.url);
    await second.getByRole("heading", { name: "Open in another tab" }).waitFor();
    await second.getByRole("button", { name: "Use it here" }).click();
    await second.getByLabel("Passphrase", { exact: true }).waitFor();
    await page.getByRole("heading", { name: "Open in another tab" }).waitFor();
    expect(await everything()).not.toMatch(/Erle|Ines/);
    await second.close();
  },
);
