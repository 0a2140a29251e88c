import { setTimeout as sleep } from "node:timers/promises";
import {
  type Beside,
  type Figure,
  type Measured,
  type Run,
  atLeast,
  atMost,
  compare,
  perSecond,
} from "./compare.ts";
import type { Client, Side, Stage } from "./stage.ts";
import { type Moments, type Plan, type Vault, quantile } from "./work.ts";

/** How much is measured; a trial takes a little of everything. */
export interface Sizes {
  /** Slices of each piece of W1, and records in a slice. */
  readonly slices: number;
  readonly single: number;
  readonly batched: number;
  /** Records that a new client reads, and how often. */
  readonly cold: number;
  readonly colds: number;
  /** The same for the large vault; 0 leaves it out. */
  readonly large: number;
  readonly larges: number;
  readonly paced: number;
  readonly clients: number;
  readonly each: number;
  readonly together: number;
  /** Records that a device keeps when it is unlocked, and how often each is. */
  readonly kept: readonly number[];
  readonly unlocks: number;
  /** Live records of W7. */
  readonly anew: number;
}

/** An organisation, or its counterpart, with a client who is in. */
async function company(stage: Stage, side: Side, houses: number) {
  const client = await stage.of(side).client();
  const { vaults, kit } = await client.ask("found", { houses });
  return { client, vaults, kit };
}

type Worker = Pick<Client, "worked">;
type Company = Awaited<ReturnType<typeof company>>;
export type Companies = { readonly [S in Side]: Company };

/** What W1 to W4 are done in: a vault for each piece of work. */
export const companies = async (stage: Stage): Promise<Companies> => ({
  floor: await company(stage, "floor", 6),
  linden: await company(stage, "linden", 6),
});

const vaultOf = ({ vaults }: Company, at: number): Vault => vaults[at] as Vault;

/** W1 and the bytes of W4: one client writes, waiting for each acknowledgement, ahead of them, and in batches. */
export async function writing(stage: Stage, all: Companies, sizes: Sizes): Promise<Measured> {
  const { slices, single, batched } = sizes;
  const bytes: { [S in Side]: number[] } = { floor: [], linden: [] };
  const beside: Beside[] = [];
  const worked = new Map<string, { records: number; micros: number }>();
  const work = async (who: string, of: Worker, records: number, run: () => Promise<number>) => {
    const before = of.worked();
    const ms = await run();
    const sum = worked.get(who) ?? { records: 0, micros: 0 };
    const micros = sum.micros + (of.worked() ?? Number.NaN) - (before ?? Number.NaN);
    worked.set(who, { records: sum.records + records, micros });
    return ms;
  };
  const write =
    (at: number, plan: Plan, ahead = 1): Run =>
    async (side) => {
      const before = await stage.of(side).stored();
      const { client } = all[side];
      const { server } = stage.of(side);
      // The floor has nothing that could be signed ahead: it always waits.
      const own = { ...plan, ahead: side === "floor" ? 1 : ahead };
      const run = () => client.ask("write", { vault: vaultOf(all[side], at), plan: own });
      const ms = await work(`${side}'s client`, client, plan.records, () =>
        work(`${side}'s server`, server, plan.records, run),
      );
      bytes[side].push(((await stage.of(side).stored()) - before) / plan.records);
      return perSecond(plan.records, ms);
    };
  const stored = (work: string, aim: number): Figure => {
    const [floor, linden] = [mean(bytes.floor), mean(bytes.linden)];
    bytes.floor = [];
    bytes.linden = [];
    return { work, unit: "B", floor, linden, ratio: linden / floor, ...atMost(aim) };
  };
  const note = (work: string): void => {
    for (const [who, { records, micros }] of worked) {
      const what = `${work}: processor time of the ${who} for a record`;
      beside.push({ what, value: micros / records, unit: "µs" });
    }
    worked.clear();
  };
  const one = { records: single, perAppend: 1, ahead: 1 };
  const figures = [
    await compare({ work: "W1 single, waiting", unit: "/s", ...atLeast(1) }, slices, write(0, one)),
  ];
  note("W1 single, waiting");
  const storedSingly = stored("W4 stored per record, single", 1.5);
  figures.push(
    await compare(
      { work: "W1 single, ahead", unit: "/s", ...atLeast(1.4) },
      slices,
      write(1, one, 256),
    ),
  );
  note("W1 single, ahead");
  bytes.floor = [];
  bytes.linden = [];
  const hundreds = { records: batched, perAppend: 100, ahead: 1 };
  figures.push(
    await compare(
      { work: "W1 batches of 100", unit: "/s", ...atLeast(0.6) },
      slices,
      write(2, hundreds),
    ),
  );
  note("W1 batches of 100");
  figures.push(storedSingly, stored("W4 stored per record, batches", 1.25));
  return { figures, beside };
}

