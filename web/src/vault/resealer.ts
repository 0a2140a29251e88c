import type { RecordId, VaultId } from "#crypto";
import { earlierOf, findOpen } from "./crooked.ts";
import type { Resealing } from "./engine.ts";
import type { Facts } from "./facts.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import {
  type Content,
  type Live,
  batchBytes,
  batchRecords,
  canReseal,
  contentsIn,
  doneIn,
  dueIn,
  inOrder,
  prunesOf,
  replacedIn,
  writesOf,
} from "./resealing.ts";
import type { Sender } from "./sending.ts";
import type { Timers } from "./timers.ts";

/** What a resealer works with. */
export interface ResealerPorts {
  readonly follow: Follow;
  readonly sender: Sender;
  readonly facts: Facts;
  readonly heads: Pick<HeadsWatch, "covered" | "check">;
  readonly timers: Timers;
  readonly headsEveryMs: number;
}

/** Any holder may begin: by chance not all of them at once. */
const othersAfterMs = 2_000;
const othersWithinMs = 6_000;
/** After something did not go. */
const againAfterMs = 5_000;
/** A breath between batches, so that what people do goes first. */
const breathMs = 5;

/**
 * Seals anew, in the background, what a lost key would open, and then has the old envelopes dropped.
 *
 * [Note: Sealing anew is derived] What is due is read from the log: live records under an epoch before the newest loss or
 * before a gap in the chain of keys, and envelopes that another has taken the place of; and from what opens here: records
 * that were sealed anew with nothing inside. So any holder goes on where another stopped, a crash loses nothing but the
 * batch on its way, and two who work at once do each part once: the second finds it done.
 */
export class Resealer {
  readonly #ports: ResealerPorts;
  /** Records whose envelope did not come or did not open: not asked for again before the next unlocking. */
  readonly #stuck = new Set<string>();
  #working = false;
  /** More has become due while it worked. */
  #again = false;
  #waits = false;
  #closed = false;

  constructor(ports: ResealerPorts) {
    this.#ports = ports;
  }

  /** How far it is. */
  get status(): Resealing {
    const { follow, facts } = this.#ports;
    let [left, done, toPrune, mine] = [0, 0, 0, 0];
    for (const vault of follow.readable()) {
      if (!follow.book.logs.has(vault)) continue;
      const due = dueIn(follow, vault).length;
      const old = replacedIn(follow, vault);
      left += due;
      done += doneIn(follow, vault);
      toPrune += old;
      if (due > 0 && canReseal(follow, vault)) mine += due;
    }
    const is = (): Resealing["is"] => {
      if (left + toPrune === 0) return "done";
      if (facts.known.resealingPaused === true) return "paused";
      return this.#working && mine > 0 ? "working" : "waiting";
    };
    return { left, done, toPrune, is: is() };
  }

