import { type LogId, type SealedBox, Writer, parse, rosterLog } from "#crypto";
import { readBoxes, readCommitFrame, writeBoxes, writeCommitFrame } from "#contract/append.ts";
import { organisationOf } from "#domain/house.ts";
import type { Frame, Taken } from "./book.ts";
import type { Follow } from "./follow.ts";
import { InOrder } from "./in-order.ts";
import type { Local } from "./local.ts";

/** Commits of one log that are kept at least, once they were seen. */
const kept = 2_000;
/** Of what is read at once, by a client that comes back or is new, so many: the others have it too. As many make a run. */
const keptOfMany = 64;
const gatherMs = 500;
/** How long a device is spared that could not keep anything: it may be full. */
const spareMs = 5_000;
const boxesKept = 1_000;

const prefix = "tail/";
/** Under which name the boxes lie that this member made. */
export const boxesName = "boxes-made";
const nameOf = (log: LogId, from: number): string =>
  `${prefix}${log}/${String(from).padStart(12, "0")}`;

/** Commits of one log that follow each other. */
interface Run {
  readonly from: number;
  readonly frames: Frame[];
}

/**
 * The newest commits of every log as they came, with their envelopes: what this device gives back to a server that lost
 * them. Sealed as they are, and sealed once more on the device; of the roster the book has everything.
 */
export class Tail {
  readonly #local: Local;
  readonly #follow: Follow;
  /** The run of each log that is still growing. */
  readonly #growing = new Map<LogId, Run>();
  /** Logs whose growing run is not kept as it is. */
  readonly #due = new Set<LogId>();
  /** Where the runs begin that are kept, for each log, rising. */
  readonly #starts = new Map<LogId, number[]>();
  #boxes: readonly SealedBox[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  readonly #inOrder = new InOrder();

  constructor(local: Local, follow: Follow) {
    this.#local = local;
    this.#follow = follow;
  }

  /** Finds what was kept. */
  async restore(): Promise<void> {
    for (const name of await this.#local.names(prefix)) {
      const [, log, from] = name.split("/") as [string, LogId, string];
      this.#startsOf(log).push(Number(from));
    }
    const boxes = await this.#local.get(boxesName);
    this.#boxes = (boxes && parse(boxes, readBoxes)) ?? [];
  }

  /** Keeps commits that were taken. */
  note(taken: readonly Taken[]): void {
    for (const [log, all] of Map.groupBy(taken, (one) => one.log)) {
      const own = all.slice(-keptOfMany);
      const [first] = own;
      if (first === undefined || log === rosterLog) continue;
      const frames = own.map(({ bytes, envelopes }) => ({ bytes, envelopes }));
      const run = this.#growing.get(log);
      const joins = run !== undefined && run.from + run.frames.length === first.position;
      if (joins) run.frames.push(...frames);
      else this.#growing.set(log, { from: first.position, frames });
      this.#due.add(log);
    }
    this.#later(gatherMs);
  }

  #later(afterMs: number): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.flush().catch(() => this.#later(spareMs)), afterMs);
  }

  /** Keeps the boxes that this member made: they lie beside the log, and nobody else has all of them. */
  made(boxes: readonly SealedBox[]): void {
    if (boxes.length === 0) return;
    this.#boxes = [...this.#boxes, ...boxes].slice(-boxesKept);
    const written = writeBoxes(new Writer(), this.#boxes).done();
    this.#local.put(new Map([[boxesName, written]])).catch(() => undefined);
  }

  get boxes(): readonly SealedBox[] {
    return this.#boxes;
  }

  /** The commits of a log from a position up to its end here; undefined where not all of them are kept. */
  async from(log: LogId, position: number): Promise<readonly Frame[] | undefined> {
    const { book } = this.#follow;
    if (log === rosterLog) {
      return book.rosterCommits.slice(position).map((bytes) => ({ bytes, envelopes: [] }));
    }
    await this.flush();
    const frames: Frame[] = [];
    let at = position;
    for (const run of await this.#runs(log, position)) {
      if (run.from > at) return undefined;
      const more = run.frames.slice(at - run.from);
      frames.push(...more);
      at += more.length;
    }
    return at === book.size(log) ? frames : undefined;
  }

  /** Whatever is kept of a log, from the run on that has `position`. */
  async #runs(log: LogId, position: number): Promise<readonly Run[]> {
    const runs: Run[] = [];
    const starts = this.#startsOf(log);
    const first = starts.findLastIndex((start) => start <= position);
    for (const from of starts.slice(Math.max(0, first))) {
      const bytes = await this.#local.get(nameOf(log, from));
      const frames = bytes && parse(bytes, (r) => r.list(0xffff, readCommitFrame));
      if (frames !== undefined) runs.push({ from, frames });
    }
    const growing = this.#growing.get(log);
    return growing === undefined || growing.from === runs.at(-1)?.from ? runs : [...runs, growing];
  }

  /** Forgets a log: it goes on elsewhere. */
  async forget(log: LogId): Promise<void> {
    this.#growing.delete(log);
    this.#due.delete(log);
    const gone = this.#startsOf(log).map((from) => [nameOf(log, from), undefined] as const);
    this.#starts.delete(log);
    await this.#local.put(new Map(gone));
  }

  #startsOf(log: LogId): number[] {
    const starts = this.#starts.get(log) ?? [];
    this.#starts.set(log, starts);
    return starts;
  }

  /** Keeps what waits. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#inOrder.run(() => this.#write());
  }

  async #write(): Promise<void> {
    // Where nothing is to be opened without the server, nothing of it stays here.
    const isKept = organisationOf(this.#follow.state)?.offlineUse !== false;
    const changes = new Map<string, Uint8Array | undefined>();
    const due = [...this.#due];
    this.#due.clear();
    for (const log of due) {
      const { from, frames } = this.#growing.get(log) as Run;
      if (!isKept) {
        this.#growing.set(log, shortened({ from, frames }));
        continue;
      }
      changes.set(nameOf(log, from), new Writer().list(frames, writeCommitFrame).done());
      const starts = this.#startsOf(log);
      if (!starts.includes(from)) starts.push(from);
      const end = from + frames.length;
      while ((starts[1] ?? Number.POSITIVE_INFINITY) <= end - kept) {
        changes.set(nameOf(log, starts.shift() as number), undefined);
      }
    }
    if (changes.size === 0) return;
    try {
      await this.#local.put(changes);
    } catch (error) {
      for (const log of due) if (this.#growing.has(log)) this.#due.add(log);
      throw error;
    }
    for (const log of due) {
      // What has come meanwhile is still to be kept.
      const isLong = (this.#growing.get(log)?.frames.length ?? 0) >= keptOfMany;
      if (isLong && !this.#due.has(log)) this.#growing.delete(log);
    }
  }

  /** Keeps nothing more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }
}

/** The end of a run. */
const shortened = ({ from, frames }: Run): Run => {
  const end = frames.slice(-keptOfMany);
  return { from: from + frames.length - end.length, frames: end };
};
