import { setTimeout as sleep } from "node:timers/promises";
import {
  type LogId,
  type Result,
  membersOf,
  readKitCode,
  ready,
  rosterLog,
  vaultsOf,
} from "#crypto";
import { type HouseId, houseId } from "#domain/compartments.ts";
import { Api } from "#sync/api.ts";
import { memoryStores } from "#sync/store.ts";
import { kitOf } from "#vault/coming-in.ts";
import { entered, fetchBundle } from "#vault/enter.ts";
import { Entrance } from "#vault/entrance.ts";
import { invite } from "#vault/inviting.ts";
import type { OpenAccount } from "#vault/open-account.ts";
import { withPlatform } from "#vault/ports.ts";
import { takeAway } from "#vault/taking-away.ts";
import { makeHouse, newId, passphrase } from "../engine/people.ts";
import { serveTasks, sharedNow } from "./child.ts";
import { Desk } from "./desk.ts";
import { type Extent, furnished } from "./furnish.ts";
import { newChange } from "./record.ts";
import { type Moments, type Plan, type Vault, type Write, writeAll, writePaced } from "./work.ts";

/** Clients of the product: the engine of web/src/vault as the browser's worker runs it, with stores in memory. */
const origin = process.env["ORIGIN"] ?? "";
let desk: Desk | undefined;
let fleet: readonly Desk[] = [];
let made = 0;
const seen: { [record: string]: number } = {};
const said = { passphrase, deviceLabel: "Bench", sharedDevice: false };

const founder = () => ({
  ...said,
  neutralName: "Lime Tree",
  displayName: "Ada",
  timeZone: "Europe/Paris",
  locale: "en",
  loginId: `ada-${newId().slice(0, 8)}`,
  recovery: false,
});

const client = {
  /** Founds an organisation with houses; the figures' vault of each is what is written into. */
  found: async ({ houses }: { houses: number }) => {
    const entrance = newDevice();
    const open = await inside(entrance, entrance.found(founder()));
    desk = new Desk(open);
    const vaults: Vault[] = [];
    for (let i = 0; i < houses; i++) vaults.push(await newHouse(open));
    return { vaults, kit: kitOf(open).code };
  },
  /** Comes in on a new device, and notes from then on when each record of others was open. */
  follow: async ({ kit }: { kit: string; vault: Vault }) => {
    const entrance = newDevice();
    desk = new Desk(await inside(entrance, entrance.unlock({ ...said, kit })));
    desk.heard = (records) => {
      for (const record of records) seen[record] = sharedNow();
    };
  },
  seen: (): Moments => seen,
  write: ({ vault, plan }: { vault: Vault; plan: Plan }) => writeAll(plan, into(own(), vault)),
  /** Fills a house with rooms, beds and stays. */
  furnish: async (extent: Extent) => {
    const changes = furnished(extent);
    for (let at = 0; at < changes.length; at += 100) await own().write(changes.slice(at, at + 100));
  },
  writePaced: ({ vault, records }: { vault: Vault; records: number }) =>
    writePaced(records, into(own(), vault)),
  /** As a new device with the keys: all of one vault, hashed to the signed head, opened, in the state. */
  read: ({ kit, vault }: { kit: string; vault: Vault }) => readAnew(kit, vault),
  /**
   * Invites people into houses, by turns, and the last house; each joins on a device of her own. All of them come back
   * once everybody has joined: each who is there reads of everybody who joins.
   */
  gather: async ({ vaults, clients }: { vaults: readonly Vault[]; clients: number }) => {
    const { open } = own();
    const back: (() => Promise<OpenAccount>)[] = [];
    for (let i = 0; i < clients; i++) {
      const houses = [vaults[i % (vaults.length - 1)] as Vault, vaults.at(-1) as Vault];
      back.push(await colleague(open, houses));
    }
    open.close();
    const desks: Desk[] = [];
    for (const come of back) desks.push(new Desk(await come()));
    fleet = desks;
  },
  /**
   * Removes somebody who works in all these houses; how long until it was signed for, and from then on until every live
   * record that she could open is sealed anew, and of how many in which of her vaults.
   */
  remove: async ({ vaults }: { vaults: readonly Vault[] }) => {
    const { open } = own();
    const { follow } = open.entered;
    const known = new Set(membersOf(follow.book.roster).map(({ id }) => id));
    await colleague(open, vaults);
    const member = membersOf(follow.book.roster).find(({ id }) => !known.has(id))?.id;
    if (member === undefined) throw new Error("nobody came");
    const held = vaultsOf(follow.book.roster, member).length;
    const began = sharedNow();
    const desk = { follow, sender: open.sender, heads: open.heads };
    const taken = await takeAway(desk, { is: "remove", member });
    const ackMs = sharedNow() - began;
    if (!taken.ok) throw new Error(taken.error);
    const records = open.resealing.status.left;
    const again = sharedNow();
    open.resealing.wake("now");
    while (open.resealing.status.left > 0) await sleep(20);
    return { held, ackMs, records, anewMs: sharedNow() - again };
  },
  /** All who were gathered at once, each into a vault of the list, by turns; how long each took. */
  writeTogether: async ({ vaults, plan }: { vaults: readonly Vault[]; plan: Plan }) => {
    const began = sharedNow();
    const one = async (at: Desk, i: number): Promise<number> => {
      await writeAll(plan, into(at, vaults[i % vaults.length] as Vault));
      return sharedNow() - began;
    };
    return Promise.all(fleet.map(one));
  },
};
export type ProductClient = typeof client;
serveTasks(client);

