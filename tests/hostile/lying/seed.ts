// Over 300 lines: one seed, from its draw to the truth again.
import { type LogId, rosterLog } from "#crypto";
import { serverErrors } from "#contract/errors.ts";
import type { Deed } from "#domain/acts.ts";
import { id } from "#domain/ids.ts";
import { type Random, seeded } from "../../random.ts";
import { arrival } from "../../engine/people.ts";
import type { Alarm } from "#vault/engine.ts";
import type { Disk } from "../disk.ts";
import type { Path } from "../register.ts";
import { Client } from "./client.ts";
import type { Viewer } from "./capture.ts";
import { Keeper } from "./keeper.ts";
import { Broken, holds, strayed, unreadable } from "./law.ts";
import { Told, ways } from "./lies.ts";
import { Oracle } from "./oracle.ts";
import type { Past } from "./past.ts";
import { Time } from "./time.ts";
import { type Lie, Wire } from "./wire.ts";

/** What one seed came to. */
export interface Ran {
  readonly path: Path;
  readonly lies: readonly string[];
  /** Codes of alarms and refusals that were seen. */
  readonly codes: ReadonlySet<string>;
  /** How many deeds were said to be saved. */
  readonly saved: number;
  /** How often the law was held against what is shown. */
  readonly looks: number;
  /** Two histories were signed for what she reads: she stands where nobody else does, and says so. */
  readonly forked: boolean;
  readonly trace: string;
}

const minute = 60_000;
/** Alarms that may stand for ever once the server has signed what cannot be true together. */
const lasting = new Set([
  "commit-skipped",
  "log-forked",
  "log-rolled-back",
  "log-left-out",
  "append-torn",
  "heads-forked",
  "heads-rolled-back",
  "heads-inconsistent",
  // What cannot be compared with a false log is not compared.
  "heads-withheld",
]);

/** What an append can meet. */
const appending = new Set<string>([...Object.keys(serverErrors), "acknowledgement-unsigned"]);

/** Disks of clients that had read an organisation to a certain point, made when they are first wanted. */
export class Warm {
  readonly #disks = new Map<string, Disk>();
  readonly #past: Past;
  readonly #oracle: Oracle;

  constructor(past: Past, oracle: Oracle) {
    this.#past = past;
    this.#oracle = oracle;
  }

