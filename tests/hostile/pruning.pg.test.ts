import { expect, test } from "vitest";
import { type Hash, type RecordId, type VaultId, noHash, utf8 } from "#crypto";
import { openDatabase } from "#server/postgres/database.ts";
import { Pruning } from "#server/pruning.ts";
import type { Tables } from "#server/store/tables.ts";
import { alarmsOf } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { boardOf, engineOn, unlockByKit } from "./scene.ts";

const scene = theScene();

/** Whoever works in the house with a program of her own, the residents' vault, and a file in it with its envelope. */
async function atAFile() {
  const { servers, staff, house } = scene();
  const insider = await Insider.of(servers, staff);
  const vault = insider.vault({ compartment: "residents", house: house.house });
  const file = insider.first(vault, "householdFile");
  const answer = await insider.api.history(vault, [file.live.envelopeHash]);
  const envelope = answer.ok ? answer.value[0] : undefined;
  if (envelope === undefined) throw new Error("not to be had");
  return { insider, vault, ...file, envelope };
}

async function append(
  insider: Insider,
  vault: VaultId,
  sealed: Parameters<Insider["frame"]>[1],
): Promise<void> {
  expect(await insider.append(vault, [insider.frame(vault, sealed)])).toBe("taken");
  await insider.read();
}

/** Drops the first version of a record, by the hash that it is said to have. */
const prune = (insider: Insider, vault: VaultId, record: RecordId, envelopeHash: Hash) =>
  append(insider, vault, [
    {
      leaf: {
        kind: "prune",
        flags: 0,
        schema: 2,
        record,
        version: 1,
        epoch: insider.key(vault).epoch,
        contentCommit: noHash,
        envelopeHash,
      },
    },
  ]);

/** All that is to be dropped one day is. */
async function daysLater(): Promise<void> {
  const db = openDatabase<Tables>(scene().servers.databaseUrl);
  await db
    .updateTable("prunes")
    .set({ due_on: "2020-01-01" as never })
    .execute();
  await new Pruning(db).tick();
  expect(await db.selectFrom("prunes").selectAll().execute()).toEqual([]);
  await db.destroy();
}

/** What a device shows that has seen nothing yet. */
async function seenAnew() {
  const { servers, staff, house } = scene();
  const phone = engineOn(new Disk(), new Hostile(servers));
  expect(await unlockByKit(phone, staff)).toMatchObject({ ok: true });
  const seen = { board: await boardOf(phone, house), alarms: alarmsOf(phone) };
  await phone.lock();
  return seen;
}

test("a prune of one's own record drops nothing of another's, whatever hash it names", async () => {
  const { insider, vault, live } = await atAFile();
  const own = insider.seal(vault, { payload: utf8("{}") });
  const { record } = own.leaf;
  await append(insider, vault, [own]);
  await append(insider, vault, [insider.seal(vault, { record, payload: utf8("{}") })]);
  await prune(insider, vault, record, live.envelopeHash);
  await daysLater();
  expect(await seenAnew()).toEqual({ board: scene().truths.at(-1), alarms: [] });
});

test("nor does a prune of the same bytes in another place", async () => {
  const { insider, vault, live, envelope } = await atAFile();
  const { leaf } = insider.seal(vault, { payload: utf8("{}") });
  const { record } = leaf;
  await append(insider, vault, [{ leaf: { ...leaf, envelopeHash: live.envelopeHash }, envelope }]);
  await append(insider, vault, [insider.seal(vault, { record, payload: utf8("{}") })]);
  await prune(insider, vault, record, live.envelopeHash);
  await daysLater();
  expect(await seenAnew()).toEqual({ board: scene().truths.at(-1), alarms: [] });
  const asked = [noHash, live.envelopeHash];
  expect(await insider.api.history(vault, asked)).toEqual({
    ok: true,
    value: [new Uint8Array(0), envelope],
  });
});
