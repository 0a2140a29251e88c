// Over 300 lines: one compartment that is written once, against everybody who would write it twice.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type RecordId,
  type VaultId,
  localKey,
  openDisclosure,
  readProof,
  rosterLog,
  utf8,
} from "#crypto";
import type { ActInput } from "#domain/acts.ts";
import { type Id, id } from "#domain/ids.ts";
import type { IncidentView } from "#domain/view-incident.ts";
import { readAccounts } from "#vault/device.ts";
import type { Alarm, Engine, Outbox, Preset } from "#vault/engine.ts";
import { isOlder } from "#vault/follow.ts";
import { Local } from "#vault/local.ts";
import { meaningSchema, writeRecord } from "#vault/opening.ts";
import { prunesOf } from "#vault/resealing.ts";
import { sealCrooked } from "../hostile/crooked.ts";
import { Disk } from "../hostile/disk.ts";
import { Hostile } from "../hostile/hostile.ts";
import { Insider } from "../hostile/insider.ts";
import { type Person, engineOn, unlockByKit, unlockHere } from "../hostile/scene.ts";
import { type Servers, startServers } from "../server/world.ts";
import {
  type House,
  alarmsOf,
  done,
  found,
  makeDevice,
  makeHouse,
  newId,
  passphrase,
  saved,
  until,
  rightsOf,
  withRights,
} from "./people.ts";

/** No other text holds this: wherever it is found, the narrative was. */
const needle = "Quillfeather-Zinnia-0231";

/** Somebody's device, with everything that came to it from the server. */
interface Watched extends Person {
  engine: Engine;
  readonly disk: Disk;
  readonly hostile: Hostile;
  readonly received: Uint8Array[];
}

let servers: Servers;
let house: House;
let ada: Person;
let bea: Watched;
let cleo: Watched;
let dana: Watched;
let written: Id<"incident">;

beforeAll(async () => {
  servers = await startServers(1, { headsPace: { grownMs: 200, idleMs: 3_600_000 } });
  const desk = makeDevice(servers.url);
  ada = { engine: desk.engine, enrolled: await found(desk.engine) };
  house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  bea = await joined("staff");
  cleo = await joined("volunteer");
  dana = await joined("director");
  const input = told({ facts: `A man asked for her at the gate. ${needle}` });
  written = input.incident;
  await saved(bea.engine, bea.engine.act("recordIncident", input));
  await until("the incident at the director's", () => seen(dana.engine, written));
  await saved(ada.engine, ada.engine.act("amendIncident", added({ text: `Again. ${needle}` })));
  for (const one of [bea, cleo, dana]) await one.disk.quiet();
}, 120_000);

afterAll(async () => {
  for (const { engine } of [ada, bea, cleo, dana]) await engine.lock();
  await servers.stop();
});

async function joined(preset: Preset): Promise<Watched> {
  const received: Uint8Array[] = [];
  const hostile = new Hostile(servers);
  for (const path of ["/v1/pull", "/v1/history", "/v1/boxes", "/v1/append", "/v1/heads"]) {
    hostile.raw(path, (raw) => {
      received.push(raw.bytes);
      return raw;
    });
  }
  hostile.pushes((bytes) => {
    received.push(bytes);
    return bytes;
  });
  const disk = new Disk();
  const engine = engineOn(disk, hostile);
  const asked = { preset, houses: [house.house], displayName: preset, inPerson: true };
  const { code } = await done(ada.engine.invite(asked));
  const { suggestedLoginId: loginId } = await done(engine.readInvite(code));
  const chosen = { code, displayName: preset, loginId, passphrase, deviceLabel: "Phone" };
  const enrolled = await done(engine.join({ ...chosen, sharedDevice: false }));
  await withRights(engine, rightsOf(preset));
  return { engine, enrolled, disk, hostile, received };
}

