import {
  type Acknowledgement,
  type Hash,
  type LogHead,
  type LogId,
  type VaultId,
  equal,
  leafHash,
  rosterLog,
  rolesOf,
  sameHead,
} from "#crypto";
import { type HealingReply, claimsCap } from "#contract/healing.ts";
import type { Frame } from "./book.ts";
import type { Follow } from "./follow.ts";
import type { Tail } from "./tail.ts";
import type { Timers } from "./timers.ts";

/** Bytes and commits given back at once. */
const bytesAtOnce = 8 << 20;
const commitsAtOnce = 4_096;
const againMs = 20_000;

/** A log of which the server has less than it once signed. */
export interface Missing {
  readonly log: LogId;
  /** As the server has it. */
  readonly stands: LogHead;
  /** The most that this device has seen signed of it. */
  readonly seen: LogHead;
}

/** What is known of a server that was restored. */
export interface Restored {
  /** A civil date by the server's word; undefined where it goes on, and somebody has come late with what was lost. */
  readonly since: string | undefined;
  readonly missing: readonly Missing[];
}

/** What healing needs. */
export interface HealingParts {
  readonly follow: Follow;
  readonly tail: Tail;
  readonly timers: Timers;
  /** The largest head of a log in a list of heads that is believed. */
  readonly listed: (log: LogId) => LogHead | undefined;
  /** An administrator has signed that the organisation goes on. */
  readonly goesOn: () => void;
  /** The server is being healed, or is so no longer. */
  readonly changed: (restored: Restored | undefined) => void;
}

/**
 * What a client does when a server has less than it once signed: shows it its own signatures, and, where it says that it
 * was restored, gives back what it holds of what is missing, unchanged. Nothing of an alarm ends by it: that ends when a
 * log is whole again, or an administrator has signed what is lost. docs/protocol.md §5.
 */
export class Healing {
  readonly #parts: HealingParts;
  /** Logs that were larger here than at the server. */
  readonly #short = new Set<LogId>();
  #now: Restored | undefined;
  /** Resets on the roster when it was last looked at. */
  #resets = 0;
  #working: Promise<void> | undefined;
  #again = false;
  #waits = false;

  constructor(parts: HealingParts) {
    this.#parts = parts;
  }

  /** What is known; undefined while nothing says that the server was restored. */
  get now(): Restored | undefined {
    return this.#now;
  }

