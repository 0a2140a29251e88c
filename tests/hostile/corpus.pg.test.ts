import { expect, test } from "vitest";
import { type RecordId, type VaultId, rosterLog, toHex } from "#crypto";
import type { BedId } from "#domain/ids.ts";
import { recordTypes } from "#domain/record-types.ts";
import type { Engine } from "#vault/engine.ts";
import { meaningSchema, writeMeaning } from "#vault/opening.ts";
import { alarmsOf, arrival, saved, until } from "../engine/people.ts";
import { type Bad, corpus } from "./corpus.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { readAsClient, readAsSecond, withoutReasons } from "./readers.ts";
import { paths, register } from "./register.ts";
import { boardOf, engineOn, unlockByKit, unlockHere } from "./scene.ts";

const scene = theScene();

/** How many records of a vault are counted as unreadable, and how many as shown. */
async function counted(engine: Engine, vault: VaultId) {
  const { vaults, skipped } = await engine.trust();
  const own = vaults.find((one) => one.vault === vault);
  return { unreadable: own?.unreadable, shown: own?.records, skipped: skipped.length };
}

test("whatever a member seals in place of records is counted and shown by nobody, and everything else goes on", async (context) => {
  const { servers, director, staff, warm, house, truths } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "capacity", house: house.house });
  const { payload } = insider.first(vault, "bed");
  const all = corpus(recordTypes.bed, payload as object, 1_790_000_000);
  const before = await counted(director.engine, vault);

  const hostile = new Hostile(servers);
  const live = engineOn(warm.copy(), hostile);
  expect(await unlockHere(live)).toMatchObject({ ok: true });

  const sealed = new Map<RecordId, Bad & { readonly hash: string }>();
  for (let from = 0; from < all.length; from += 20) {
    const leaves = all.slice(from, from + 20).map(({ bytes: text, schema, ...rest }) => {
      const one = insider.seal(vault, { payload: text, ...(schema && { schema }) });
      const hash = toHex(one.leaf.envelopeHash);
      sealed.set(one.leaf.record, { ...rest, bytes: text, hash });
      return one;
    });
    expect(await insider.append(vault, [insider.frame(vault, leaves)])).toBe("taken");
    await insider.read();
  }
  const bad = all.filter(({ newer }) => newer === undefined).length;
  const expected = { ...before, unreadable: (before.unreadable ?? 0) + bad };

  const [cold, returning] = [engineOn(new Disk(), hostile), engineOn(warm.copy(), hostile)];
  expect(await unlockByKit(cold, staff)).toMatchObject({ ok: true });
  expect(await unlockHere(returning)).toMatchObject({ ok: true });
  for (const engine of [live, cold, returning, director.engine]) {
    await until(
      "what is counted",
      async () => (await counted(engine, vault)).unreadable === expected.unreadable,
    );
    expect(await counted(engine, vault)).toEqual(expected);
    expect(await boardOf(engine, house)).toBe(truths.at(-1));
  }

  // Others write, and what is there of tomorrow stays as it is.
  const input = arrival(house, house.beds[5] as BedId, "Thea");
  await saved(live, live.act("placeHousehold", input));
  await insider.read();
  for (const [record, { hash }] of sealed) {
    expect(
      toHex(insider.follow.book.state(vault).live.get(record)?.envelopeHash ?? new Uint8Array()),
    ).toBe(hash);
  }
  await until("her at the others", async () =>
    JSON.stringify(await boardOf(cold, house)).includes("Thea"),
  );

  // All who read without keys say the same.
  const [roster, log] = [await insider.api.pull(rosterLog, 0), await insider.api.pull(vault, 0)];
  if (!roster.ok || !log.ok) throw new Error("no pages");
  const bytes = ({ commits }: typeof log.value) => commits.map((commit) => commit.bytes);
  const written = {
    org: insider.org,
    roster: bytes(roster.value),
    logs: new Map([[vault, bytes(log.value)]]),
  };
  const read = readAsClient(written, "now");
  expect(readAsClient(written, "later")).toEqual(read);
  expect(withoutReasons(read)).toEqual(readAsSecond(written));
  expect(read.map(({ skipped }) => skipped)).toEqual([[], []]);

  for (const engine of [cold, returning, live]) await engine.lock();
  const line = {
    is: "tried",
    code: "cannot-open",
    alarm: "none",
    shown: "all else",
    goesOn: true,
  } as const;
  for (const path of paths.filter((one) => one !== "O")) {
    register(
      context,
      {
        ...line,
        row: 19,
        path,
        attack: `${bad} things in place of records, sealed and signed by a member`,
      },
      { ...line, row: 21, path, code: "none", attack: "a type and a schema of tomorrow" },
      {
        ...line,
        row: 48,
        path,
        attack: `${bad} things in place of records, sealed and signed by a member`,
      },
    );
  }
  const why = "what is kept was judged when it came";
  for (const row of [19, 21]) {
    const attack =
      row === 19
        ? `${bad} things in place of records, sealed and signed by a member`
        : "a type and a schema of tomorrow";
    register(context, { row, attack, path: "O", is: "not", why });
  }
});

test("a vault that says to be for something else than it was made for is taken for what it was made for, and is an alarm for whoever comes new to it", async () => {
  const { servers, director, staff, house } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "capacity", house: house.house });
  const { shown, unreadable = 0 } = await counted(director.engine, vault);
  const { live } = insider.follow.book.state(vault);
  const [record] = [...live].find(([, { schema }]) => schema === meaningSchema) ?? [];
  if (record === undefined) throw new Error("it says nothing");
  const payload = writeMeaning({ compartment: "team" }, new Uint8Array(16));
  const other = insider.seal(vault, { record, schema: meaningSchema, payload });
  expect(await insider.append(vault, [insider.frame(vault, [other])])).toBe("taken");

  const hostile = new Hostile(servers);
  const [cold, warm] = [engineOn(new Disk(), hostile), engineOn(scene().warm.copy(), hostile)];
  expect(await unlockByKit(cold, staff)).toMatchObject({ ok: true });
  expect(await unlockHere(warm)).toMatchObject({ ok: true });
  await until("an alarm", () =>
    alarmsOf(cold).some((one) => one.code === "vault-meaning-wrong" && one.vault === vault),
  );
  expect(shown).toBeGreaterThan(0);
  await until("all of it", async () => (await counted(cold, vault)).shown === shown);
  await until(
    "what was written",
    async () => (await counted(warm, vault)).unreadable === unreadable + 1,
  );
  expect(alarmsOf(warm).map(({ code }) => code)).not.toContain("vault-meaning-wrong");
  for (const engine of [cold, warm]) await engine.lock();
});

test("ten megabytes are no envelope", async () => {
  const { servers, director, house } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "capacity", house: house.house });
  const sealed = insider.seal(vault, { payload: new Uint8Array(300) });
  const frame = insider.frame(vault, [{ leaf: sealed.leaf, envelope: new Uint8Array(10 << 20) }]);
  expect(await insider.append(vault, [frame])).not.toBe("taken");
});