type Told = ActInput<"recordIncident">;
const told = (more: Partial<Told> = {}): Told => ({
  house: house.house,
  incident: id(newId()),
  type: "perpetrator_or_unknown_at_premises",
  severity: 4,
  people: [],
  facts: "Somebody at the gate.",
  immediateActions: [{ did: { code: "doors_locked" }, at: "2026-07-05T00:31:00Z" }],
  notified: [],
  safeguarding: "not_asked",
  staffSupportOffered: "not_yet",
  followUps: [],
  ...more,
});

const added = (more: Partial<ActInput<"amendIncident">> = {}): ActInput<"amendIncident"> => ({
  house: house.house,
  amendment: id(newId()),
  incident: written,
  text: "He came back.",
  notified: [],
  followUps: [],
  ...more,
});

const seen = (engine: Engine, incident: Id<"incident">): Promise<IncidentView | undefined> =>
  engine.view("incident", { house: house.house, incident });

/** Everything on a disk that its owner can open. */
async function kept({ disk, ...person }: Watched): Promise<string> {
  const { follow } = await Insider.of(servers, person);
  const [account] = await readAccounts(await disk.stores("device"));
  if (account === undefined) throw new Error("no account");
  const key = localKey(follow.keyring.identity, account.device);
  const local = new Local(await disk.stores(account.store), key);
  const opened: string[] = [];
  for (const name of await local.names("")) {
    const bytes = await local.get(name);
    if (bytes !== undefined) opened.push(Buffer.from(bytes).toString("latin1"));
  }
  expect(opened.length).toBeGreaterThan(0);
  return opened.join("\n");
}

/** Everything that a program of somebody's own can make of what it is given. */
async function held(person: Person): Promise<string> {
  const { follow } = await Insider.of(servers, person);
  const records = [...follow.records.values()].map((vault) => [...vault.values()]);
  const state = [...follow.state.houses.values()].map((own) => [
    [...own.incident],
    [...own.amendment],
    [...own.signOff],
  ]);
  return JSON.stringify([records, state]);
}

const incidentsOf = (insider: Insider): VaultId =>
  insider.vault({ compartment: "incidents", house: house.house });

/** The sealed bytes of the incident, as they stand on the server. */
async function sealedBytes(): Promise<Uint8Array> {
  const insider = await Insider.of(servers, ada);
  const vault = incidentsOf(insider);
  const { envelopeHash } = insider.first(vault, "incident").live;
  const answer = await insider.api.history(vault, [envelopeHash]);
  const [envelope] = answer.ok ? answer.value : [];
  if (envelope === undefined || envelope.length < 64) throw new Error("no envelope");
  return envelope;
}

describe("a narrative", () => {
  test("is found by each of these searches where its key is held", async () => {
    expect(JSON.stringify(await seen(dana.engine, written))).toContain(needle);
    expect(await held(bea)).toContain(needle);
    expect(await kept(bea)).toContain(needle);
    const sealed = Buffer.from(await sealedBytes());
    expect(dana.received.some((bytes) => Buffer.from(bytes).includes(sealed))).toBe(true);
  });

  test("is held nowhere by whoever has no key of incidents: not shown, not in memory, not on disk, not sent", async () => {
    const { house: own } = house;
    for (const name of ["incident", "incidents", "incidentForm"] as const) {
      const view = await cleo.engine.view(name, { house: own, incident: written });
      expect(JSON.stringify(view) ?? "").not.toContain(needle);
    }
    expect(await seen(cleo.engine, written)).toBeUndefined();
    expect(await held(cleo)).not.toContain(needle);
    expect(await kept(cleo)).not.toContain(needle);
    const sealed = Buffer.from(await sealedBytes());
    expect(cleo.received.length).toBeGreaterThan(0);
    expect(cleo.received.filter((bytes) => Buffer.from(bytes).includes(sealed))).toEqual([]);
    const [founder, hers] = [await Insider.of(servers, ada), await Insider.of(servers, cleo)];
    const vault = incidentsOf(founder);
    expect(hers.follow.keyring.key(vault, 1)).toBeUndefined();
    expect(await hers.api.pull(vault, 0)).toEqual({ ok: false, error: "not-allowed" });
  });

  test("is read by a director, who can write nothing about it", async () => {
    const refused = {
      ok: false,
      refusal: { code: "no-right", compartment: "incidents", house: house.house },
    };
    expect(await dana.engine.act("recordIncident", told())).toEqual(refused);
    expect(await dana.engine.act("amendIncident", added())).toEqual(refused);
    const director = await Insider.of(servers, dana);
    const vault = incidentsOf(director);
    const sealed = director.seal(vault, { payload: writeRecord("amendment", added(), 0) });
    expect(await director.append(vault, [director.frame(vault, [sealed])])).toBe("wrong-commit");
  });
});

