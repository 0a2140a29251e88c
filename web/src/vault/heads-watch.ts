// Over 300 lines: one watch over one list, and every way in which it can lie.
import {
  type LogHead,
  type LogId,
  type Statement,
  cosignersNeeded,
  equal,
  fromHex,
  rosterLog,
  toHex,
  verifyConsistency,
  type Hash,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Follow } from "./follow.ts";
import {
  type Believed,
  type BelievedLine,
  askForHeads,
  isBeforeReset,
  statementOf,
} from "./heads.ts";
import { type OpenJoint, isCovered, lookFor } from "./joints.ts";
import type { Local } from "./local.ts";

/** What a watch stands on, and whom it tells. */
export interface HeadsPorts {
  readonly follow: Follow;
  readonly local: Local;
  readonly clock: () => number;
  /** Something is wrong; with no log: with the heads log itself. */
  readonly raise: (code: ErrorCode, log?: LogId, statements?: readonly Statement[]) => void;
  /** A log is not shown to be what a list says: another history, unless a proof comes after all. */
  readonly unproved: (log: LogId, statements: readonly Statement[]) => void;
  /** A log is shown to be what every list says. */
  readonly proved: (log: LogId) => void;
  /** What was wrong is so no longer. */
  readonly end: (codes: readonly ErrorCode[], log?: LogId) => void;
}

/** How old the newest cosignature may be. */
export const freshMs = 72 * 3_600_000;
/** Tries without an answer before a person is told. */
const triesBeforeTold = 6;
/** The name under which the believed lines are kept. */
const name = "checkpoint";

/** Where logs stood, by the server's signature, when the heads log was of this size. */
interface Confirmed {
  readonly size: number;
  readonly heads: readonly LogHead[];
}

/**
 * Watches the heads log: keeps the newest line that it believes, and holds the logs that this client reads against it.
 *
 * [Note: What a list must cover] A list is made after the line before it was seen. So whatever the server had signed
 * when the heads log was of size n is covered by every list from the line n + 2 on; an entry that it confirms to one
 * client and keeps from the others shows there.
 */
export class HeadsWatch {
  readonly #ports: HeadsPorts;
  #believed: Believed | undefined;
  #confirmed: readonly Confirmed[] = [];
  /** Answers that did not come, one after another: to the question itself, and to those about single logs. */
  readonly #failed = { heads: 0, logs: 0 };
  #checkedAt: number | undefined;
  #asking: Promise<void> = Promise.resolve();

  constructor(ports: HeadsPorts) {
    this.#ports = ports;
  }

  /** The newest line that is believed, and when that was last confirmed (epoch ms). */
  get believed(): Believed | undefined {
    return this.#believed;
  }

  get checkedAt(): number | undefined {
    return this.#checkedAt;
  }

  /** The largest head of a log in a list that is believed. */
  listed(log: LogId): LogHead | undefined {
    const heads = this.#lines().flatMap(({ list }) => list.filter((one) => one.log === log));
    return heads.toSorted((a, b) => b.size - a.size)[0];
  }

  /** How large the newest list of heads says that a log is: a fence may not be smaller. */
  least(log: LogId): number {
    const { newest, cosigned } = this.#believed ?? {};
    return Math.max(sizeIn(newest, log), sizeIn(cosigned, log));
  }

  /**
   * How much of a log is under a head that others see too: cosigned, or, where the roster names no witness, signed by the
   * server and seen here. docs/protocol.md §5.
   */
  covered(log: LogId): number {
    const { newest, cosigned } = this.#believed ?? {};
    const isWatched = cosignersNeeded(this.#ports.follow.book.roster) > 0;
    return sizeIn(isWatched ? cosigned : newest, log);
  }

  /** What the server has signed about where all logs stood, for export beside an alarm. */
  get statements(): readonly Statement[] {
    return this.#lines().map(statementOf);
  }

  /** Takes back what was kept. */
  async restore(): Promise<void> {
    const kept = await this.#ports.local.getJson<Kept>(name);
    if (kept === undefined) return;
    this.#believed = {
      newest: unpack(kept.newest),
      seenAt: kept.seenAt,
      cosigned: kept.cosigned && { ...unpack(kept.cosigned), at: kept.cosigned.at },
    };
    this.#list(this.#believed.newest);
    this.#confirmed = kept.confirmed.map(({ size, heads }) => ({ size, heads: heads.map(head) }));
  }

  /** Asks the server, one question at a time. Needs the roster. */
  check(): Promise<void> {
    this.#asking = this.#asking.then(() => this.#check()).catch(() => undefined);
    return this.#asking;
  }

