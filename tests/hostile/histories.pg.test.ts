import { expect, test } from "vitest";
import { type RecordId, type VaultId, utf8 } from "#crypto";
import type { HouseId } from "#domain/compartments.ts";
import type { BedId } from "#domain/ids.ts";
import type { Engine, History } from "#vault/engine.ts";
import { writeRecord } from "#vault/opening.ts";
import { arrival, gathered, saved } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { engineOn, makeHouse, unlockByKit } from "./scene.ts";

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
  sealed: ReturnType<Insider["seal"]>,
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