describe("what is written once", () => {
  /** Waits until a manager's client has passed a commit by, for this reason, and says so. */
  const skippedAs = async (code: string): Promise<void> => {
    await until(code, async () =>
      (await ada.engine.trust()).skipped.some((one) => one.code === code),
    );
    let alarms: readonly Alarm[] = [];
    ada.engine.onAlarms((all) => (alarms = all))();
    expect(alarms.map((alarm) => alarm.code)).toContain("commit-skipped");
  };

  test("is not rewritten by its own author with a program of her own, nor by a server that lets her", async () => {
    const insider = await Insider.of(servers, bea);
    const vault = incidentsOf(insider);
    const { record, payload } = insider.first(vault, "incident");
    const other = writeRecord(
      "incident",
      { ...(payload as object), facts: "Nothing happened." },
      0,
    );
    const again = insider.seal(vault, { record, payload: other });
    expect(again.leaf.version).toBe(2);
    expect(await insider.append(vault, [insider.frame(vault, [again])])).toBe("wrong-commit");
    await insider.forceInto(vault, insider.frame(vault, [again]));
    await skippedAs("write-once");
    expect((await seen(ada.engine, written))?.facts).toContain(needle);
    // Reads on past what was skipped.
    await insider.read();
    expect(insider.first(vault, "incident").record).toBe(record);
  });

  test("is not taken away by whoever may only append", async () => {
    const insider = await Insider.of(servers, bea);
    const vault = incidentsOf(insider);
    const { record, live } = insider.first(vault, "incident");
    const { kind: _, author: __, position, writtenAt, writtenUnder, ...line } = live;
    expect([position, writtenAt, writtenUnder].every(Number.isInteger)).toBe(true);
    const zero = new Uint8Array(32) as typeof line.contentCommit;
    const leaf = {
      ...line,
      kind: "tombstone" as const,
      flags: 0 as const,
      record: record as RecordId,
      version: live.version + 1,
      contentCommit: zero,
      envelopeHash: zero,
    };
    const why = insider.seal(vault, { payload: writeRecord("amendment", added(), 0) });
    const frame = insider.frame(vault, [{ leaf }, why]);
    expect(await insider.append(vault, [frame])).toBe("wrong-commit");
    await insider.forceInto(vault, frame);
    await skippedAs("needs-manage");
    expect((await seen(ada.engine, written))?.facts).toContain(needle);
  });

  test("and that somebody who may only read was let write is proved to whoever holds no key", async () => {
    const director = await Insider.of(servers, dana);
    const vault = incidentsOf(director);
    const position = director.follow.book.state(vault).frontier.size;
    const sealed = director.seal(vault, { payload: writeRecord("amendment", added(), 0) });
    await director.forceInto(vault, director.frame(vault, [sealed]));
    await skippedAs("no-right");
    // What the server has taken from her since then is signed by it, with all that stands before it.
    await saved(ada.engine, ada.engine.act("amendIncident", added({ text: "And again." })));
    const texts = await ada.engine.proofs();
    const proofs = texts.flatMap((text) => {
      const read = readProof(text);
      return read.ok ? read.value.proved : [];
    });
    expect(proofs).toContainEqual({
      is: "foreign-write",
      log: vault,
      position,
      code: "no-right",
    });
    expect(texts.join()).not.toContain(needle);
    // Of what only the log before it shows, a reader of one entry cannot know; it is not said to be proved.
    expect(proofs).not.toContainEqual(expect.objectContaining({ code: "write-once" }));
  });
});

