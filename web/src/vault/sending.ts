// Over 300 lines: one queue, from a kept deed to its proof.
import {
  type LogId,
  type Result,
  type SealedBox,
  type Statement,
  type VaultId,
  err,
  ok,
  rosterLog,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Page } from "#contract/pull.ts";
import { type AppendAnswer, passing } from "../sync/api.ts";
import { waitBefore } from "../sync/live.ts";
import { type Kept, onlyVault, plan } from "./deed.ts";
import type { Follow } from "./follow.ts";
import { InOrder } from "./in-order.ts";
import type { Outbox } from "./outbox.ts";
import { saidOf, takeOwn } from "./own-append.ts";
import type { Mending } from "./mending.ts";
import { newHouse } from "./vaults.ts";
import { type RosterPart, type Signed, type Write, signChain, signJoint } from "./writing.ts";

/** Most deeds in one append, and most writes in all of them. */
const batchCap = 128;
const writesCap = 512;

/** How often what takes something away is tried anew with newer fences. */
const fencedTries = 24;

/** A log may have moved once without anything to be read: where two of this client's own cross. */
const stallsBeforeTold = 3;
/** Longest patience with a server that answers, as a power of the shortest: two seconds. */
const answeredTries = 3;

/** What went out, and what became of it. */
type Ended = "sent" | "again" | "wait";

/** Answers after which an append may stand or not. */
const saysNothing: ReadonlySet<ErrorCode> = new Set([
  "offline",
  "our-fault",
  "try-again",
  "malformed",
]);

/** Deeds that went out, as they were signed, and how large the logs were then. */
interface Unanswered {
  readonly batch: readonly Kept[];
  readonly signed: Signed;
  readonly sizes: string;
}

/** What is to be appended now; a code where it cannot be, undefined where there is nothing to append. */
type Made =
  | { readonly part?: RosterPart; readonly writes?: readonly Write[] }
  | ErrorCode
  | undefined;

/** What a sender needs. */
export interface SenderPorts {
  readonly follow: Follow;
  readonly outbox: Outbox;
  readonly mending: Mending;
  /** The server refuses what this client holds to be right, or does not sign for it. */
  readonly trouble: (log: LogId, code: ErrorCode, statements?: readonly Statement[]) => void;
  /** The server has signed for an append as it should. */
  readonly taken: (log: LogId) => void;
  /** The server takes nothing: it was restored from a backup. */
  readonly restored: () => void;
  /** Boxes that this client made lie beside the log now. */
  readonly made: (boxes: readonly SealedBox[]) => void;
}

/**
 * Sends deeds in their order, one append at a time. Deeds that each write into one and the same vault go together, as
 * a chain of commits. Where the log has moved, what is missing is fetched, the deeds are judged again beneath it, and
 * what still stands is signed anew. Appends that are no deed (grants, epochs) take the same turn.
 */
export class Sender {
  readonly #ports: SenderPorts;
  readonly #inOrder = new InOrder();
  #queued = false;
  /** How often the server has said, one time after another, that a log has moved that has not. */
  #stalled = 0;
  /** How often in a row nobody answered. */
  #unheard = 0;
  /** How often in a row somebody else was faster. */
  #outrun = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #unanswered: Unanswered | undefined;

  constructor(ports: SenderPorts) {
    this.#ports = ports;
  }

  /** Sends what is kept; called whenever something was kept or the network has come back. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#queued || this.#closed) return;
    this.#queued = true;
    void this.turn(() => this.#sendAll());
  }

  /** Runs work that appends, after what appends now and before what comes later. */
  turn<T>(work: () => Promise<T>): Promise<T> {
    return this.#inOrder.run(work);
  }

