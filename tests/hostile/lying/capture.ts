// Over 300 lines: one small organisation, lived once and kept.
import {
  type EpochKey,
  type HeadSigner,
  type MemberId,
  type OrgId,
  fromHex,
  headSigner,
  randomBytes,
  rosterLog,
  toHex,
} from "#crypto";
import { type Append, appendRequest, enrolment } from "#contract/append.ts";
import { type BedId, id } from "#domain/ids.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Engine, Enrolled } from "#vault/engine.ts";
import {
  type Device,
  type House,
  arrival,
  colleague,
  done,
  found,
  makeDevice,
  makeHouse,
  newId,
  saved,
  until,
} from "../../engine/people.ts";
import { type Servers, startServers } from "../../server/world.ts";
import { witnessEntry, Watcher } from "../../server/watcher.ts";
import { Disk } from "../disk.ts";
import { Insider } from "../insider.ts";

/** A device of a member who reads what the liar answers: what it keeps, and what its authenticator gives. */
export interface Viewer {
  readonly name: string;
  readonly member: MemberId;
  readonly disk: Disk;
  /** From here on the device exists: how many appends there were. */
  readonly since: number;
}

/** Everything that a real server took from real clients, as it went over the wire, and what an oracle needs to read it. */
export interface Captured {
  readonly org: OrgId;
  /** Every append that was taken, in order. */
  readonly appends: readonly Append[];
  /** Appends that came too late and were signed anew: a liar can tell them to somebody all the same. */
  readonly refused: readonly { readonly after: number; readonly append: Append }[];
  readonly logSeed: Uint8Array;
  readonly witness: { readonly name: string; readonly seed: Uint8Array };
  /** By vault and number. */
  readonly keys: ReadonlyMap<string, EpochKey>;
  readonly houses: readonly House[];
  readonly viewers: readonly Viewer[];
  /** Who manages all that is written once. */
  readonly manager: MemberId;
  /** When it was over, epoch milliseconds. */
  readonly at: number;
}

/** What every device's authenticator gives. */
export const secret = (): Uint8Array => new Uint8Array(32).fill(9);

/** Records what goes over the wire of one organisation. */
class Recorder {
  readonly appends: Append[] = [];
  readonly refused: { after: number; append: Append }[] = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** The network of one device; what it appends waits while `held` does. */
  network(): { readonly fetch: typeof fetch; held: Promise<void> } {
    const network = {
      held: Promise.resolve(),
      fetch: (async (input, init) => {
        const { pathname } = new URL(String(input));
        const frame = appendIn(pathname, init?.body as Uint8Array);
        if (frame === undefined) return fetch(input, init);
        await network.held;
        const answered = this.#turn.then(() => fetch(input, init));
        this.#turn = answered.catch(() => undefined);
        const reply = await answered;
        if (reply.status === 200) this.take(frame);
        if (reply.status === 409) this.refused.push({ after: this.appends.length, append: frame });
        return reply;
      }) as typeof fetch,
    };
    return network;
  }

  take(append: Append): void {
    this.appends.push(append);
  }
}

function appendIn(path: string, body: Uint8Array | undefined): Append | undefined {
  if (body === undefined) return undefined;
  if (path === "/v1/append") return appendRequest.decode(body);
  if (path === "/v1/found" || path === "/v1/join") return enrolment.decode(body)?.append;
  return undefined;
}