describe("a sign-off", () => {
  const signedOff = async (engine: Engine) => (await seen(engine, written))?.signOffs ?? [];

  test("written by somebody who appends, with a program of her own, is shown as not valid", async () => {
    const input = { house: house.house, incident: written, amendments: [] };
    expect(
      await bea.engine.act("signOffIncident", {
        ...input,
        signOff: id(newId()),
        decision: "closed",
      }),
    ).toEqual({ ok: false, refusal: { code: "manager-only" } });
    const insider = await Insider.of(servers, bea);
    const vault = incidentsOf(insider);
    const view = await seen(ada.engine, written);
    const record = {
      incident: written,
      at: "2026-07-05T01:00:00Z",
      decision: "closed",
      amendments: view?.amendments.map(({ amendment }) => amendment) ?? [],
    };
    const sealed = insider.seal(vault, { payload: writeRecord("signOff", record, 0) });
    expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
    await until("her sign-off", async () => (await signedOff(ada.engine)).length === 1);
    for (const { engine } of [ada, dana]) {
      await until("it here", async () => (await signedOff(engine)).length === 1);
      expect(await signedOff(engine)).toMatchObject([
        { decision: "closed", isValid: false, by: insider.member },
      ]);
      expect((await seen(engine, written))?.status).toBe("submitted");
    }
  });

  test("by a manager counts, also after she has handed the house over, and on a device that opens anew", async () => {
    const manager = await joined("manager");
    const view = await seen(ada.engine, written);
    const amendments = view?.amendments.map(({ amendment }) => amendment) ?? [];
    const input = { house: house.house, incident: written, amendments };
    await saved(
      ada.engine,
      ada.engine.act("signOffIncident", { ...input, signOff: id(newId()), decision: "closed" }),
    );
    const closed = (engine: Engine) => async (): Promise<boolean> =>
      (await seen(engine, written))?.status === "closed";
    await until("closed at the manager's", closed(manager.engine));
    const status = await manager.engine.status();
    if (status.is !== "open") throw new Error("not open");
    await done(ada.engine.handOver(house.house, status.member));
    await until("the founder reads alone", async () => {
      const own = await ada.engine.status();
      return (
        own.is === "open" && own.rights.some((r) => r.compartment === "incidents" && r.right === 1)
      );
    });
    expect(
      await ada.engine.act("signOffIncident", {
        ...input,
        signOff: id(newId()),
        decision: "closed",
      }),
    ).toMatchObject({
      ok: false,
    });
    await manager.disk.quiet();
    await manager.engine.lock();
    const reopened = engineOn(manager.disk, manager.hostile);
    manager.hostile.cut();
    await done(unlockHere(reopened));
    expect(await closed(reopened)()).toBe(true);
    expect((await signedOff(reopened)).map(({ isValid }) => isValid)).toEqual([false, true]);
    await reopened.lock();
    const cold = await Insider.of(servers, manager);
    const known = cold.follow.state.houses.get(house.house);
    const valid = [...(known?.signOff.keys() ?? [])].map((one) => known?.authors.get(one)?.manages);
    expect(valid).toEqual([false, true]);
  });
});