  /** A log is smaller at the server, or another, than was seen here. */
  short(log: LogId): void {
    if (this.#short.has(log)) return;
    this.#short.add(log);
    this.wake();
  }

  /** A log is whole again, or has gone on. */
  whole(log: LogId): void {
    if (this.#short.delete(log) && this.#now !== undefined) this.wake();
  }

  /** The roster was read: it may say by now that what is missing is lost. */
  rosterRead(): void {
    const { length } = this.#parts.follow.book.roster.resets;
    if (length === this.#resets) return;
    this.#resets = length;
    this.#parts.goesOn();
    for (const log of this.#short) void this.#parts.follow.pull(log);
    if (this.#now !== undefined) this.wake();
  }

  /** Asks, soon. */
  wake(): void {
    if (this.#working !== undefined) {
      this.#again = true;
      return;
    }
    this.#working = this.#run()
      .catch(() => undefined)
      .finally(() => {
        this.#working = undefined;
        if (this.#again) {
          this.#again = false;
          this.wake();
        } else if (this.#now !== undefined) this.#later();
      });
  }

  /** Asks and gives back until nothing is left to be done for now. */
  async settle(): Promise<void> {
    this.wake();
    while (this.#working !== undefined) await this.#working;
  }

  #later(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.#parts.timers.after(againMs, () => {
      this.#waits = false;
      this.wake();
    });
  }

  async #run(): Promise<void> {
    const asked = await this.ask();
    if (asked === undefined) return;
    if (asked.since !== undefined) {
      for (const log of this.#shortest()) {
        await this.#giveBack(log);
        // Of boxes that came after the backup the server knows only now.
        if (log === rosterLog) await this.#parts.follow.pullAll();
      }
    }
    const isSame = (a: Restored | undefined, b: Restored | undefined): boolean =>
      JSON.stringify(a && plain(a)) === JSON.stringify(b && plain(b));
    const after = asked.missing.length === 0 ? asked : ((await this.ask()) ?? asked);
    const now = after.since === undefined && after.missing.length === 0 ? undefined : after;
    if (isSame(this.#now, now)) return;
    this.#now = now;
    this.#parts.changed(now);
  }

  /** The roster before all others: what stands in a vault's log is judged by it. */
  #shortest(): readonly LogId[] {
    return [...this.#short].toSorted((a, b) => Number(b === rosterLog) - Number(a === rosterLog));
  }

  /** Asks whether the server was restored, and how much of which log it lacks. */
  async ask(): Promise<Restored | undefined> {
    const { api, book } = this.#parts.follow;
    const own = [...this.#short]
      .filter((log) => book.lossOf(log) === undefined)
      .map((log) => book.signedHeads.newest(log));
    const claims = [...new Set(own.filter((one) => one !== undefined))];
    const rosterSize = book.roster.head.size;
    let told: HealingReply | undefined;
    for (let at = 0; told === undefined || at < claims.length; at += claimsCap) {
      const shown = claims.slice(at, at + claimsCap);
      const answer = await api.healing({ rosterSize, claims: shown });
      if (!answer.ok) return undefined;
      told = answer.value;
    }
    const { since, claims: missing } = told;
    return { since: since === "" ? undefined : since, missing: await this.#missingIn(missing) };
  }

  /**
   * What is missing of the logs of these claims, as far as this device itself has seen it signed: how much there was is
   * not believed of a server that says that it lost it.
   */
  async #missingIn(claims: readonly Acknowledgement[]): Promise<readonly Missing[]> {
    const { api, book } = this.#parts.follow;
    const signed = claims.filter((one) => book.signed(one));
    const logs = new Set(signed.flatMap(({ heads }) => heads.map(({ log }) => log)));
    const vaults = [...logs].filter((log) => book.roster.vaults.has(log as VaultId));
    const standing = vaults.length === 0 ? undefined : await api.standing(vaults as VaultId[]);
    const heads = standing?.ok && book.signed(standing.value) ? [...standing.value.heads] : [];
    const roster = await api.pull(rosterLog, book.size(rosterLog));
    if (roster.ok && book.signed(roster.value.standing)) heads.push(...roster.value.standing.heads);
    return heads.flatMap((stands) => {
      const { log } = stands;
      const seen = logs.has(log) ? this.#mostSeen(log) : undefined;
      return seen === undefined || this.#isThere(stands, seen) ? [] : [{ log, stands, seen }];
    });
  }

  /** The largest head of a log that this device has seen signed: as a head of its own, or in a list of heads. */
  #mostSeen(log: LogId): LogHead | undefined {
    const own = { log, ...this.#parts.follow.book.mostSeen(log) };
    const listed = this.#parts.listed(log);
    const most = listed !== undefined && listed.size > own.size ? listed : own;
    return most.size === 0 ? undefined : most;
  }

  /** Whether a log has what was seen of it, where it stands at the server. */
  #isThere(stands: LogHead, seen: LogHead): boolean {
    const { book } = this.#parts.follow;
    const { log } = stands;
    if (stands.size < seen.size) return false;
    if (stands.size === seen.size) return sameHead(stands, seen);
    // Whoever does not read a log does not know what has come to stand in it since.
    if (!book.reads(log)) return true;
    const known = book.rootAt(log, seen.size);
    const isHere = known !== undefined && equal(known, seen.root);
    return isHere && (book.size(log) >= stands.size || !this.#short.has(log));
  }

  /** Gives back what is missing of a log, as far as it is kept here, and reads on. */
  async #giveBack(log: LogId): Promise<void> {
    const { follow, tail } = this.#parts;
    const { book, api } = follow;
    const signed = book.signedHeads.newest(log);
    const goal = signed?.heads.find((head) => head.log === log);
    const asked = await api.pull(log, book.size(log));
    if (!asked.ok || signed === undefined || goal?.size !== book.size(log)) return;
    let from = asked.value.standing.heads[0]?.size ?? 0;
    const frames = await tail.from(log, from);
    if (frames === undefined || frames.length === 0) return;
    for (let left = frames; left.length > 0;) {
      const commits = left.slice(0, fitting(left));
      left = left.slice(commits.length);
      const rest = left.map(({ bytes }): Hash => leafHash(bytes));
      const boxes = log === rosterLog ? tail.boxes : [];
      const given = await api.giveBack({ log, from, commits, rest, signed, boxes });
      if (!given.ok) return;
      from += commits.length;
    }
    await follow.pull(log);
  }

  /** Whether this member may sign that what is missing is lost. */
  get maySign(): boolean {
    const { book, keyring } = this.#parts.follow;
    return rolesOf(book.roster, keyring.member).admin;
  }
}

/** How many commits fit into one request. */
function fitting(frames: readonly Frame[]): number {
  let bytes = 0;
  const first = frames.findIndex((frame) => {
    bytes += frame.bytes.length;
    for (const envelope of frame.envelopes) bytes += envelope.length;
    return bytes > bytesAtOnce;
  });
  return Math.min(commitsAtOnce, first < 0 ? frames.length : Math.max(1, first));
}

const plain = ({ since, missing }: Restored) => [
  since,
  missing.map(({ log, stands, seen }) => [log, stands.size, seen.size]),
];
