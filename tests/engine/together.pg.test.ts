// Over 300 lines: one story, which is read as one.
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ActInput, Deed } from "#domain/acts.ts";
import { houseId, type HouseId } from "#domain/compartments.ts";
import { id, type BedId, type Id, type IdName } from "#domain/ids.ts";
import type { State } from "#domain/state.ts";
import { views } from "#domain/views.ts";
import type { DeedState } from "#vault/deed.ts";
import type { Alarm, OutboxEntry } from "#vault/engine.ts";
import { deedOf } from "../domain/steps.ts";
import { World } from "../domain/world.ts";
import { type Random, seeded } from "../random.ts";
import { type Servers, startServers } from "../server/world.ts";
import { broken, brokenLater, onceWritten, recordsOf } from "./checker.ts";
import { otherDeed } from "./others.ts";
import {
  type Device,
  type House,
  arrival,
  done,
  found,
  makeDevice,
  newId,
  passphrase,
  saved,
  until,
  rightsOf,
  withRights,
} from "./people.ts";
import { shakyNetwork } from "./shaky.ts";
import { storedLeaves } from "./stored.ts";

const long = process.env["LONG"] !== undefined;
const rounds = Number(process.env["ROUNDS"] ?? (long ? 60 : 2));
const deedsEach = long ? 8 : 5;
const clients = 4;
const waitMs = 300_000;

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(2);
  // Tests alone ask for everything at once; no screen can.
  (views as Record<string, unknown>)["whole"] = (state: State) => structuredClone(state);
}, 60_000);
afterAll(() => servers.stop());

const wholeOf = ({ engine }: Device): Promise<State> =>
  engine.view("whole" as "tonight", {} as { house: HouseId }) as unknown as Promise<State>;

/** A client, what it was told about its writes, and the network that it is on. */
interface Client {
  readonly device: Device;
  readonly network: ReturnType<typeof shakyNetwork>;
  readonly member: string;
}

/** A world as a device sees it, in which the steps of the domain's tests choose their deeds; its ids are new to all. */
class Seen extends World {
  override id<N extends IdName>(): Id<N> {
    return id<N>(newId());
  }
}

function stepIn(client: Client, state: State, houses: [HouseId, HouseId], random: Random): Deed {
  const clock = Date.now();
  const house = houses[random.between(0, 1)] as HouseId;
  if (random.chance(0.45)) return otherDeed(random, { state, house, member: client.member, clock });
  const world = Object.assign(new Seen(new Date(clock).toISOString()), { state, clock });
  const picks = Array.from({ length: 8 }, () => random.between(0, 1_000));
  return deedOf({ world, houses }, { what: random.between(0, 24), picks, hours: 0 });
}

/** Records that a deed makes, so that it can be seen whether they stand. */
const made = ({ act, input }: Deed): readonly string[] => {
  // Whoever was here before has her file already.
  if (act === "placeHousehold") return [input.placement, input.figures];
  if (act === "blockBeds") return [input.block];
  if (act === "holdBeds") return [input.hold];
  if (act === "addTask") return [input.task];
  if (act === "finishTask") return [input.mark];
  if (act === "closeHandover") return [input.note];
  if (act === "readHandover") return input.marks.map(({ mark }) => mark);
  if (act === "takeRequest") return [input.request];
  if (act === "offerPlace") return [input.hold];
  if (act === "offerTransfer") return [input.offer];
  return act === "recordIncident" ? [input.incident] : [];
};

