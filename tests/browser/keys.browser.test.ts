import readPixels from "jsqr";
import type { CDPSession, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chromiumPath } from "../chromium.ts";
import type { Servers } from "../server/world.ts";
import { Seen } from "./axe.ts";
import {
  boardOf,
  confirmKit,
  found,
  openByKit,
  setUpHouse,
  takePassphrase,
  unlock,
} from "./hands.ts";
import { type Device, openDevice } from "./profiles.ts";
import { serveClient } from "./serve.ts";

let servers: Servers;
const devices: Device[] = [];
const seen = new Seen();

beforeAll(async () => {
  if (chromiumPath === undefined) return;
  servers = await serveClient();
});

afterAll(async () => {
  for (const device of devices) await device.close();
  await servers?.stop();
});

async function device(kind: "phone" | "desk"): Promise<Device> {
  const opened = await openDevice(kind);
  devices.push(opened);
  await opened.page.goto(servers.url);
  return opened;
}

afterEach(async (context) => {
  if (context.task.result?.state !== "fail") return;
  for (const { page, errors, violations } of devices) {
    console.log(
      page.url(),
      errors,
      violations,
      (await page.locator("body").innerText()).slice(0, 600),
    );
  }
});

const looker =
  ({ page, kind }: Device) =>
  (screen: string): Promise<void> =>
    seen.look(page, kind, screen);
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

/** The words of the three sheets, and their login, as they stand on the screen. */
async function readSheets(page: Page) {
  await page.getByRole("heading", { name: "Three recovery sheets" }).waitFor();
  const shares = await page.locator(".shares details p").allTextContents();
  const login = (await page.locator("main b[dir=ltr]").first().textContent()) ?? "";
  return { shares, login };
}

/** Founds with recovery sheets, and notes what is on them. */
async function founded(page: Page) {
  let sheets: Awaited<ReturnType<typeof readSheets>> | undefined;
  const account = await found(page, { neutral: "Nordwind", own: "Ines" }, async (screen) => {
    if (screen === "recovery sheets") sheets = await readSheets(page);
  });
  if (sheets === undefined) throw new Error("no sheets");
  await setUpHouse(page, { name: "Erle", rooms: [2, 3] }, async () => undefined);
  return { ...account, sheets };
}

async function fillSheets(page: Page, login: string, words: readonly [string, string]) {
  await page.getByLabel("Login of the sheets").fill(login);
  await page.getByLabel("Words of one sheet").fill(words[0]);
  await page.getByLabel("Words of the other sheet").fill(words[1]);
  await button(page, "Open by these sheets").click();
}