  async #check(): Promise<void> {
    const { follow, clock, raise, end } = this.#ports;
    const { book, api } = follow;
    if (book.roster.head.size === 0) return;
    const signed = [rosterLog, ...follow.followed()]
      .map((log): LogHead => ({ log, ...book.agreedHead(log) }))
      .filter(({ size }) => size > 0);
    const asking = { api, org: book.org, roster: book.roster, now: clock() };
    const asked = await askForHeads(asking, this.#believed);
    if (asked.is === "withheld") return this.#withheld("heads", asked.code);
    this.#answered("heads");
    if (asked.is === "lie") return raise(asked.code, undefined, asked.statements);
    end(["heads-unsigned", "heads-rolled-back", "heads-inconsistent"]);
    // What a list had to cover before the server lost its end is not there to be covered.
    if (asked.anew === true) this.#confirmed = [];
    const { newest } = (this.#believed = asked.value);
    this.#checkedAt = clock();
    this.#freshness();
    this.#leftOut(newest);
    this.#confirmed = [
      ...this.#confirmed.filter(({ size }) => size !== newest.head.size),
      { size: newest.head.size, heads: signed },
    ];
    for (const line of this.#lines()) {
      for (const { log, ...listed } of line.list) if (book.reads(log)) book.mustPass(log, listed);
    }
    this.#list(newest);
    await this.#keep();
  }

  #list({ list }: BelievedLine): void {
    const sizes = new Map<LogId, number>(list.map((one) => [one.log, one.size]));
    this.#ports.follow.book.joints.listed = (log) => sizes.get(log) ?? 0;
  }

  #withheld(what: "heads" | "logs", code: ErrorCode): void {
    if (code === "offline" || code === "session-ended") return;
    if (++this.#failed[what] >= triesBeforeTold) this.#ports.raise("heads-withheld");
  }

  #answered(what: "heads" | "logs"): void {
    this.#failed[what] = 0;
    if (this.#failed.heads + this.#failed.logs === 0) this.#ports.end(["heads-withheld"]);
  }

  #lines(): readonly BelievedLine[] {
    const { newest, cosigned } = this.#believed ?? {};
    return [cosigned, newest].filter((line) => line !== undefined);
  }

  /** Where the roster names witnesses: whether enough of them are fresh. */
  get witnesses(): { readonly is: "nobody" | "never" | "fresh" | "stale"; readonly at?: number } {
    if (cosignersNeeded(this.#ports.follow.book.roster) === 0) return { is: "nobody" };
    const at = this.#believed?.cosigned?.at;
    if (at === undefined) return { is: "never" };
    return { is: this.#ports.clock() - at > freshMs ? "stale" : "fresh", at };
  }

  #freshness(): void {
    const { is } = this.witnesses;
    if (is === "stale" || is === "never") this.#ports.raise("witness-stale");
    else this.#ports.end(["witness-stale"]);
  }

  /** Whether the list covers what it must. [Note: What a list must cover] */
  #leftOut({ head, list }: BelievedLine): void {
    const sizes = new Map<LogId, number>(list.map((one) => [one.log, one.size]));
    const due = this.#confirmed.filter(({ size }) => size + 2 <= head.size);
    const out = new Set<LogId>();
    for (const { heads } of due) {
      for (const { log, size } of heads) if ((sizes.get(log) ?? 0) < size) out.add(log);
    }
    for (const log of out) this.#ports.raise("log-left-out", log);
    const isOut = ({ heads }: Confirmed): boolean => heads.some(({ log }) => out.has(log));
    this.#confirmed = this.#confirmed.filter((one) => !due.includes(one) || isOut(one));
    for (const { log } of list) if (!out.has(log)) this.#ports.end(["log-left-out"], log);
  }

  /** Holds every log that is read against the believed lists, and reads on those that are behind them. */
  compare(): Promise<void> {
    this.#asking = this.#asking.then(() => this.#compare()).catch(() => undefined);
    return this.#asking;
  }

  async #compare(): Promise<void> {
    const { follow } = this.#ports;
    // What lists said before a restore that was signed for is not held against what goes on from it.
    const lines = this.#lines().filter((line) => !isBeforeReset(follow.book.roster, line));
    const agree = new Map<LogId, boolean>();
    for (const line of lines) {
      for (const listed of line.list) {
        const { log, size } = listed;
        if (!follow.book.reads(log)) continue;
        if (follow.book.size(log) < size) await follow.pull(log);
        if (follow.book.size(log) < size) continue;
        const agrees = await this.#agrees(listed, line);
        if (typeof agrees === "string") return this.#withheld("logs", agrees);
        agree.set(log, agrees && (agree.get(log) ?? true));
      }
    }
    for (const [log, agrees] of agree) if (agrees) this.#ports.proved(log);
    const { newest } = this.#believed ?? {};
    const isNow = newest !== undefined && lines.includes(newest);
    const looked = isNow ? await this.#torn(newest) : undefined;
    if (looked !== undefined) return this.#withheld("logs", looked);
    this.#answered("logs");
  }

  /** Whether a log had the listed root at the listed size: by what is known here, else by a proof. */
  async #agrees({ log, size, root }: LogHead, line: BelievedLine): Promise<boolean | ErrorCode> {
    const { follow, raise, unproved } = this.#ports;
    const { book, api } = follow;
    const said = () => [statementOf(line), ...book.signedHeads.statements(log)];
    const known = book.rootAt(log, size);
    let agrees = known !== undefined && equal(known, root);
    if (known === undefined) {
      const now = book.head(log);
      const proof = await api.proof(log, { from: size, to: now.size });
      if (!proof.ok) return proof.error;
      agrees = verifyConsistency({ old: { size, root }, new: now, proof: proof.value });
    }
    // The reset may have come while this was asked, or with what was read for it.
    if (agrees || isBeforeReset(book.roster, line)) return agrees;
    if (known === undefined) unproved(log, said());
    else raise("log-forked", log, said());
    return false;
  }

  /** Joint appends that the list covers in one log and not in another. Returns why it could not be found out. */
  async #torn({ list }: BelievedLine): Promise<ErrorCode | undefined> {
    const { raise, end, follow } = this.#ports;
    const { joints, reads } = follow.book;
    const sizes = new Map<LogId, number>(list.map((one) => [one.log, one.size]));
    const listed = (log: LogId): number => sizes.get(log) ?? 0;
    const covered = joints.open.filter((one) => isCovered(listed, one));
    const suspects = new Map<LogId, OpenJoint[]>();
    for (const one of covered.filter(({ torn }) => !torn)) {
      for (const log of joints.missing(one, reads)) {
        suspects.set(log, [...(suspects.get(log) ?? []), one]);
      }
    }
    // A log that came out of the cache may hold the part without its having passed here.
    for (const [log, wanted] of suspects) {
      const { book } = follow;
      const verified = { log, head: book.head(log), skipped: book.skipped(log) };
      const looked = await lookFor(follow.api, verified, wanted);
      if (!looked.ok) return looked.error;
    }
    joints.settle(reads);
    for (const one of joints.open) one.torn = isCovered(listed, one);
    const torn = new Set(joints.open.filter((one) => one.torn).flatMap(logsOf));
    for (const log of torn) if (reads(log)) raise("append-torn", log);
    for (const { log } of list) if (!torn.has(log)) end(["append-torn"], log);
    return undefined;
  }

  /** How many joint appends that concern this log are only half there. */
  tornIn(log: LogId): number {
    const { joints } = this.#ports.follow.book;
    return joints.open.filter((one) => one.torn && logsOf(one).includes(log)).length;
  }

  async #keep(): Promise<void> {
    if (this.#believed === undefined) return;
    const { newest, seenAt, cosigned } = this.#believed;
    const kept: Kept = {
      newest: pack(newest),
      seenAt,
      ...(cosigned && { cosigned: { ...pack(cosigned), at: cosigned.at } }),
      confirmed: this.#confirmed.map(({ size, heads }) => ({ size, heads: heads.map(headText) })),
    };
    await this.#ports.local.putJson(name, kept);
  }
}