test(`whatever ${clients} clients do, late, offline and over lost connections, breaks no law and loses no acknowledged write`, async () => {
  const random = seeded();
  const counts = { done: 0, refused: 0, saved: 0, question: 0, undone: 0, contested: 0 };
  const seen = new Map<string, number>();
  console.log(`together: seed ${random.seed}`);
  const calm = makeDevice(servers.url);
  await found(calm.engine);
  const houses = [0, 1].map(() => houseId(newId())) as [HouseId, HouseId];
  for (const [at, house] of houses.entries()) {
    await saved(
      calm.engine,
      calm.engine.createHouse(townHouse(house, at === 0 ? "Linde" : "Birke")),
    );
  }
  const all: Client[] = [];
  for (let at = 0; at < clients; at++) all.push(await join(calm, houses, random, at));
  const texts = new Map<string, string>();

  /** Says the seed and all that was found, because a report of a failed test has one line. */
  const nothing = (what: string, round: number, found: readonly unknown[]) => {
    const told = `seed ${random.seed}, round ${round}, ${what}: ${JSON.stringify(found)}`;
    if (found.length > 0) throw new Error(told);
  };

  /** Draws deeds until one is possible. */
  const tried = async (client: Client, of: [HouseId, HouseId], own: Random) => {
    for (let draw = 0; draw < 6; draw++) {
      const deed = stepIn(client, await wholeOf(client.device), of, own);
      const came = await client.device.engine.act(deed.act, deed.input as never);
      counts[came.ok ? "done" : "refused"] += 1;
      if (!came.ok) continue;
      seen.set(deed.act, (seen.get(deed.act) ?? 0) + 1);
      return { deed, entry: came.entry };
    }
    return undefined;
  };

  for (let round = 1; round <= rounds; round++) {
    const pending: Promise<unknown>[] = [];
    const acknowledged = new Set<string>();
    const asked: Asked[] = [];
    /** What has neither been saved nor become a question, by the entry. */
    const unsettled = new Map<string, string>();
    const ended = (client: Client, entry: string, act: string): Promise<DeedState> => {
      unsettled.set(entry, `${act} of ${client.member}`);
      return client.device.engine.settled(entry).finally(() => unsettled.delete(entry));
    };
    const follow = (client: Client, entry: string, deed: Deed): Promise<DeedState> =>
      ended(client, entry, deed.act).then((state) => {
        const { is } = state;
        counts[is === "saved" ? "saved" : "question"] += 1;
        if (is === "saved") for (const record of made(deed)) acknowledged.add(record);
        else asked.push({ client, entry, deed });
        return state;
      });
    // The last bed, by two at once: one of them perhaps without a network (I-20).
    const contest = lastBed(await wholeOf(calm), houses, random);
    await Promise.all(
      all.map(async (client, at) => {
        // A die of its own for each client: what one draws must not depend on how fast another is.
        const own = seeded((random.seed + round * 101 + at * 7_919) | 0);
        if (own.chance(0.3)) client.network.offline(true);
        if (contest !== undefined && at < 2) {
          const deed = contest();
          const came = await client.device.engine.act(deed.act, deed.input as never);
          if (came.ok) {
            counts.contested += 1;
            pending.push(follow(client, came.entry, deed));
          }
        }
        for (let deed = 0; deed < deedsEach; deed++) {
          await sleep(own.between(0, 120));
          if (own.chance(0.1)) client.network.cut();
          const told = await tried(client, houses, own);
          if (told === undefined) continue;
          const { entry } = told;
          pending.push(follow(client, entry, told.deed));
          if (!own.chance(0.12)) continue;
          const back = await client.device.engine.undo(entry);
          if (!back.ok) continue;
          counts.undone += 1;
          pending.push(ended(client, back.entry, `undo of ${told.deed.act}`));
        }
        client.network.offline(false);
      }),
    );
    await within(Promise.all(pending), `round ${round}: every write is saved or a question`).catch(
      async (reason: unknown) => {
        // With the seed, all that a search needs.
        const devices = all.map(async ({ device, member }) => ({
          member,
          status: (await device.engine.status()).is,
          onTheWay: onTheWay(device),
        }));
        const found = { unsettled: [...unsettled], devices: await Promise.all(devices) };
        throw new Error(JSON.stringify(found), { cause: reason });
      },
    );
    // A question has the words as they were typed.
    for (const { client, entry, deed } of asked) {
      const kept = entriesOf(client.device).find(({ id: one }) => one === entry);
      if (kept !== undefined) expect([kept.act, kept.input]).toEqual([deed.act, deed.input]);
    }
    for (const { device } of all) await dropQuestions(device);

    const states = await agreeing([calm, ...all.map(({ device }) => device)], round);
    const [state] = states as [State, ...State[]];
    nothing("broken", round, broken(state, Date.now()));
    nothing("broken later", round, brokenLater(state, Date.now()));
    const there = new Set(Object.keys(recordsOf(state)).map((key) => key.split(" ").at(-1)));
    const leaves = await storedLeaves(servers.databaseUrl);
    const removed = new Set(
      leaves.filter(({ kind }) => kind === "tombstone").map(({ record }) => record as string),
    );
    // What is not there any more was taken away by a later deed, and the log says so.
    const lost = [...acknowledged].filter((one) => !there.has(one) && !removed.has(one));
    nothing("lost", round, lost);
    // What became a question is neither there nor was it ever written.
    const written = new Set(leaves.map(({ record }) => record as string));
    const merged = asked.flatMap(({ deed }) => made(deed).filter((one) => written.has(one)));
    nothing("merged", round, merged);
    for (const [record, text] of onceWritten(state)) {
      expect(texts.get(record) ?? text).toBe(text);
      texts.set(record, text);
    }
  }

  for (const device of [calm, ...all.map((client) => client.device)]) {
    let alarms: readonly Alarm[] = [];
    device.engine.onAlarms((list) => (alarms = list))();
    expect(alarms).toEqual([]);
    expect((await device.engine.trust()).skipped).toEqual([]);
    await device.engine.lock();
  }
  const sum = (of: (client: Client) => number) => all.reduce((total, one) => total + of(one), 0);
  console.log(
    `together: ${rounds} rounds of ${clients} clients on two servers, seed ${random.seed}: ` +
      `${counts.done} deeds kept (${counts.saved} saved, ${counts.question} asked), ${counts.refused} refused, ` +
      `${counts.undone} undone, ${counts.contested} for one last bed; ${sum(({ network }) => network.counts.offline)} spells offline, ` +
      `${sum(({ network }) => network.counts.dropped)} requests dropped, ` +
      `${sum(({ network }) => network.counts.lostReplies)} replies lost, ${sum(({ network }) => network.counts.cut)} connections cut`,
  );
  console.log(`together: ${[...seen].map(([act, count]) => `${act} ${count}`).join(", ")}`);
  expect(counts.saved).toBeGreaterThan(rounds);
}, 3_600_000);