/** A small organisation lives its days on a real server: people come and go, one of them is removed, two are at odds. */
export async function capture(): Promise<Captured> {
  const servers = await startServers(1, {
    headsPace: { grownMs: 100, idleMs: 3_600_000 },
    pruneEveryMs: 50,
  });
  const recorder = new Recorder();
  const watcherSeed = randomBytes(32);
  const device = (disk: Disk) => {
    const network = recorder.network();
    const given = { fetch: network.fetch, stores: disk.stores, headsEveryMs: 100 };
    return { network, ...makeDevice(servers.url, given) };
  };
  const [deskDisk, phoneDisk] = [new Disk(), new Disk()];
  const [desk, phone, leaver] = [device(deskDisk), device(phoneDisk), device(new Disk())];
  const viewers: Viewer[] = [];
  const viewer = async (name: string, one: Device, disk: Disk): Promise<void> => {
    await done(one.engine.setAuthenticator({ credential: "c", salt: "s", secret: secret() }));
    const status = await one.engine.status();
    if (status.is !== "open") throw new Error("not open");
    const kept = new Disk();
    kept.kept.set("device", new Map(disk.kept.get("device")));
    viewers.push({ name, member: status.member, disk: kept, since: recorder.appends.length });
  };

  const enrolled = await found(desk.engine);
  const birch = makeHouse("Birch");
  const beds = birch.beds as readonly [BedId, BedId, BedId, BedId];
  await saved(desk.engine, desk.engine.createHouse(birch.input));
  const joins = (who: Device, displayName: string): Promise<Enrolled> =>
    colleague(desk.engine, who, { displayName, preset: "staff", house: birch });
  await joins(phone, "Bea");
  await viewer("director", desk, deskDisk);
  await viewer("staff", phone, phoneDisk);
  await joins(leaver, "Cleo");

  const arrives = (engine: Engine, bed: BedId, name: string) =>
    saved(engine, engine.act("placeHousehold", arrival(birch, bed, name)));
  await arrives(desk.engine, beds[0], "Mina");
  const block = id<"block">(newId());
  const blocks = (engine: Engine, given: typeof block, bed: BedId) =>
    engine.act("blockBeds", { house: birch.house, block: given, on: { bed }, reason: "repair" });
  await saved(leaver.engine, blocks(leaver.engine, block, beds[3]));
  await saved(phone.engine, phone.engine.act("recordIncident", incident(birch.house)));

  const { member } = (await leaver.engine.status()) as { readonly member: MemberId };
  await done(desk.engine.takeAway({ is: "remove", member }));
  await until(
    "all is sealed anew and pruned",
    async () => {
      const { resealing } = await desk.engine.trust();
      return resealing.is === "done";
    },
    30_000,
  );
  await leaver.engine.lock();

  await saved(desk.engine, desk.engine.act("unblockBeds", { house: birch.house, block }));
  await arrives(phone.engine, beds[2], "Oda");
  const taken = await arrives(phone.engine, beds[3], "Ruth");
  const undone = await phone.engine.undo(taken);
  if (!undone.ok) throw new Error("not undone");
  await saved(phone.engine, Promise.resolve(undone));

  // Two at odds: what comes too late is signed, and the server has seen it.
  for (const [first, second] of [
    [desk, phone],
    [phone, desk],
  ] as const) {
    let go: () => void = () => undefined;
    second.network.held = new Promise((resolve) => (go = resolve));
    const late = blocks(second.engine, id(newId()), beds[1]);
    await saved(first.engine, blocks(first.engine, id(newId()), beds[3]));
    go();
    await late.then(async (came) => came.ok && second.engine.settled(came.entry));
  }

  const insider = await Insider.of(servers, { engine: desk.engine, enrolled });
  const witness = Object.assign(
    new Watcher(servers.url, {
      org: insider.org,
      logKey: headSigner(servers.secrets.logSeed).publicKey,
    }),
    { signer: headSigner(watcherSeed) },
  );
  const named = [
    {
      bytes: insider.sign(rosterLog, {
        is: "entries",
        entries: [witnessEntry(1, witness)],
      }),
      envelopes: [],
    },
  ];
  if ((await insider.append(rosterLog, named)) !== "taken") throw new Error("no witness");
  recorder.take({ chains: [{ log: rosterLog, commits: named }], boxes: [] });

  const alder = makeHouse("Alder");
  await saved(desk.engine, desk.engine.createHouse(alder.input));
  await calm(recorder);
  await insider.read();
  const keys = new Map(
    insider.follow.keyring
      .held()
      .map(({ vault, epoch, key }) => [`${vault} ${epoch}`, key.slice() as EpochKey]),
  );
  const at = Date.now();
  await end([desk, phone], servers);
  return {
    org: insider.org,
    appends: recorder.appends,
    refused: recorder.refused,
    logSeed: servers.secrets.logSeed,
    witness: { name: witness.name, seed: watcherSeed },
    keys,
    houses: [birch, alder],
    viewers,
    manager: insider.member,
    at,
  };
}