type HeadText = readonly [LogId, number, string];

interface KeptLine {
  readonly note: string;
  readonly head: HeadText;
  readonly list: readonly HeadText[];
  readonly path: readonly string[];
}

interface Kept {
  readonly newest: KeptLine;
  readonly seenAt: number;
  readonly cosigned?: KeptLine & { readonly at: number };
  readonly confirmed: readonly { readonly size: number; readonly heads: readonly HeadText[] }[];
}

const headText = ({ log, size, root }: LogHead): HeadText => [log, size, toHex(root)];
const head = ([log, size, root]: HeadText): LogHead => ({ log, size, root: fromHex(root) as Hash });
const pack = ({ note, head: at, list, path }: BelievedLine): KeptLine => ({
  note,
  head: headText({ log: rosterLog, ...at }),
  list: list.map(headText),
  path: path.map(toHex),
});
const unpack = ({ note, head: at, list, path }: KeptLine): BelievedLine => {
  const { size, root } = head(at);
  return {
    note,
    head: { size, root },
    list: list.map(head),
    path: path.map((hash) => fromHex(hash) as Hash),
  };
};

const logsOf = ({ list }: OpenJoint): readonly LogId[] => list.map((part) => part.log);

const sizeIn = (line: BelievedLine | undefined, log: LogId): number =>
  line?.list.find((one) => one.log === log)?.size ?? 0;