test.skipIf(chromiumPath === undefined)(
  "with every device and passphrase lost, two of three sheets bring the organisation back",
  async () => {
    const desk = await device("desk");
    const { sheets } = await founded(desk.page);
    const board = await boardOf(desk.page);
    expect(board).toHaveLength(5);
    await desk.close();
    devices.splice(devices.indexOf(desk), 1);

    const phone = await device("phone");
    const { page } = phone;
    const look = looker(phone);
    await page.getByRole("link", { name: /We have two recovery sheets/ }).click();
    await page.getByRole("heading", { name: "Open with two recovery sheets" }).waitFor();
    await look("recover, sheets");
    const [first = "", second = "", third = ""] = sheets.shares;
    await fillSheets(page, sheets.login, [first, first]);
    await page.getByText("These two sheets do not belong together").waitFor();
    await look("recover, refused");
    await fillSheets(page, sheets.login, [first, third]);
    await page.getByRole("heading", { name: "The organisation opens" }).waitFor();
    await look("recover, who");
    expect(await page.getByRole("radio", { name: /Ines/ }).isChecked()).toBe(true);
    await page.getByLabel("What this device shows before it is unlocked").fill("Nordwind");
    await button(page, "Continue").click();
    const passphrase = await takePassphrase(page, "Come back");
    await confirmKit(page);
    const replaced = await readSheets(page);
    await look("recover, new sheets");
    expect(replaced.login).toBe(sheets.login);
    expect(replaced.shares).not.toContain(first);
    await button(page, "All three are on paper").click();
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await page.getByRole("heading", { name: "The recovery sheets were used" }).waitFor();
    await look("recovered");
    await button(page, "I know of it").click();
    await page
      .getByRole("heading", { name: "The recovery sheets were used" })
      .waitFor({ state: "detached" });
    expect(await boardOf(page)).toEqual(board);

    await page.getByRole("link", { name: "Arrival" }).click();
    await page.getByLabel("Called-name", { exact: true }).fill("Nadia");
    await button(page, /^See \d places? that/).click();
    await button(page, /^Place in Room/).click();
    await page.getByText(/^Saved and proved/).waitFor();

    await page.goto(`${servers.url}/trust`);
    await unlock(page, passphrase);
    await page.getByRole("heading", { name: "The recovery sheets were used" }).waitFor();

    // The sheets that were used are good no more.
    const other = await device("desk");
    await other.page.getByRole("link", { name: /We have two recovery sheets/ }).click();
    await fillSheets(other.page, sheets.login, [second, third]);
    await other.page.getByText("These sheets open nothing").waitFor();
    const [one = "", two = ""] = replaced.shares;
    await fillSheets(other.page, sheets.login, [one, two]);
    await other.page.getByRole("heading", { name: "The organisation opens" }).waitFor();
    expect(seen.findings).toEqual([]);
    for (const { errors, violations } of devices) expect([...errors, ...violations]).toEqual([]);
  },
  600_000,
);

/** What the square on the screen says, read as a camera reads it. */
async function scanned(page: Page): Promise<string> {
  const square = page.locator("svg.qr");
  await square.waitFor();
  const picture = (await square.screenshot()).toString("base64");
  const read = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pen = canvas.getContext("2d");
    pen?.drawImage(image, 0, 0);
    const pixels = pen?.getImageData(0, 0, image.width, image.height);
    return { data: [...(pixels?.data ?? [])], width: image.width, height: image.height };
  }, picture);
  const found = readPixels(Uint8ClampedArray.from(read.data), read.width, read.height);
  if (found === null) throw new Error("no square");
  return found.data;
}

/** A platform authenticator that gives a secret, as a laptop's fingerprint reader is one. */
async function withAuthenticator(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      ctap2Version: "ctap2_1",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      hasPrf: true,
    },
  });
  return session;
}