/** Waits until what clients do by themselves is done. */
async function calm({ appends }: Recorder): Promise<void> {
  for (let before = -1; before !== appends.length;) {
    before = appends.length;
    await new Promise((later) => setTimeout(later, 900));
  }
}

async function end(devices: readonly Device[], servers: Servers): Promise<void> {
  for (const { engine } of devices) await engine.lock();
  await servers.stop();
}

const incident = (house: HouseId) => ({
  house,
  incident: id<"incident">(newId()),
  type: "perpetrator_or_unknown_at_premises" as const,
  severity: 4 as const,
  people: [],
  facts: "Somebody at the gate.",
  immediateActions: [],
  notified: [],
  safeguarding: "not_asked" as const,
  staffSupportOffered: "not_yet" as const,
  followUps: [],
});

const hex = (bytes: Uint8Array): string => toHex(bytes);

/** A captured organisation as text, to be kept beside the seed that failed. */
export function write(captured: Captured): string {
  const { appends, refused, logSeed, witness, keys, viewers, ...rest } = captured;
  return JSON.stringify({
    ...rest,
    appends: appends.map((one) => hex(appendRequest.encode(one))),
    refused: refused.map(({ after, append }) => [after, hex(appendRequest.encode(append))]),
    logSeed: hex(logSeed),
    witness: [witness.name, hex(witness.seed)],
    keys: [...keys].map(([name, key]) => [name, hex(key)]),
    viewers: viewers.map(({ disk, ...viewer }) => [
      viewer,
      [...disk.kept].map(([store, values]) => [
        store,
        [...values].map(([name, bytes]) => [name, hex(bytes)]),
      ]),
    ]),
  });
}

type Pairs = [string, string][];
interface Written {
  readonly org: OrgId;
  readonly houses: readonly House[];
  readonly manager: MemberId;
  readonly at: number;
  readonly appends: readonly string[];
  readonly refused: readonly [number, string][];
  readonly logSeed: string;
  readonly witness: readonly [string, string];
  readonly keys: Pairs;
  readonly viewers: readonly [Omit<Viewer, "disk">, [string, Pairs][]][];
}

/** Reads what `write` wrote. */
export function read(text: string): Captured {
  const { appends, refused, logSeed, witness, keys, viewers, ...rest } = JSON.parse(
    text,
  ) as Written;
  const append = (one: string): Append => appendRequest.decode(fromHex(one)) as Append;
  return {
    ...rest,
    appends: appends.map(append),
    refused: refused.map(([after, one]) => ({ after, append: append(one) })),
    logSeed: fromHex(logSeed),
    witness: { name: witness[0], seed: fromHex(witness[1]) },
    keys: new Map(keys.map(([name, key]) => [name, fromHex(key) as EpochKey])),
    viewers: viewers.map(([viewer, stores]) => {
      const disk = new Disk();
      for (const [store, values] of stores) {
        disk.kept.set(store, new Map(values.map(([name, bytes]) => [name, fromHex(bytes)])));
      }
      return { ...viewer, disk };
    }),
  };
}

/** The witness' key in the captured organisation. */
export const witnessOf = ({ witness }: Captured): HeadSigner & { readonly name: string } => ({
  ...headSigner(witness.seed),
  name: witness.name,
});
