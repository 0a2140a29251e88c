import { expect, test } from "vitest";
import { type VaultId, open } from "#crypto";
import type { Engine } from "#vault/engine.ts";
import { meaningSchema, writeMeaning } from "#vault/opening.ts";
import { alarmsOf, until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { engineOn, unlockByKit } from "./scene.ts";

const scene = theScene();

/** The record that says what a vault is for, and what it says. */
async function meaningOf({ follow, api, org }: Insider, vault: VaultId) {
  const { live } = follow.book.state(vault);
  const [record, version] = [...live].find(([, { schema }]) => schema === meaningSchema) ?? [];
  if (record === undefined || version === undefined) throw new Error("it says nothing");
  const [answer, epochKey] = [
    await api.history(vault, [version.envelopeHash]),
    follow.keyring.key(vault, version.epoch),
  ];
  if (!answer.ok || epochKey === undefined) throw new Error("not to be had");
  const at = { org, vault, author: version.sealer, epochKey };
  const opened = open(at, { ...version, record, flags: 0 }, answer.value[0] as Uint8Array);
  if (!opened.ok) throw new Error(opened.error);
  return { record, payload: opened.value.payload };
}

/** Writes anew what a vault is for, so that it stands behind all else that is in it. */
async function means(insider: Insider, vault: VaultId, payload?: Uint8Array): Promise<void> {
  const is = await meaningOf(insider, vault);
  const sealed = insider.seal(vault, {
    payload: is.payload,
    ...(payload && { payload }),
    record: is.record,
    schema: meaningSchema,
  });
  expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
}

const counted = async (engine: Engine, of: VaultId) =>
  (await engine.trust()).vaults.find(({ vault }) => vault === of);

/** A new device to which every log comes at once; keys come once it has settled into asking for nothing else. */
async function withoutKeys() {
  const { servers, staff } = scene();
  const hostile = new Hostile(servers);
  let [come, since] = [false, Date.now()];
  hostile.before("/v1/pull", (sent) => {
    since = Date.now();
    return sent;
  });
  hostile.reply("/v1/boxes", (answer) => (come ? answer : { boxes: [] }));
  const device = engineOn(new Disk(), hostile);
  expect(await unlockByKit(device, staff)).toMatchObject({ ok: true });
  const keysCome = async (): Promise<void> => {
    await until("that nothing is read any more", () => Date.now() - since > 1_500);
    come = true;
  };
  return { device, keysCome };
}

test("what was read before its key came is shown once it has come, also where what the vault is for was written last", async () => {
  const { servers, director, house } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "capacity", house: house.house });
  await means(insider, vault);
  const all = (await counted(director.engine, vault))?.records;
  expect(all).toBeGreaterThan(5);

  const { device, keysCome } = await withoutKeys();
  await until("that it is read, and nothing open", async () => {
    const here = await counted(device, vault);
    return here?.records === 0 && here.unreadable > 5;
  });
  await keysCome();
  await until("all of it", async () => (await counted(device, vault))?.records === all);
  expect((await counted(device, vault))?.unreadable).toBe(0);
  await until("no alarm", () => alarmsOf(device).length === 0);
  await device.lock();
});

test("a vault that says to be for something else is an alarm also where its key came late", async () => {
  const { servers, director } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "exchange" });
  await means(insider, vault, writeMeaning({ compartment: "team" }, new Uint8Array(16)));

  const { device, keysCome } = await withoutKeys();
  await until("that it is read", async () => ((await counted(device, vault))?.unreadable ?? 0) > 0);
  expect(alarmsOf(device).map(({ code }) => code)).not.toContain("vault-meaning-wrong");
  await keysCome();
  await until("an alarm", () =>
    alarmsOf(device).some((one) => one.code === "vault-meaning-wrong" && one.vault === vault),
  );
  await device.lock();
});