  /** Something may be due. `now` where this client has brought it about; else any holder begins, by chance. */
  wake(when: "now" | "soon" = "soon"): void {
    if (when === "now") return void this.#work();
    if (this.#waits || !this.#isDue()) return;
    this.#waits = true;
    this.#ports.timers.after(othersAfterMs + Math.random() * othersWithinMs, () => {
      this.#waits = false;
      void this.#work();
    });
  }

  /** Pauses, or goes on. What is on its way still arrives. */
  async pause(paused: boolean): Promise<void> {
    await this.#ports.facts.change({ resealingPaused: paused });
    if (!paused) this.wake("now");
  }

  /** Does nothing more. */
  close(): void {
    this.#closed = true;
  }

  get #stopped(): boolean {
    return this.#closed || this.#ports.facts.known.resealingPaused === true;
  }

  #isDue(): boolean {
    const { follow } = this.#ports;
    return inOrder(follow).some(
      (vault) => dueIn(follow, vault).length > 0 || replacedIn(follow, vault) > 0,
    );
  }

  async #work(): Promise<void> {
    if (this.#stopped) return;
    this.#again = this.#working;
    if (this.#working) return;
    this.#working = true;
    try {
      const went = (await this.#resealAll()) && (await this.#pruneAll());
      if (!this.#stopped && !went) this.#later(againAfterMs);
    } finally {
      this.#working = false;
    }
    if (this.#again) await this.#work();
  }

  #later(ms: number): void {
    if (this.#waits) return;
    this.#waits = true;
    this.#ports.timers.after(ms, () => {
      this.#waits = false;
      void this.#work();
    });
  }

  /** False where something did not go and is to be tried again. */
  async #resealAll(): Promise<boolean> {
    const { follow } = this.#ports;
    for (const vault of inOrder(follow)) {
      for (;;) {
        if (this.#stopped) return true;
        const due = this.#dueIn(vault);
        if (due.length === 0 || !canReseal(follow, vault)) break;
        if (!(await this.#resealSome(vault, due))) return false;
        await pause(breathMs);
      }
    }
    return true;
  }

  #dueIn(vault: VaultId): Live[] {
    const isStuck = ([record, { epoch }]: Live): boolean => this.#stuck.has(`${record} ${epoch}`);
    return dueIn(this.#ports.follow, vault).filter((live) => !isStuck(live));
  }

  /** One commit of a vault. */
  async #resealSome(vault: VaultId, due: readonly Live[]): Promise<boolean> {
    const { follow, sender } = this.#ports;
    const contents = await this.#fetch(vault, due.slice(0, batchRecords));
    if (contents === undefined) return false;
    if (contents.length === 0) return true;
    const sent = await sender.turn(() =>
      sender.now(() => {
        if (this.#stopped || !canReseal(follow, vault)) return undefined;
        return { writes: writesOf(follow, vault, contents) };
      }),
    );
    for (const { payload } of contents) payload.fill(0);
    return sent.ok;
  }

  /** Reads on from where the first is due, in pages, until enough is there. Undefined where the server does not answer. */
  async #fetch(vault: VaultId, due: readonly Live[]): Promise<readonly Content[] | undefined> {
    const { follow } = this.#ports;
    const left = new Map<RecordId, Live>(due.map((live) => [live[0], live]));
    const contents: Content[] = [];
    let bytes = 0;
    let from = 0;
    for (const live of due) {
      const [record, { position, epoch }] = live;
      if (!left.has(record)) continue;
      if (position >= from && bytes < batchBytes) {
        const page = await follow.api.pull(vault, position);
        if (!page.ok || this.#stopped) return undefined;
        const { commits } = page.value;
        from = position + Math.max(1, commits.length);
        for (const one of contentsIn(follow, vault, { commits, due: left })) {
          left.delete(one.live[0]);
          contents.push(one);
          bytes += one.payload.length;
        }
        await pause(0);
      }
      const passed = position < from && left.has(record);
      // Those before it are asked for one by one, and weigh as much.
      if (!passed || bytes >= batchBytes) continue;
      const earlier = await findOpen(follow, vault, earlierOf(...live));
      if (earlier === "unheard") return undefined;
      if (typeof earlier === "string") this.#stuck.add(`${record} ${epoch}`);
      else {
        contents.push({ live, ...earlier });
        bytes += earlier.payload.length;
      }
    }
    return contents;
  }

  /** True where nothing more can be done now; what is not covered yet is looked at again. */
  async #pruneAll(): Promise<boolean> {
    const { follow, sender, heads, headsEveryMs } = this.#ports;
    const waiting = (): boolean => inOrder(follow).some((vault) => replacedIn(follow, vault) > 0);
    if (!waiting()) return true;
    await heads.check();
    for (const vault of inOrder(follow)) {
      for (;;) {
        if (this.#stopped) return true;
        const prunes = (): ReturnType<typeof prunesOf> =>
          prunesOf(follow, vault, heads.covered(vault));
        if (prunes().length === 0) break;
        const sent = await sender.turn(() => sender.now(() => ({ writes: prunes() })));
        if (!sent.ok) return false;
        await pause(breathMs);
      }
    }
    if (waiting()) this.#later(headsEveryMs);
    return true;
  }
}

const pause = (ms: number): Promise<void> => new Promise((later) => setTimeout(later, ms));