test.skipIf(chromiumPath === undefined)(
  "a passphrase is changed, a second device comes in by a square, is locked from the first, and keys are renewed",
  async () => {
    const desk = await device("desk");
    const { page } = desk;
    const look = looker(desk);
    const account = await founded(page);
    await page.getByRole("link", { name: "Settings" }).click();
    await button(page, "Show my kit").click();
    await page.getByLabel("Your passphrase as it is now").fill("not the passphrase");
    await button(page, "Continue").click();
    await page.getByRole("alert").first().waitFor();
    expect(await page.getByRole("img", { name: "Square code of the kit" }).count()).toBe(0);
    await look("kit, wrong passphrase");
    await page.getByLabel("Your passphrase as it is now").fill(account.passphrase);
    await button(page, "Continue").click();
    await button(page, "Hide it").waitFor();
    await look("kit, again");
    await button(page, "Hide it").click();
    await page.getByRole("link", { name: "Open your keys" }).click();
    await page.getByRole("heading", { name: "Your keys" }).waitFor();
    await page.getByText("This device", { exact: true }).waitFor();
    await look("keys");

    await page.getByRole("link", { name: "Change the passphrase" }).click();
    await page.getByLabel("Your passphrase as it is now").fill("not the passphrase");
    await button(page, "Continue").click();
    await page.getByRole("alert").first().waitFor();
    await look("passphrase, wrong");
    await page.getByLabel("Your passphrase as it is now").fill(account.passphrase);
    await button(page, "Continue").click();
    await page.locator("ol.words b").first().waitFor();
    await look("passphrase, new");
    const changed = await takePassphrase(page, "Change it");
    await page.getByText("Your passphrase is changed.").waitFor();
    await look("passphrase, done");
    await page.getByRole("link", { name: "Back to your keys" }).click();

    await page.getByRole("link", { name: "Add a device" }).click();
    await page.getByLabel("Your passphrase as it is now").fill(changed);
    await button(page, "Continue").click();
    const code = await scanned(page);
    await look("add a device");
    const phone = await device("phone");
    await openByKit(phone.page, { code, passphrase: changed });
    await phone.page.getByRole("heading", { name: /^Night of / }).waitFor();
    expect(await boardOf(phone.page)).toHaveLength(5);
    await page.getByRole("link", { name: "Done" }).click();
    await button(page, "Ask again").click();
    await button(page, /^Lock device/).click();
    await phone.page.getByText("This device was locked from another device of yours").waitFor();
    await looker(phone)("locked from elsewhere");
    await unlock(phone.page, changed);
    await phone.page.getByRole("heading", { name: /^Night of / }).waitFor();

    await page.getByRole("link", { name: "Renew my keys" }).click();
    await page.getByRole("heading", { name: "It may have been seen" }).waitFor();
    await look("renew keys");
    await page.getByLabel("Your passphrase as it is now").fill(changed);
    await button(page, "Continue").click();
    const renewed = await takePassphrase(page, "Renew my keys");
    const kit = await confirmKit(page);
    expect(kit.groups).not.toEqual(account.groups);
    await page.getByRole("link", { name: "Tonight" }).click();
    expect(await boardOf(page)).toHaveLength(5);
    await phone.page.getByText("The server no longer takes the keys of this device").waitFor();
    await looker(phone)("keys refused");
    await page.reload();
    await unlock(page, renewed);
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    expect(seen.findings).toEqual([]);
  },
  600_000,
);

test.skipIf(chromiumPath === undefined)(
  "a device's own authenticator opens it, and the passphrase does as before",
  async () => {
    const desk = await device("desk");
    const { page } = desk;
    const look = looker(desk);
    const session = await withAuthenticator(page);
    // An address of numbers is no domain, and authenticators keep keys for domains alone.
    const url = servers.url.replace("127.0.0.1", "localhost");
    await page.goto(url);
    const account = await founded(page);
    await page.goto(`${url}/keys`);
    await unlock(page, account.passphrase);
    // Whoever stands at a desk that was left open does not let herself in for later.
    await button(page, "Open this device by it, too").click();
    await page.getByLabel("Your passphrase as it is now").fill("not the passphrase");
    await button(page, "Continue").click();
    await page.getByText("That is not the passphrase").waitFor();
    expect(await button(page, "Ask the device now").count()).toBe(0);
    await page.getByLabel("Your passphrase as it is now").fill(account.passphrase);
    await button(page, "Continue").click();
    await button(page, "Ask the device now").waitFor();
    await look("authenticator, asked");
    await button(page, "Ask the device now").click();
    await page.getByText("This device opens by it, beside your passphrase.").waitFor();
    await look("authenticator");
    await page.reload();
    await button(page, "Open by fingerprint or face").waitFor();
    await look("unlock, authenticator");
    await button(page, "Open by fingerprint or face").click();
    await page.getByRole("heading", { name: "Your keys" }).waitFor();
    await page.reload();
    await unlock(page, account.passphrase);
    await page.getByRole("heading", { name: "Your keys" }).waitFor();
    await button(page, "No longer open by it").click();
    await button(page, "Open this device by it, too").waitFor();
    await page.reload();
    await page.getByLabel("Passphrase", { exact: true }).waitFor();
    expect(await button(page, "Open by fingerprint or face").count()).toBe(0);
    await session.detach();
    expect(seen.findings).toEqual([]);
    expect([...desk.errors, ...desk.violations]).toEqual([]);
  },
  300_000,
);