async function agreeing(devices: readonly Device[], round: number): Promise<readonly State[]> {
  let states: readonly State[] = [];
  await until(
    `round ${round}: all see the same`,
    async () => {
      states = await Promise.all(devices.map(wholeOf));
      const [first, ...others] = states.map((state) => JSON.stringify(recordsOf(state)));
      return others.every((one) => one === first);
    },
    waitMs,
  ).catch((reason: unknown) => {
    const [first, ...others] = states.map(recordsOf);
    for (const other of others) expect(other).toEqual(first);
    throw reason;
  });
  return states;
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  const late = new AbortController();
  const timer = sleep(waitMs, undefined, { signal: late.signal }).then(() => {
    throw new Error(`waited in vain: ${what}`);
  });
  try {
    return await Promise.race([promise, timer.catch((reason: unknown) => Promise.reject(reason))]);
  } finally {
    late.abort();
  }
}

/** A deed that came back as a question. */
interface Asked {
  readonly client: Client;
  readonly entry: string;
  readonly deed: Deed;
}

/** Another woman for one free bed each time that it is asked; undefined where none is free. */
function lastBed(
  state: State,
  houses: readonly HouseId[],
  random: Random,
): (() => Extract<Deed, { act: "placeHousehold" }>) | undefined {
  const house = houses[random.between(0, houses.length - 1)] as HouseId;
  const there = state.houses.get(house);
  const free = [...((there?.bed.keys() ?? []) as Iterable<BedId>)].filter((bed) =>
    (there?.occupancies.get(bed) ?? []).every(({ to }) => to !== undefined),
  );
  const bed = free[random.between(0, Math.max(0, free.length - 1))];
  if (bed === undefined) return undefined;
  return () => ({
    act: "placeHousehold",
    input: arrival({ house } as House, bed, `Noor ${newId().slice(0, 4)}`),
  });
}

function entriesOf({ engine }: Device): readonly OutboxEntry[] {
  let entries: readonly OutboxEntry[] = [];
  engine.onOutbox((outbox) => (entries = outbox.entries))();
  return entries;
}

/** What has neither been saved nor become a question. */
function onTheWay(device: Device): unknown {
  return entriesOf(device)
    .filter(({ state }) => state.is !== "saved")
    .map(({ act, input, state }) => ({ act, input, state }));
}

async function dropQuestions(device: Device): Promise<void> {
  for (const { id: entry, state } of entriesOf(device)) {
    if (state.is === "question") await device.engine.answer(entry, { is: "drop" });
  }
}

/** A colleague who manages both houses, on a device whose network is as bad as they come. */
async function join(
  calm: Device,
  houses: readonly HouseId[],
  random: Random,
  at: number,
): Promise<Client> {
  const network = shakyNetwork({ random: seeded(random.seed + at), delayMs: 40, lost: 0.05 });
  const device = makeDevice(servers.urls[at % 2] as string, network.ports);
  const steady = makeDevice(device.ports.origin, { stores: device.ports.stores });
  const displayName = `Colleague ${at + 1}`;
  const invite = { preset: "manager", houses, displayName, inPerson: true } as const;
  const { code } = await done(calm.engine.invite(invite));
  const { suggestedLoginId: loginId } = await done(steady.engine.readInvite(code));
  await done(
    steady.engine.join({
      code,
      displayName,
      loginId,
      passphrase,
      deviceLabel: "Phone",
      sharedDevice: false,
    }),
  );
  await withRights(steady.engine, rightsOf("manager", 2), waitMs);
  await steady.engine.lock();
  const [account] = await device.engine.accounts();
  await until(
    "open",
    async () => (await device.engine.unlock({ account: account?.id ?? "", passphrase })).ok,
    waitMs,
  );
  const status = await withRights(device.engine, rightsOf("manager", 2), waitMs);
  const known = async () => {
    const state = await wholeOf(device);
    return houses.every((house) => (state.houses.get(house)?.bed.size ?? 0) > 0);
  };
  await until("the houses", known, waitMs);
  return { device, network, member: status.is === "open" ? String(status.member) : "" };
}

/** The small town's houses, as the wizard makes them. */
function townHouse(house: HouseId, codeName: string): ActInput<"setUpHouse"> {
  const room = (
    label: string,
    mode: "shared" | "household_exclusive",
    kinds: readonly ("single" | "cot")[],
  ) => ({
    room: id<"room">(newId()),
    label,
    mode,
    attributes: [],
    beds: kinds.map((kind, at) => ({
      bed: id<"bed">(newId()),
      label: String.fromCharCode(65 + at),
      kind,
    })),
  });
  return {
    house,
    codeName,
    kind: "emergency_shelter",
    openedOn: "2020-01-01",
    maxStay: "P1Y",
    policyId: id(newId()),
    policy: { adults: "other", unaccompaniedMinors: true, extensionApprover: "manager" },
    rooms: [
      room("1", "household_exclusive", ["single", "single", "cot"]),
      room("2", "shared", ["single", "single"]),
    ],
  };
}