describe("an incident that is written without a network", () => {
  /** How many commits each log has on the server. */
  const commits = async (): Promise<number> => {
    const insider = await Insider.of(servers, dana);
    return insider.follow.book.size(incidentsOf(insider));
  };
  const outboxOf = (engine: Engine): Promise<Outbox> =>
    new Promise((call) => {
      engine.onOutbox(call)();
    });

  test("is kept through a closed tab and goes out once, also when the first answer is lost", async () => {
    const before = await commits();
    bea.hostile.cut();
    await until("no network", async () => {
      const status = await bea.engine.status();
      return status.is === "open" && !status.online;
    });
    const input = told({ facts: "Written in the cellar, where no signal is." });
    const amendment = added({ incident: input.incident, text: "It was the neighbour." });
    expect((await bea.engine.act("recordIncident", input)).ok).toBe(true);
    expect((await bea.engine.act("amendIncident", amendment)).ok).toBe(true);
    expect(await seen(bea.engine, input.incident)).toMatchObject({
      reporter: expect.any(String),
      amendments: [{ text: amendment.text }],
    });
    expect((await outboxOf(bea.engine)).entries.map(({ state }) => state.is)).toContain("kept");
    expect(await commits()).toBe(before);

    // The tab is closed and opened again, still without a network.
    await bea.engine.lock();
    bea.engine = engineOn(bea.disk, bea.hostile);
    await done(unlockHere(bea.engine));
    expect((await seen(bea.engine, input.incident))?.facts).toBe(input.facts);

    // The first append that gets through is taken, and its answer lost.
    let lost = 0;
    bea.hostile.honest();
    bea.hostile.raw("/v1/append", (raw) => {
      if (raw.status !== 200 || lost > 0) return raw;
      lost += 1;
      throw new TypeError("the answer was lost");
    });
    const at = (engine: Engine) => async () =>
      (await seen(engine, input.incident))?.amendments.length === 1;
    await until("both at the director's", at(dana.engine), 60_000);
    await until(
      "an empty outbox",
      async () => (await outboxOf(bea.engine)).entries.every(({ state }) => state.is === "saved"),
      60_000,
    );
    expect(lost).toBe(1);
    const list = await dana.engine.view("incidents", { house: house.house });
    const same = list?.lines.filter(({ beginning }) => beginning === input.facts);
    expect(same).toHaveLength(1);
    const after = await Insider.of(servers, dana);
    const vault = incidentsOf(after);
    const versions = [...after.follow.book.state(vault).live].filter(([record]) =>
      [input.incident, amendment.amendment].includes(record as never),
    );
    expect(versions.map(([, { version }]) => version)).toEqual([1, 1]);
    expect(await commits()).toBe(before + 2);
    expect(after.follow.book.size(rosterLog)).toBeGreaterThan(0);
  }, 120_000);
});

test("an incident is opened to somebody outside, who holds no key, with all that was added; and to nobody by another's key", async () => {
  const { engine } = ada;
  const view = await seen(engine, written);
  const records = [written, ...(view?.amendments ?? []).map(({ amendment }) => amendment)];
  const listed = async (): Promise<string | false> => {
    const tried = await engine.disclose(house.house, records);
    if (!tried.ok) expect(tried.code).toBe("not-listed-yet");
    return tried.ok && tried.value;
  };
  const made = await until("a list that covers it", listed, 30_000);
  const opened = openDisclosure(made);
  if (!opened.ok) throw new Error(opened.error);
  const { contents, compartment, house: of, dated } = opened.value;
  expect([compartment, of, dated]).toEqual(["incidents", house.house, []]);
  expect(contents.map(({ record }) => record).toSorted()).toEqual(records.toSorted());
  const [first] = contents.filter(({ record }) => (record as string) === written);
  expect(first?.payload).toContain(needle);
  expect(first).toMatchObject({ version: 1, author: await memberOf(bea.engine) });
  expect(openDisclosure(made.replace(needle, needle.toLowerCase()))).toEqual({
    ok: false,
    error: "other-content",
  });
  // A volunteer reads no incidents, and so can open none.
  expect(await cleo.engine.disclose(house.house, records)).toMatchObject({ ok: false });
  expect(await engine.disclose(house.house, [])).toEqual({ ok: false, code: "no-such-thing" });
});