/** W2: a new client with the keys reads a vault. Each run is a process of its own. */
export async function reading(stage: Stage, all: Companies, sizes: Sizes): Promise<Measured> {
  const { cold, colds, large, larges } = sizes;
  const figures: Figure[] = [];
  const beside: Beside[] = [];
  const peaks: { [S in Side]: number[] } = { floor: [], linden: [] };
  const read = async (of: {
    readonly how: string;
    readonly at: number;
    readonly records: number;
    readonly rounds: number;
    readonly aim: number;
  }) => {
    const work = `W2 ${of.records.toLocaleString("en")} records, ${of.how}`;
    const late: number[] = [];
    const run: Run = async (side) => {
      const client = await stage.of(side).client();
      const vault = vaultOf(all[side], of.at);
      const { ms, records, laterMs } = await client.ask("read", { kit: all[side].kit, vault });
      if (records !== of.records) throw new Error(`${records} of ${of.records} records came`);
      peaks[side].push(client.peak() ?? Number.NaN);
      if (side === "linden") late.push(laterMs);
      await client.stop();
      return ms;
    };
    figures.push(await compare({ work, unit: "ms", ...atMost(of.aim) }, of.rounds, run));
    const what = `${work}: its signatures, checked in the background afterwards`;
    beside.push({ what, value: quantile(late), unit: "ms" });
  };
  const fill = async (at: number, plan: Plan) => {
    for (const side of ["floor", "linden"] as const) {
      await all[side].client.ask("write", { vault: vaultOf(all[side], at), plan });
    }
  };
  await fill(3, { records: cold, perAppend: 100, ahead: 1 });
  await read({ how: "in batches", at: 3, records: cold, rounds: colds, aim: 2 });
  await fill(5, { records: cold, perAppend: 1, ahead: 64 });
  await read({ how: "one by one", at: 5, records: cold, rounds: colds, aim: 2 });
  if (large > 0) {
    await fill(3, { records: large - cold, perAppend: 100, ahead: 1 });
    await read({ how: "in batches", at: 3, records: large, rounds: larges, aim: 1.6 });
    const [floor, linden] = [
      quantile(peaks.floor.slice(-larges)),
      quantile(peaks.linden.slice(-larges)),
    ];
    figures.push({
      work: `W4 client's memory with ${large}`,
      unit: "MB",
      floor: floor / 1e6,
      linden: linden / 1e6,
      ratio: linden / floor,
    });
  }
  return { figures, beside };
}

/** W3: from one client's write until another, connected, has it open. */
export async function hearing(stage: Stage, all: Companies, sizes: Sizes): Promise<Measured> {
  const halves: { [S in Side]: number[] } = { floor: [], linden: [] };
  const late: { [S in Side]: number[] } = { floor: [], linden: [] };
  const readers = {
    floor: await stage.of("floor").client(),
    linden: await stage.of("linden").client(),
  };
  for (const side of ["floor", "linden"] as const) {
    await readers[side].ask("follow", { kit: all[side].kit, vault: vaultOf(all[side], 4) });
  }
  const run: Run = async (side) => {
    const vault = vaultOf(all[side], 4);
    const begun = await all[side].client.ask("writePaced", { vault, records: sizes.paced });
    const times = await delays(begun, () => readers[side].ask("seen", undefined as never));
    late[side].push(quantile(times, 0.95));
    return quantile(times);
  };
  const median = await compare(
    { work: "W3 until another has it, p50", unit: "ms", ...atMost(1.5) },
    sizes.slices,
    run,
  );
  for (const side of ["floor", "linden"] as const) {
    halves[side].push(quantile(late[side]));
    await readers[side].stop();
  }
  const [floor, linden] = [quantile(halves.floor), quantile(halves.linden)];
  const last = { work: "W3 until another has it, p95", unit: "ms", floor, linden };
  return { figures: [median, { ...last, ratio: linden / floor }], beside: [] };
}

/** How long each record took, once all have arrived. */
async function delays(begun: Moments, look: () => Promise<Moments>): Promise<number[]> {
  const until = Date.now() + 30_000;
  for (;;) {
    const seen = await look();
    const times = Object.entries(begun).map(([record, at]) => (seen[record] ?? Number.NaN) - at);
    if (!times.some(Number.isNaN)) return times;
    if (Date.now() > until) throw new Error("a record did not arrive");
    await sleep(50);
  }
}

/** W5: many clients at once, each waiting for her own acknowledgements. */
export async function together(stage: Stage, sizes: Sizes): Promise<Measured> {
  const { clients, each, together: rounds } = sizes;
  const houses = 10;
  const all = {
    floor: await company(stage, "floor", houses + 1),
    linden: await company(stage, "linden", houses + 1),
  };
  for (const side of ["floor", "linden"] as const) {
    const { client, vaults } = all[side];
    await client.ask("gather", { vaults, clients });
  }
  const plan = { records: each, perAppend: 1, ahead: 1 };
  const spread: number[] = [];
  const run =
    (vaultsOf: (all: readonly Vault[]) => readonly Vault[]): Run =>
    async (side) => {
      const vaults = vaultsOf(all[side].vaults);
      const times = await all[side].client.ask("writeTogether", { vaults, plan });
      if (side === "linden") spread.push(Math.min(...times) / Math.max(...times));
      return perSecond(clients * each, Math.max(...times));
    };
  const across = await compare(
    { work: `W5 ${clients} clients, ${houses} houses`, unit: "/s", ...atLeast(0.8) },
    rounds,
    run((vaults) => vaults.slice(0, houses)),
  );
  spread.length = 0;
  const inOne = await compare(
    { work: `W5 ${clients} clients, one vault`, unit: "/s", ...atLeast(0.1) },
    rounds,
    run((vaults) => vaults.slice(-1)),
  );
  const fairness = {
    what: "W5 one vault: the first client done after this share of the last one's time",
    value: quantile(spread),
    unit: "",
  };
  return { figures: [across, inOne], beside: [fairness] };
}

/** W4: the most memory that each server has held. */
export function serverMemory(stage: Stage): Measured {
  const [floor, linden] = [
    stage.of("floor").server.peak() ?? Number.NaN,
    stage.of("linden").server.peak() ?? Number.NaN,
  ];
  const named = { work: "W4 server's memory", unit: "MB", ...atMost(1) };
  return {
    figures: [{ ...named, floor: floor / 1e6, linden: linden / 1e6, ratio: linden / floor }],
    beside: [],
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