  /** Sends nothing more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #sendAll(): Promise<void> {
    this.#queued = false;
    for (;;) {
      const broke = (batch: readonly Kept[], reason: unknown): never => {
        // Whatever broke, what was to be sent is still to be sent.
        this.#ports.outbox.back(batch);
        this.#wakeLater();
        throw reason;
      };
      const heard = await this.#hear().catch((reason: unknown) => broke([], reason));
      if (!heard) return this.#wakeLater();
      const batch = this.#closed ? [] : (this.#again()?.batch ?? this.#nextBatch());
      if (batch.length === 0) return;
      const ended = await this.#send(batch).catch((reason: unknown) => broke(batch, reason));
      if (this.#closed) return;
      if (ended === "wait") return this.#wakeLater();
      if (ended === "sent") this.#outrun = 0;
      else if (++this.#outrun > 2) await pause(waitBefore(Math.min(this.#outrun - 3, 5), 4));
    }
  }

  #wakeLater(): void {
    if (!this.#closed) this.#timer = setTimeout(() => this.wake(), waitBefore(this.#unheard++));
  }

  /** The oldest deed that is kept, and those after it that can go in the same chain. */
  #nextBatch(): readonly Kept[] {
    const all = this.#going();
    const wait = all.findIndex((one) => !one.stored || one.doubt !== undefined);
    const kept = wait < 0 ? all : all.slice(0, wait);
    const [first] = kept;
    if (first === undefined || first.deed.house !== undefined) return first ? [first] : [];
    const { find } = this.#ports.follow;
    const log = onlyVault(first.changes, find);
    if (log === undefined) return [first];
    let writes = 0;
    const batch: Kept[] = [];
    for (const one of kept) {
      writes += one.changes.length;
      const fits = one.deed.house === undefined && onlyVault(one.changes, find) === log;
      if (batch.length > 0 && (!fits || batch.length >= batchCap || writes > writesCap)) break;
      batch.push(one);
    }
    return batch;
  }

  /**
   * Those that are kept and can go, oldest first. Where a key is not to be had, what needs it waits, and so does what came
   * later for the same box or house; everything else goes on.
   */
  #going(): readonly Kept[] {
    const { follow, outbox } = this.#ports;
    const kept = outbox.all.filter(({ state }) => state.is === "kept");
    if (!follow.lacksKeys) return kept;
    const waiting = new Set<string>();
    return kept.filter(({ changes }) => {
      const vaults = changes.flatMap(({ place }) => follow.find(place) ?? []);
      const houses = changes.flatMap(({ place }) => ("house" in place ? [place.house] : []));
      const at = [...vaults, ...houses];
      const waits = vaults.some((one) => follow.waitsForKey(one)) || at.some((x) => waiting.has(x));
      if (waits) for (const one of at) waiting.add(one);
      return !waits;
    });
  }

  async #send(batch: readonly Kept[]): Promise<Ended> {
    const { follow, outbox } = this.#ports;
    if (batch.some(isHalfSeen)) return this.#readTheRest(batch);
    const renewed = await this.#renew(batch);
    if (renewed !== undefined) return renewed;
    const again = this.#again();
    const keyed = again === undefined ? await this.#fetchKeys(batch) : undefined;
    if (keyed !== undefined) return keyed;
    // Meanwhile others may have written.
    if (batch.some(({ state, doubt }) => state.is !== "kept" || doubt !== undefined))
      return "again";
    const signed = again === undefined ? this.#sign(batch) : ok(again.signed);
    if (!signed.ok) {
      for (const one of batch) await outbox.ask(one, refusalOf(one, signed.error));
      return "again";
    }
    const { marks } = signed.value;
    const sizes = again?.sizes ?? this.#sizes(signed.value);
    this.#unanswered = { batch, signed: signed.value, sizes };
    await outbox.sending(batch, batch.length === 1 ? [marks] : marks.map((mark) => [mark]));
    const answer = await follow.api.append(signed.value.append);
    const ended = await this.#ended(signed.value, answer, sizes);
    const isSaid = answer.ok ? ended !== "wait" : !saysNothing.has(answer.error.code);
    if (isSaid) this.#heard(batch);
    outbox.back(batch);
    return ended;
  }

  /**
   * Hears what became of an append that was not answered and cannot go out again as it was: a commit of it that stands
   * is in the logs that it was for. False where they cannot be read now.
   */
  async #hear(): Promise<boolean> {
    const last = this.#unanswered;
    if (last === undefined || this.#again() !== undefined || this.#closed) return true;
    for (const { log } of last.signed.expected) {
      const read = await this.#ports.follow.pull(log);
      if (!read.ok && passing.has(read.error)) return false;
    }
    this.#heard(last.batch);
    return true;
  }

  #heard(batch: readonly Kept[]): void {
    this.#unanswered = undefined;
    this.#ports.outbox.heard(batch);
  }

  /**
   * What went out and was not answered goes out again as it was, while no log has moved: if it stands already, the
   * server says so. Signed anew each time, its earlier forms would be too many to be known again.
   */
  #again(): Unanswered | undefined {
    const last = this.#unanswered;
    if (last === undefined) return undefined;
    const { batch, signed, sizes } = last;
    const kept = this.#going();
    const same =
      this.#sizes(signed) === sizes &&
      batch.every((one, i) => kept[i] === one && one.doubt === undefined && one.seen.size === 0);
    return same ? last : undefined;
  }

  #sizes({ expected }: Signed): string {
    const { book } = this.#ports.follow;
    const logs = [rosterLog, ...expected.map(({ log }) => log)];
    return logs.map((log) => `${log} ${book.size(log)}`).join();
  }

  /** A commit of theirs has come back, so all of the append stands: it is read, never signed anew. */
  async #readTheRest(batch: readonly Kept[]): Promise<Ended> {
    const { follow, outbox } = this.#ports;
    if (!(await follow.pullAll()).ok) return "wait";
    outbox.whole(batch);
    return batch.some(isHalfSeen) ? "wait" : "again";
  }

  #sign(batch: readonly Kept[]): Result<Signed, "too-large" | "no-key"> {
    const { follow } = this.#ports;
    const [first] = batch as readonly [Kept];
    const { house } = first.deed;
    const made = house === undefined ? undefined : newHouse(follow, house);
    const writes = batch.map((one): Write[] => [
      ...(made?.writes ?? []),
      ...plan(one.changes, one.deed).map(({ place, ...rest }) => ({
        ...rest,
        vault: (made?.find(place) ?? follow.find(place)) as VaultId,
      })),
    ]);
    if (batch.length === 1) return signJoint(follow, writes[0] as Write[], made?.part);
    return signChain(follow, (writes[0] as Write[])[0]?.vault as VaultId, writes);
  }

  /** Makes the epochs without which these vaults may not be written; undefined if none was due. */
  async #renew(batch: readonly Kept[]): Promise<Ended | undefined> {
    const { follow, mending } = this.#ports;
    const vaults = new Set(
      batch.flatMap((one) => one.changes.flatMap(({ place }) => follow.find(place) ?? [])),
    );
    const due = mending.due([...vaults]);
    if (due.length === 0) return undefined;
    const sent = await mending.mend((make) => this.now(make), due);
    return sent.ok ? "again" : "wait";
  }

  /**
   * Fetches keys that this append needs and that are not here: a new epoch is known as soon as the roster is read, its
   * key a request later. Undefined where none was missing. What waits for one that is not to be had goes out later.
   */
  async #fetchKeys(batch: readonly Kept[]): Promise<Ended | undefined> {
    const { follow } = this.#ports;
    const { book, keyring, find } = follow;
    const vaults = new Set(batch.flatMap((one) => one.changes.map(({ place }) => find(place))));
    let again = false;
    for (const vault of vaults) {
      if (vault === undefined || keyring.newest(book.roster, vault) !== undefined) continue;
      if ((await follow.fetchKeys(vault)) === "unheard") return "wait";
      again ||= keyring.newest(book.roster, vault) !== undefined || follow.waitsForKey(vault);
    }
    return again ? "again" : undefined;
  }

  /**
   * Appends what is no deed (entries, and what is sealed anew), now or not at all; needs the turn. `make` is asked again
   * whenever the logs have moved, and may find that nothing is left to do, or a reason to give up.
   */
  async now(make: () => Made | Promise<Made>): Promise<Result<void, ErrorCode>> {
    const { follow } = this.#ports;
    let most = 12;
    for (let tries = 0; tries < most; tries++) {
      const made = await make();
      if (typeof made === "string") return err(made);
      const { part, writes = [] } = made ?? {};
      if ((part?.entries.length ?? 0) + writes.length === 0) return ok(undefined);
      // Whom it takes something from may write without pause; a fence holds only in between.
      const isFenced = part?.entries.some(({ is }) => is === "fence") === true;
      if (isFenced) most = fencedTries;
      const signed = signJoint(follow, writes, part?.entries.length === 0 ? undefined : part);
      if (!signed.ok) return err(signed.error === "too-large" ? "too-large" : "box-missing");
      const sizes = this.#sizes(signed.value);
      const answer = await follow.api.append(signed.value.append);
      if (isFenced) this.#stalled = 0;
      const ended = await this.#ended(signed.value, answer, sizes);
      if (ended === "sent") return ok(undefined);
      if (ended === "wait" && !answer.ok) return err(answer.error.code);
    }
    return err("try-again");
  }

  /** Takes what the server has signed for, or fetches what it says is missing. */
  async #ended(signed: Signed, answer: AppendAnswer, sizes: string): Promise<Ended> {
    const { follow, trouble, taken } = this.#ports;
    if (answer.ok) {
      const lie = takeOwn(follow, signed, answer.value);
      if (lie === undefined) {
        this.#stalled = 0;
        this.#unheard = 0;
        for (const { log } of signed.expected) taken(log);
        this.#ports.made(signed.append.boxes);
        return "sent";
      }
      if (lie !== "later")
        trouble(signed.expected[0]?.log ?? rosterLog, lie, saidOf(signed, answer.value));
      return (await this.#catchUp(signed)) ? "again" : "wait";
    }
    const { code } = answer.error;
    if (answer.error.code === "moved") return this.#moved(signed, sizes, answer.error.pages);
    if (code === "healing") this.#ports.restored();
    if (!passing.has(code)) {
      trouble(signed.expected[0]?.log ?? rosterLog, code);
      await this.#catchUp(signed);
    }
    return "wait";
  }

  /**
   * Somebody was faster: what she wrote came with the refusal, is read, and the deed signed anew. A server that says so
   * and has nothing to show for it is not believed for long: it is asked with patience, and a person is told.
   */
  async #moved(signed: Signed, sizes: string, pages: readonly Page[]): Promise<Ended> {
    const { follow } = this.#ports;
    for (const page of pages) await follow.takeUnasked(page);
    const whole = pages.every(
      ({ log, standing }) => follow.book.size(log) >= (standing.heads[0]?.size ?? 0),
    );
    const came = whole && this.#sizes(signed) !== sizes;
    const read = came || (await this.#catchUp(signed));
    if (this.#sizes(signed) !== sizes) {
      // A server that answers is not spared for as long as one that is not there: the rest may be one page away.
      this.#unheard = Math.min(this.#unheard, answeredTries);
      this.#stalled = 0;
      return read ? "again" : "wait";
    }
    if (!read) return "wait";
    if (++this.#stalled < stallsBeforeTold) return "again";
    this.#ports.trouble(signed.expected[0]?.log ?? rosterLog, "moved");
    return "wait";
  }

  async #catchUp(signed: Signed): Promise<boolean> {
    const logs = new Set<LogId>([rosterLog, ...signed.expected.map((head) => head.log)]);
    let all = true;
    for (const log of logs) {
      const known = log === rosterLog || this.#ports.follow.book.roster.vaults.has(log as VaultId);
      if (known) all = (await this.#ports.follow.pull(log)).ok && all;
    }
    return all;
  }
}

/** Some of its commits stand here, and it is still on its way. */
const isHalfSeen = ({ state, seen }: Kept): boolean => state.is === "kept" && seen.size > 0;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const refusalOf = (kept: Kept, why: "too-large" | "no-key") => {
  const [first] = kept.changes;
  const what = first?.type ?? "organisation";
  if (why === "too-large") return { code: "not-well-formed", what } as const;
  return { code: "no-right", ...(first?.place ?? { compartment: "team" as const }) } as const;
};