test("what is opened to somebody outside is of its own vault, whatever else is written there or under its id", async () => {
  const insider = await Insider.of(servers, bea);
  const incidents = incidentsOf(insider);
  const capacity = insider.vault({ compartment: "capacity", house: house.house });
  const meaning = insider.seal(incidents, { schema: meaningSchema, payload: utf8("{}") });
  const last = insider.seal(incidents, { payload: utf8("So much for that.") });
  const records = [written as string as RecordId, last.leaf.record];
  const untrue = records.map((record) =>
    insider.seal(capacity, { record, payload: utf8("Nothing has happened.") }),
  );
  const all = [
    [incidents, [meaning]],
    [incidents, [last]],
    [capacity, untrue],
  ] as const;
  for (const [vault, sealed] of all) {
    expect(await insider.append(vault, [insider.frame(vault, sealed)])).toBe("taken");
    await insider.read();
  }
  const entries = insider.follow.book.size(capacity);
  await until("that it is read", async () => {
    const { vaults } = await ada.engine.trust();
    return vaults.find(({ vault }) => vault === capacity)?.entries === entries;
  });
  const text = await until("a list that covers all", async () => {
    const tried = await ada.engine.disclose(house.house, records);
    if (!tried.ok) expect(tried.code).toBe("not-listed-yet");
    return tried.ok && tried.value;
  });
  const opened = openDisclosure(text);
  if (!opened.ok) throw new Error(opened.error);
  expect(opened.value.compartment).toBe("incidents");
  expect(opened.value.contents.map(({ payload }) => payload).toSorted()).toEqual([
    "So much for that.",
    expect.stringContaining(needle),
  ]);
});

test("an incident that was sealed anew with nothing inside is shown and disclosed as it was, whoever did it is named, and the next key mends it", async () => {
  const [insider, manager] = [await Insider.of(servers, bea), await Insider.of(servers, ada)];
  const vault = incidentsOf(insider);
  const record = written as string as RecordId;
  await insider.renew(vault);
  const live = insider.follow.book.state(vault).live.get(record);
  if (live === undefined) throw new Error("no such record");
  const { version, contentCommit } = live;
  const leaf = { kind: "reseal", record, version, contentCommit } as const;
  const noise = sealCrooked(insider, vault, utf8("nothing"), { leaf });
  expect(await insider.append(vault, [insider.frame(vault, [noise])])).toBe("taken");

  const phone = engineOn(new Disk(), new Hostile(servers));
  await done(unlockByKit(phone, dana));
  const blamed = (engine: Engine): readonly (string | undefined)[] =>
    alarmsOf(engine).flatMap((one) =>
      one.code === "reseal-broken" ? [one.member, one.vault] : [],
    );
  for (const engine of [ada.engine, dana.engine, phone]) {
    await until("her name", () => blamed(engine).length > 0);
    expect(blamed(engine)).toEqual([insider.member, vault]);
    expect((await seen(engine, written))?.facts).toContain(needle);
  }
  const text = await until("a list that covers it", async () => {
    const tried = await ada.engine.disclose(house.house, [record]);
    if (!tried.ok) expect(tried.code).toBe("not-listed-yet");
    return tried.ok && tried.value;
  });
  expect(text).toContain(needle);
  // What it is shown from is dropped by nobody.
  await manager.read();
  const drops = prunesOf(manager.follow, vault, Number.POSITIVE_INFINITY);
  expect(drops.filter((write) => write.record === record)).toEqual([]);

  await manager.renew(vault);
  for (const engine of [ada.engine, dana.engine, phone]) {
    await until("that it is mended", () => blamed(engine).length === 0, 60_000);
    expect((await seen(engine, written))?.facts).toContain(needle);
  }
  const { follow } = await Insider.of(servers, ada);
  expect(follow.book.state(vault).live.get(record)).toMatchObject({
    kind: "reseal",
    version,
    epoch: manager.key(vault).epoch,
  });
  const now = follow.recordsOf(vault).get(record);
  expect([now?.is, isOlder(now)]).toEqual(["open", false]);
  await phone.lock();
});

async function memberOf(engine: Engine): Promise<string | undefined> {
  const status = await engine.status();
  return status.is === "open" ? status.member : undefined;
}