  async of(viewer: Viewer, after: number): Promise<Disk> {
    const name = `${viewer.name} ${after}`;
    const known = this.#disks.get(name);
    if (known !== undefined) return known.copy();
    const random = seeded(1);
    const time = new Time(this.#past.captured.at);
    const next = (): number => random.between(0, 2 ** 30 - 1) / 2 ** 30;
    const manner = { perPage: 1_000, sendsOld: true };
    const keeper = new Keeper(this.#past, { after, oracle: this.#oracle, manner, random: next });
    const disk = viewer.disk.copy();
    time.begin(next);
    try {
      const client = new Client(time, disk, new Wire(time, keeper, next));
      const opening = client.unlock();
      await time.until(time.now + minute, () => false);
      await opening;
      if (client.open === undefined) throw new Error(`not in: ${client.refused}`);
      client.entrance.lock();
      await time.until(time.now + 1_000, () => false);
    } finally {
      time.end();
    }
    this.#disks.set(name, disk);
    return disk.copy();
  }
}

/** Everything that a seed draws before anything happens. */
interface Plan {
  readonly path: Path;
  readonly viewer: Viewer;
  readonly from: number;
  readonly start: number;
  readonly lying: number;
}

function planOf(past: Past, random: Random): Plan {
  const { viewers, at } = past.captured;
  const path = (["C", "W", "L", "O"] as const)[random.between(0, 3)] as Path;
  const viewer = viewers[random.between(0, viewers.length - 1)] as Viewer;
  const grows = random.chance(0.5);
  const from = grows ? past.end - random.between(1, 12) : past.end;
  const start = at + (random.chance(0.2) ? 80 * 60 * minute : minute);
  return { path, viewer, from, start, lying: random.between(20, 180) * 1_000 };
}

/** Runs one seed; what breaks the law is thrown. */
export async function run(
  { past, known, warm }: { past: Past; known: Oracle; warm: Warm },
  seed: number,
): Promise<Ran> {
  const random = seeded(seed);
  const plan = planOf(past, random);
  const { path, viewer, from, start } = plan;
  const before = random.between(0, 1) === 0 ? from : Math.max(viewer.since, from - 20);
  const disk = path === "C" ? viewer.disk.copy() : await warm.of(viewer, before);
  const next = (): number => random.between(0, 2 ** 30 - 1) / 2 ** 30;
  const time = new Time(start);
  const oracle = new Oracle(past, known);
  const manner = {
    perPage: random.chance(0.5) ? 1_000 : random.between(1, 9),
    sendsOld: random.chance(0.5),
  };
  const keeper = new Keeper(past, { after: from, oracle, manner, random: next });
  const wire = new Wire(time, keeper, next);
  keeper.grown = (logs, by) => wire.grown(logs, by);
  const told = new Told(keeper, random);
  const client = new Client(time, disk, wire);
  const codes = new Set<string>();
  let looks = 0;
  let broken: unknown;
  let lies: readonly Lie[] = [];

  const look = (): boolean => {
    if (broken !== undefined) return true;
    if (!client.moved) return false;
    client.moved = false;
    client.note();
    if (client.refused !== undefined) codes.add(client.refused);
    const { open } = client;
    if (open === undefined) return false;
    for (const { code } of open.alarms.all) codes.add(code);
    looks += 1;
    try {
      holds({ oracle, captured: past.captured, clock: () => time.now, lies: told.ways }, open);
    } catch (error) {
      broken = error;
      return true;
    }
    return false;
  };
  const let_ = async (ms: number, done: () => boolean = () => false): Promise<void> => {
    client.moved = true;
    await time.until(time.now + ms, () => look() || done());
    if (broken !== undefined) throw broken;
  };
  const comes = async (): Promise<void> => {
    const coming = client.unlock();
    let isDone = false;
    void coming.finally(() => (isDone = true));
    // A request that is never answered is given up after a minute, and some logs are read one after another.
    await let_(40 * minute, () => isDone);
    if (!isDone) throw new Broken("neither in nor refused after forty minutes");
    await coming;
    client.moved = true;
  };

  const uncaught = (reason: unknown): void => void (broken ??= reason);
  process.on("unhandledRejection", uncaught);
  time.begin(next);
  try {
    // The honest world goes on meanwhile.
    keeper.tick(time.now);
    setInterval(() => keeper.tick(time.now), minute);
    if (path === "L" || path === "O") {
      await comes();
      if (client.open === undefined)
        throw new Broken(`an honest server, and not in: ${client.refused}`);
      await let_(random.between(0, 8_000));
    }
    lies = Array.from({ length: random.between(1, 4) }, (): Lie => told.pick(ways)(told));
    wire.lies = lies;
    const grow = past.end - from + 1;
    for (let i = from; i < past.end; i++) {
      time.after((plan.lying / grow) * (i - from + 1), () => keeper.advance());
    }
    setInterval(() => wire.utter(), 2_500);
    for (let i = random.between(0, 3); i > 0; i--) {
      const deed = deedOf(past, random);
      time.after(random.between(0, plan.lying), () => void client.does(deed));
    }
    if (random.chance(0.3)) {
      const at = random.between(0, plan.lying);
      time.after(at, () => (wire.cut = true));
      time.after(at + random.between(1_000, 40_000), () => (wire.cut = false));
    }
    if (path === "C" || path === "W") await comes();
    await let_(plan.lying + 1_000);

    if (path === "O" && client.open !== undefined) {
      // Opened again without a network, on what it had kept by then.
      wire.cut = true;
      client.entrance.lock();
      await let_(1_000);
      await comes();
      if (client.open === undefined)
        throw new Broken(`not opened without a network: ${client.refused}`);
      await let_(5_000);
    }

    wire.lies = [];
    wire.cut = false;
    await truth({ client, keeper, told, let_, comes, past, random, oracle });
    const { open } = client;
    return {
      path,
      lies: lies.map(({ name }) => name),
      codes,
      saved: client.doings.filter(({ saved }) => saved).length,
      looks,
      forked:
        open !== undefined && strayed(open, { head: (log) => headIn(keeper, log) }).length > 0,
      trace: wire.trace.join("\n"),
    };
  } catch (error) {
    if (error instanceof Error)
      error.message += `\n${[path, viewer.name, ...lies.map(({ name }) => name)].join(", ")}\n${wire.trace.slice(-20).join("\n")}`;
    throw error;
  } finally {
    client.entrance.lock();
    await time.until(time.now + 1, () => false);
    time.end();
    process.off("unhandledRejection", uncaught);
  }
}

const headIn = (keeper: Keeper, log: LogId) => keeper.truth.shelf(log).head(keeper.truth.size(log));

/** The truth returns: she is where everybody is, what she did stands, and what stands elsewhere is an alarm. */
async function truth(world: {
  client: Client;
  keeper: Keeper;
  told: Told;
  let_: (ms: number, done?: () => boolean) => Promise<void>;
  comes: () => Promise<void>;
  past: Past;
  random: Random;
  oracle: Oracle;
}): Promise<void> {
  const { client, keeper, told, let_, comes, past, random, oracle } = world;
  const head = (log: LogId) => headIn(keeper, log);
  if (client.open === undefined) await comes();
  const { open } = client;
  if (open === undefined) throw new Broken(`an honest server, and not in: ${client.refused}`);

  const away = (): readonly LogId[] => strayed(open, { head });
  const unexplained = (): readonly LogId[] => away().filter((log) => !told.logs.has(log));
  const stands = (): readonly Alarm[] => open.alarms.all.filter(({ code }) => lasting.has(code));
  // Whoever was given a false roster can read nothing more, and is told so.
  const isLost = (): boolean => away().includes(rosterLog) && isTold(rosterLog);
  const isTold = (log: LogId): boolean =>
    stands().some(({ vault }) => (vault ?? rosterLog) === log);
  const isExplained = ({ code, vault }: Alarm): boolean =>
    isLost() ||
    ((told.logs.size > 0 || told.heads) && (lasting.has(code) || isTold(vault ?? rosterLog))) ||
    // What an append has met is told until another is taken.
    (appending.has(code) && vault !== undefined);
  const wrong = (): readonly string[] =>
    open.alarms.all
      .filter((one) => !isExplained(one))
      .map(({ code, vault }) => `${code} ${vault ?? ""}`);
  const waiting = (): number => open.outbox.pending.length;
  const settled = (): boolean =>
    isLost() ||
    (unexplained().length === 0 &&
      away().every(isTold) &&
      wrong().length === 0 &&
      open.online &&
      unreadable(open) === 0 &&
      (waiting() === 0 || away().length > 0));
  await let_(15 * minute, settled);
  if (!settled()) {
    throw new Broken(
      `the truth has returned, and after fifteen minutes: ${JSON.stringify({
        away: unexplained(),
        untold: away().filter((log) => !isTold(log)),
        alarms: wrong(),
        online: open.online,
        unreadable: unreadable(open),
        waiting: open.outbox.pending.map(({ deed, state }) => [deed.acts[0]?.act, state.is]),
      })}`,
    );
  }
  if (away().length === 0) {
    const deed = deedOf(past, random);
    await client.does(deed);
    const doing = client.doings.at(-1);
    await let_(10 * minute, () => {
      client.note();
      return doing === undefined || doing.saved;
    });
    const state = open.outbox.all.find((one) => one.deed.id === doing?.entry)?.state;
    if (doing !== undefined && !doing.saved && state?.is !== "question") {
      throw new Broken(`she does not go on: ${JSON.stringify(state)}`);
    }
  }
  for (const doing of client.doings.filter(({ saved }) => saved)) {
    for (const [record, version] of Object.entries(doing.versions)) {
      const stands = keeper.logs.some((log) => {
        const said = oracle.at(log as never, head(log)).records.get(record);
        return said !== undefined && said.version >= version;
      });
      if (!stands && away().length === 0) throw new Broken(`a saved write is lost: ${record}`);
    }
  }
}

/** Something that a person may do. */
function deedOf({ captured }: Past, random: Random): Deed {
  const [birch] = captured.houses;
  if (birch === undefined) throw new Error("no house");
  const bed = birch.beds[random.between(0, birch.beds.length - 1)] as (typeof birch.beds)[number];
  const fresh = (): string =>
    Array.from({ length: 32 }, () => random.between(0, 15).toString(16)).join("");
  if (random.chance(0.4)) {
    const input = arrival(birch, bed, "Nadia");
    return { act: "placeHousehold", input: { ...input, arrivedAt: captured.at } };
  }
  const input = {
    house: birch.house,
    block: id<"block">(fresh()),
    on: { bed },
    reason: "repair" as const,
  };
  return { act: "blockBeds", input };
}
