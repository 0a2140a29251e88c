import { expect, test } from "vitest";
import { type Leaf, type RecordId, type VaultId, noHash, utf8 } from "#crypto";
import type { HouseId } from "#domain/compartments.ts";
import type { BedId } from "#domain/ids.ts";
import type { Engine, History } from "#vault/engine.ts";
import { writeRecord } from "#vault/opening.ts";
import { alarmsOf, arrival, gathered, saved, until } from "../engine/people.ts";
import { sealCrooked } from "./crooked.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { engineOn, makeHouse, unlockByKit, unlockHere } from "./scene.ts";

const scene = theScene();

type Read = History<"householdFile">;

/** What is said of each version of a file: a name where it opens, else why not. */
async function pastOf(engine: Engine, house: HouseId, file: string) {
  const read = await new Promise<Read>((done) => {
    engine.history("householdFile", { house, id: file }, (history) => {
      if (history.is !== "reading") done(history);
    });
  });
  if (read.is !== "here") throw new Error(JSON.stringify(read));
  return read.versions.map(({ content }) =>
    content.is === "open" ? content.payload.persons[0]?.calledName : content.is,
  );
}

/** A colleague with a program of her own, the residents' vault, and a file in it. */
async function atAFile() {
  const { servers, director, house } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "residents", house: house.house });
  return { insider, vault, ...insider.first(vault, "householdFile") };
}

const append = async (
  insider: Insider,
  vault: VaultId,
  sealed: { readonly leaf: Leaf; readonly envelope?: Uint8Array },
): Promise<void> => {
  expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
  await insider.read();
};

/** A device of the staff member's that is open. */
async function aPhone(hostile = new Hostile(scene().servers)): Promise<Engine> {
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, scene().staff)).toMatchObject({ ok: true });
  return phone;
}

test("an envelope that is not what the log names is withheld, and shown once it is given", async () => {
  const { record } = await atAFile();
  const hostile = new Hostile(scene().servers);
  const phone = await aPhone(hostile);
  hostile.reply("/v1/history", ({ envelopes }) => ({
    envelopes: envelopes.map((envelope) => envelope.map((byte) => byte ^ 1)),
  }));
  expect(await pastOf(phone, scene().house.house, record)).toEqual(["withheld"]);
  hostile.honest();
  const [name] = await pastOf(phone, scene().house.house, record);
  expect(name).not.toMatch(/withheld|unreadable/);
  await phone.lock();
});

test("what a version says stays in its history, whoever writes its envelope once more beneath it", async () => {
  const { insider, vault, record, live, payload } = await atAFile();
  const { persons } = payload as { persons: { calledName: string }[] };
  const [first] = await insider.api
    .history(vault, [live.envelopeHash])
    .then((answer) => (answer.ok ? answer.value : []));
  if (first === undefined) throw new Error("not to be had");
  const says = writeRecord("householdFile", payload, Date.now());
  const { leaf } = insider.seal(vault, { record, payload: says });
  const again = { ...leaf, envelopeHash: live.envelopeHash };
  await append(insider, vault, { leaf: again, envelope: first });
  const phone = await aPhone();
  const name = persons[0]?.calledName;
  const whole = [...Array.from({ length: live.version }, () => name), "unreadable"];
  expect(await pastOf(phone, scene().house.house, record)).toEqual(whole);
  expect(await pastOf(phone, scene().house.house, record)).toEqual(whole);
  await append(insider, vault, insider.seal(vault, { record, payload: says }));
  await phone.lock();
});

test("a record of the same id in another vault takes the place of nobody's history", async () => {
  const { director, servers, house } = scene();
  const { engine } = director;
  const other = makeHouse();
  await saved(engine, engine.createHouse(other.input));
  const vera = arrival(other, other.beds[0] as BedId, "Vera");
  await saved(engine, engine.act("placeHousehold", vera));
  expect(await pastOf(engine, other.house, vera.file)).toEqual(["Vera"]);

  const insider = await Insider.of(servers, director);
  const record = vera.file as string as RecordId;
  for (const compartment of ["capacity", "residents"] as const) {
    const vault = insider.vault({ compartment, house: house.house });
    await append(insider, vault, insider.seal(vault, { record, payload: utf8("{}") }));
  }
  await gathered();
  expect(await pastOf(engine, other.house, vera.file)).toEqual(["Vera"]);
});

test("who seals a record anew with nothing inside and has what was before it dropped is named, although it cannot be shown", async () => {
  const { insider, vault, record, live, payload } = await atAFile();
  await insider.renew(vault);
  const { version, contentCommit, schema, epoch, envelopeHash } = live;
  const again = { kind: "reseal", record, version, contentCommit } as const;
  const noise = sealCrooked(insider, vault, utf8("nothing"), { leaf: again });
  const named = { kind: "prune", flags: 0, schema, record, version, epoch } as const;
  const prune = { leaf: { ...named, contentCommit: noHash, envelopeHash } };
  for (const sealed of [noise, prune]) await append(insider, vault, sealed);
  expect(insider.follow.book.state(vault).live.get(record)?.replaced).toBeUndefined();

  const disk = new Disk();
  let phone = engineOn(disk, new Hostile(scene().servers));
  expect(await unlockByKit(phone, scene().staff)).toMatchObject({ ok: true });
  const blamed = () => alarmsOf(phone).filter(({ code }) => code === "reseal-broken");
  await until("her name", () => blamed().length > 0);
  // It is known also to a device that was closed meanwhile and reads it out of its cache.
  await gathered();
  await phone.lock();
  phone = engineOn(disk, new Hostile(scene().servers));
  expect(await unlockHere(phone)).toMatchObject({ ok: true });
  await gathered();
  expect(blamed()).toMatchObject([{ member: insider.member, vault }]);
  const unreadable = async () =>
    (await phone.trust()).vaults.find((one) => one.vault === vault)?.unreadable;
  const others = ((await unreadable()) ?? 0) - 1;
  // What somebody writes in its place ends it.
  const anew = insider.seal(vault, { record, payload: writeRecord("householdFile", payload, 0) });
  await append(insider, vault, anew);
  await until("that it is over", () => blamed().length === 0);
  expect(await unreadable()).toBe(others);
  await phone.lock();
});