function own(): Desk {
  if (desk === undefined) throw new Error("nobody is in");
  return desk;
}

function into(at: Desk, { house }: Vault): Write {
  return async (count) => {
    const changes = Array.from({ length: count }, () => newChange(house, made++));
    await at.write(changes);
    return changes.map((change) => change.id);
  };
}

/** A way in on a new device. */
function newDevice(): Entrance {
  const nothing = (): void => undefined;
  const silent = {
    status: nothing,
    outbox: nothing,
    team: nothing,
    alarms: nothing,
    closed: nothing,
  };
  const ports = withPlatform({ origin, stores: memoryStores(), timeZone: "Europe/Paris" });
  return new Entrance(ports, { ...silent, views: nothing }, nothing);
}

async function inside(
  entrance: Entrance,
  coming: Promise<Result<unknown, string>>,
): Promise<OpenAccount> {
  const came = await coming;
  if (!came.ok) throw new Error(`refused: ${came.error}`);
  return entrance.open;
}

async function newHouse(open: OpenAccount): Promise<Vault> {
  const { house, input } = makeHouse();
  const acted = await open.act([{ act: "setUpHouse", input }], { house });
  if (!acted.ok) throw new Error(JSON.stringify(acted.refusal));
  await open.outbox.settled(acted.entry);
  return vaultOf(open, house);
}

/** The figures' vault of a house, once its key is here. */
async function vaultOf({ entered: { follow } }: OpenAccount, house: HouseId): Promise<Vault> {
  for (;;) {
    const log = follow.find({ compartment: "figures", house });
    if (log !== undefined) return { house, log };
    await sleep(5);
  }
}

/** Invites somebody for some houses, lets her join on a new device, and lock it once her keys are there; returns the way back. */
async function colleague(
  open: OpenAccount,
  vaults: readonly Vault[],
): Promise<() => Promise<OpenAccount>> {
  const at = { follow: open.entered.follow, sender: open.sender, facts: open.facts };
  const houses = vaults.map(({ house }) => houseId(house));
  const asked = { preset: "staff", houses, displayName: "Bea", inPerson: true } as const;
  const made = await invite(at, asked);
  if (!made.ok) throw new Error(made.error);
  const entrance = newDevice();
  const loginId = `bea-${newId().slice(0, 8)}`;
  const joining = entrance.join({ ...said, code: made.value.code, displayName: "Bea", loginId });
  const joined = await inside(entrance, joining);
  for (const house of houses) await vaultOf(joined, house);
  const account = joined.account.id;
  entrance.lock();
  return () => inside(entrance, entrance.unlock({ account, passphrase }));
}

async function readAnew(kit: string, { house, log }: Vault) {
  await ready();
  const code = readKitCode(kit);
  if (!code.ok) throw new Error(code.error);
  const api = new Api(origin);
  const bundle = await fetchBundle(api, { ...code.value, passphrase }, code.value);
  if (!bundle.ok) throw new Error(bundle.error);
  const { follow } = entered(api, bundle.value, code.value);
  await follow.pull(rosterLog);
  const began = sharedNow();
  const pulled = await follow.pull(log as LogId);
  const ms = sharedNow() - began;
  if (!pulled.ok) throw new Error(pulled.error);
  const records = follow.state.houses.get(houseId(house))?.figuresRecord.size ?? 0;
  const later = sharedNow();
  for (const behind of follow.book.behind.values()) behind.check(follow.book.roster, Infinity);
  return { ms, records, laterMs: sharedNow() - later };
}
