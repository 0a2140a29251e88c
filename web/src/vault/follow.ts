// Over 300 lines: one reader, from the page to the state.
import {
  type Head,
  type LogId,
  type MemberId,
  type RecordId,
  type Result,
  type VaultId,
  emptyFrontier,
  err,
  headOf,
  ok,
  rightOf,
  rolesOf,
  rosterLog,
  sameHead,
  vaultsOf,
  verifyConsistency,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type Page, page as pageCodec } from "#contract/pull.ts";
import type { Change } from "#domain/change.ts";
import { type Place, writeOnce } from "#domain/compartments.ts";
import { type State, applyChange, emptyState } from "#domain/state.ts";
import { type Api, passing } from "../sync/api.ts";
import { authorIn } from "./authors.ts";
import { Book, type Taken, type TakenPage } from "./book.ts";
import type { Keyring } from "./keyring.ts";
import { type Listener, nobody } from "./listener.ts";
import { type OpenRecord, Opener, type Reading } from "./opening.ts";
import { Unopened } from "./unopened.ts";

/** What a log that has lost its end looks like. */
const goesBack: ReadonlySet<string> = new Set(["log-rolled-back", "log-forked"]);

const gone: OpenRecord = { is: "gone" };

/** More commits than these are hashed first and their signatures checked later. */
const laterAbove = 256;

/**
 * The open organisation: its logs as verified, its records as opened, and the domain's state made of them. It reads
 * from the server until nothing is left to read, and is told of what follows.
 */
export class Follow {
  readonly api: Api;
  readonly keyring: Keyring;
  readonly book: Book;
  readonly opener: Opener;
  readonly state: State = emptyState();
  readonly records = new Map<VaultId, Map<RecordId, OpenRecord>>();
  /** Records of which the cache does not have the newest version. */
  readonly unsaved = new Map<VaultId, Set<RecordId>>();
  /** Logs in which a signature turned out false: nothing of them is believed before it is checked. */
  readonly strict = new Set<LogId>();
  /** Vaults of which the newest key was asked for and is not to be had: what is written for them waits. */
  readonly #keyless = new Set<VaultId>();
  /** From which epoch on new readers of a vault find every key. */
  linkedFrom: (vault: VaultId) => number = () => 1;
  listener: Listener = nobody;
  readonly #unopened: Unopened;

  constructor(api: Api, keyring: Keyring) {
    this.api = api;
    this.keyring = keyring;
    this.book = new Book(keyring.org);
    this.opener = new Opener(keyring);
    this.#unopened = new Unopened(keyring, this.opener);
    this.book.reads = (log) => log === rosterLog || this.#follows(log as VaultId);
  }

  /** The vaults that she may read now. */
  readable(): readonly VaultId[] {
    return vaultsOf(this.book.roster, this.keyring.member).map(({ vault }) => vault);
  }

  /** The vaults whose logs she follows: those that she may read, or, as an auditor, all of them without a key. */
  followed(): readonly VaultId[] {
    const { roster } = this.book;
    const { audit } = rolesOf(roster, this.keyring.member);
    return audit ? [...roster.vaults.keys()] : this.readable();
  }

  #follows(vault: VaultId): boolean {
    const { roster } = this.book;
    const { member } = this.keyring;
    return rightOf(roster, vault, member) > 0 || rolesOf(roster, member).audit;
  }

  /**
   * Reads every log that she follows, the roster first. A log that lies does not keep the others from being read, nor does
   * the roster: they are judged by what the server has signed of it before.
   */
  async pullAll({
    progress,
    knowingRoster,
  }: {
    readonly progress?: ((done: number, of: number) => void) | undefined;
    /** What is to be done once the roster is read, and so the server's log key and the witnesses' are known. */
    readonly knowingRoster?: () => Promise<void>;
  } = {}): Promise<Result<void, ErrorCode>> {
    const roster = await this.pull(rosterLog);
    if (!roster.ok && (passing.has(roster.error) || this.book.size(rosterLog) === 0)) return roster;
    await knowingRoster?.();
    const vaults = this.followed();
    const waiting = [...vaults];
    let failed = roster.ok ? undefined : roster.error;
    const one = async (): Promise<void> => {
      for (let vault = waiting.shift(); vault !== undefined; vault = waiting.shift()) {
        const pulled = await this.pull(vault);
        if (!pulled.ok) failed ??= pulled.error;
        progress?.(vaults.length - waiting.length, vaults.length);
      }
    };
    await Promise.all([one(), one(), one(), one()]);
    return failed === undefined ? ok(undefined) : err(failed);
  }

  /** Reads one log on to the head that the server signs for. The next page is on its way while one is opened. */
  async pull(log: LogId): Promise<Result<void, ErrorCode>> {
    let least = this.book.size(log);
    let from = least;
    let coming = this.api.pull(log, from);
    for (;;) {
      const answer = await coming;
      if (!answer.ok) {
        if (answer.error === "unknown-log" && this.book.isKnown(log)) return this.#gone(log);
        if (answer.error !== "malformed" && answer.error !== "too-large") return answer;
        this.listener.lied(log, "log-malformed");
        return err("log-malformed");
      }
      const page = answer.value;
      const end = page.from + page.commits.length;
      const size = page.standing.heads[0]?.size ?? 0;
      // More is signed for than is shown, or the same is shown again and again.
      if (page.log !== log || (end < size && end <= from)) {
        this.listener.lied(log, "log-malformed");
        return err("log-malformed");
      }
      const asked = least;
      least = Math.max(end, this.book.size(log));
      from = end;
      if (end < size) coming = this.api.pull(log, from);
      const taken = await this.take(page, asked);
      if (!taken.ok || end >= size) return taken;
    }
  }

  /** Takes a page, from whichever way it came, and opens what it carries. `least`: see `Book.takePage`. */
  async take(page: Page, least: number): Promise<Result<void, ErrorCode>> {
    const { log } = page;
    if (log !== rosterLog) await this.fetchKeys(log as VaultId);
    const once = this.#takeOnce(page, least);
    if (once.lie !== "roster-withheld" || log === rosterLog) return this.#ended(page, once);
    const roster = await this.pull(rosterLog);
    if (!roster.ok) return roster;
    await this.fetchKeys(log as VaultId);
    return this.#ended(page, this.#takeOnce(page, least));
  }

  #takeOnce(page: Page, least: number): Omit<TakenPage, "taken"> {
    const size = page.standing.heads[0]?.size ?? 0;
    const many = size - this.book.size(page.log) > laterAbove;
    const check = many && !this.strict.has(page.log) ? "later" : "now";
    const { taken, ...ended } = this.book.takePage(page, { check, least });
    if (taken.length > 0) {
      this.listener.arrived(taken, (shown) => this.read(taken, shown));
    }
    return ended;
  }

  async #ended(
    { log, standing }: Page,
    { lie, statements }: Omit<TakenPage, "taken">,
  ): Promise<Result<void, ErrorCode>> {
    if (lie !== undefined) {
      if (goesBack.has(lie) && (await this.#goesOn(log, standing.heads[0]))) {
        return log === rosterLog ? this.pullAll() : this.pull(log);
      }
      this.listener.lied(log, lie, statements);
      // What earlier pages brought is signed for by nobody: it is read anew from its beginning.
      const isUnsigned = this.book.size(log) > this.book.agreed(log);
      if (log !== rosterLog && isUnsigned && (lie === "log-malformed" || lie === "log-forked")) {
        this.strict.add(log);
        this.readAnew(log as VaultId);
      }
      // Of two heads that were signed for one size, the one that stands here is gone on with; the alarm stays.
      const stands = lie === "log-forked" && this.book.isAt(log, standing);
      if (!stands) return err(lie);
    }
    const isWhole = this.book.size(log) === standing.heads[0]?.size;
    if (log === rosterLog) await this.#rosterGrew();
    // A page may end before the log does, or come late: then it says nothing about where the log stands now.
    if (!isWhole) return ok(undefined);
    this.book.settled(log);
    this.listener.agreed(log);
    if (log !== rosterLog) await this.askAgain(log as VaultId);
    return ok(undefined);
  }

  /** The server does not know a log of which it has signed something. */
  async #gone(log: LogId): Promise<Result<void, ErrorCode>> {
    if (await this.#goesOn(log)) return ok(undefined);
    this.listener.lied(log, "log-rolled-back", this.book.signedHeads.statements(log));
    return err("log-rolled-back");
  }

  /**
   * Whether an administrator has signed that what was seen of a log is lost, and it stands now on what she has signed: then
   * it is read anew. [Note: What a reset ends]
   */
  async #goesOn(log: LogId, stands: Head = headOf(emptyFrontier)): Promise<boolean> {
    if (log === rosterLog) return this.#rosterGoesOn();
    // The reset may not be here yet. A roster that lies itself says so by itself.
    if (this.book.lossOf(log) === undefined) await this.pull(rosterLog);
    const reset = this.book.lossOf(log);
    if (reset === undefined || !(await this.#standsOn(log, stands))) return false;
    const place = this.opener.places.get(log as VaultId);
    this.readAnew(log as VaultId);
    this.book.restart(log);
    await this.listener.lost(log, place);
    return true;
  }

  /** Whether a log that stands here has passed through the head at which it goes on: before that, nothing is let go of. */
  async #standsOn(log: LogId, stands: Head): Promise<boolean> {
    const at = this.book.goesOnAt(log);
    if (at.size === 0 || sameHead(at, stands)) return true;
    if (at.size >= stands.size) return false;
    const proof = await this.api.proof(log, { from: at.size, to: stands.size });
    return proof.ok && verifyConsistency({ old: at, new: stands, proof: proof.value });
  }

  async #rosterGoesOn(): Promise<boolean> {
    if (this.book.lossOf(rosterLog) !== undefined) {
      this.book.restart(rosterLog);
      await this.listener.lost(rosterLog);
      return true;
    }
    const other = new Book(this.book.org);
    for (let size = Number.POSITIVE_INFINITY; other.size(rosterLog) < size;) {
      const from = other.size(rosterLog);
      const answer = await this.api.pull(rosterLog, from);
      if (!answer.ok) return false;
      const { lie } = other.takePage(answer.value, { check: "now", least: 0 });
      if (lie !== undefined || other.size(rosterLog) === from) return false;
      size = answer.value.standing.heads[0]?.size ?? 0;
    }
    const vaults = [...this.book.logs.keys()];
    if (!this.book.goOnWith(other)) return false;
    for (const vault of vaults) this.readAnew(vault);
    this.keyring.forget();
    await this.listener.lost(rosterLog);
    return true;
  }

  /** Asks for envelopes that did not come or did not fit. What still does not come is withheld. */
  async askAgain(vault: VaultId): Promise<void> {
    const { readings, withheld, isAll } = await this.#unopened.ask(this.book, this.api, vault);
    // What the vault is for may have come out of an earlier envelope.
    if (this.opener.twinOf(this.book.roster, vault) !== undefined)
      this.listener.arrived([], () => this.#oust(vault));
    if (readings.length > 0) {
      const touched = new Set<Place>();
      this.listener.arrived([], () => this.#put(vault, readings, { shown: false, touched }));
      this.#note(vault, readings);
      if (touched.size > 0) this.listener.changed(touched);
    }
    if (!isAll) this.listener.waits();
    if (withheld) this.listener.lied(vault, "envelope-withheld");
    else if (isAll) this.listener.whole(vault);
  }

  /** Fetches keys for what she may read now, and lets go of what she may not read any more. */
  async #rosterGrew(): Promise<void> {
    for (const vault of this.readable()) await this.fetchKeys(vault);
    const followed = new Set(this.followed());
    for (const vault of this.book.logs.keys()) if (!followed.has(vault)) this.letGo(vault);
    this.listener.roster();
  }

  /** Fetches a vault's boxes, where its newest key is not held; `unheard` where nobody answered. */
  async fetchKeys(vault: VaultId): Promise<"unheard" | undefined> {
    const { roster } = this.book;
    if (rightOf(roster, vault, this.keyring.member) === 0) return undefined;
    if (this.keyring.newest(roster, vault) !== undefined) return undefined;
    // The roster names one box of hers, and that has come.
    if (this.keyring.brokenBy(roster, vault) !== undefined) return undefined;
    const boxes = await this.api.boxes(vault);
    if (!boxes.ok && passing.has(boxes.error)) {
      this.listener.waits();
      return "unheard";
    }
    const own = boxes.ok ? boxes.value : [];
    const taken = this.keyring.take(this.book.roster, vault, own);
    if (taken.ok) this.#keyless.delete(vault);
    else this.#keyless.add(vault);
    if (taken.ok) this.listener.keyed(vault);
    else if (taken.error === "box-broken") this.listener.spoilt(vault);
    else this.listener.lied(vault, taken.error);
    return undefined;
  }

  /** Whether any key was asked for and was not to be had. */
  get lacksKeys(): boolean {
    return this.#keyless.size > 0;
  }

  /** Whether a vault that she may read cannot be written now, because its newest key is not to be had. */
  waitsForKey(vault: VaultId | undefined): boolean {
    if (vault === undefined || !this.#keyless.has(vault)) return false;
    const { roster } = this.book;
    const isHeld = this.keyring.newest(roster, vault) !== undefined;
    if (isHeld) this.#keyless.delete(vault);
    return !isHeld && rightOf(roster, vault, this.keyring.member) > 0;
  }

  /** Opens what commits carry and brings the state up to it. With `shown` the state has it already. */
  read(taken: readonly Taken[], shown = false): void {
    const touched = new Set<Place>();
    for (const one of taken) {
      if (one.log === rosterLog) continue;
      const vault = one.log as VaultId;
      const { items } = one.commit;
      if (items.is === "leaves") this.#note(vault, items.leaves);
      const readings = this.opener.read(this.book.roster, this.book.state(vault), one);
      this.#put(vault, readings, { shown, touched });
    }
    if (touched.size > 0) this.listener.changed(touched);
  }

  /** Takes what records have come to, and notes where something else is to be seen now. */
  #put(
    vault: VaultId,
    readings: readonly Reading[],
    { shown, touched }: { readonly shown: boolean; readonly touched: Set<Place> },
  ): void {
    const records = this.recordsOf(vault);
    const place = this.opener.places.get(vault);
    let [isOther, isHidden] = [false, false];
    for (const reading of readings) {
      const { record, now, wrong } = reading;
      if (wrong !== undefined) this.listener.lied(vault, wrong);
      // It may have said what the vault is for.
      if (now === undefined) this.#oust(vault);
      const before = records.get(record);
      this.#unopened.note(vault, reading);
      if (now === undefined) records.delete(record);
      else records.set(record, now);
      isOther ||= isCrookedRecord(before) !== isCrookedRecord(now);
      isHidden ||= reading.again === true && before?.is === "open" && now?.is === "unreadable";
      // What is nobody's record may have been written over one.
      const isNothing = now === undefined && before === undefined;
      if (isNothing || place === undefined) continue;
      if (reading.again === true && saysSame(before, now)) continue;
      touched.add(place);
      // Only the log says who wrote it: what was shown before that was the writer's own word.
      // What she wrote and nobody can read was not hers to write so.
      const refused = now === undefined || now.is === "unreadable";
      if (!shown || refused || writeOnce.has(place.compartment))
        this.#change(vault, record, before, now ?? gone);
    }
    // It may be shown again in a moment, out of an earlier envelope: no deed is doubted for that.
    if (isHidden) this.listener.readsAnew();
    // A page is in the log before its commits are read: who sealed what is asked about once all of them are.
    if (isOther) queueMicrotask(() => this.listener.crooked());
  }

  /** Who sealed records of a vault anew with nothing inside. [Note: Sealed anew, with nothing inside] */
  crookedIn(vault: VaultId): ReadonlySet<MemberId> {
    const live = this.book.logs.get(vault)?.live;
    const sealers = new Set<MemberId>();
    for (const [record, now] of this.records.get(vault) ?? []) {
      const sealer = isCrookedRecord(now) ? live?.get(record)?.sealer : undefined;
      if (sealer !== undefined) sealers.add(sealer);
    }
    return sealers;
  }

  #note(vault: VaultId, changed: readonly { readonly record: RecordId }[]): void {
    const unsaved = this.unsaved.get(vault) ?? new Set();
    this.unsaved.set(vault, unsaved);
    for (const { record } of changed) unsaved.add(record);
  }

  /** Notes that the cache has nothing of a vault. */
  unsave(vault: VaultId): void {
    const live = this.book.logs.get(vault)?.live.keys() ?? [];
    this.#note(
      vault,
      Array.from(live, (record) => ({ record })),
    );
  }

  /** The records of a vault, by id. */
  recordsOf(vault: VaultId): Map<RecordId, OpenRecord> {
    const records = this.records.get(vault) ?? new Map<RecordId, OpenRecord>();
    this.records.set(vault, records);
    return records;
  }

  #change(vault: VaultId, id: RecordId, before: OpenRecord | undefined, now: OpenRecord): void {
    const place = this.opener.places.get(vault);
    if (place === undefined) return;
    const replaced = now.is !== "open" || (before?.is === "open" && before.type !== now.type);
    if (before?.is === "open" && replaced) {
      applyChange(this.state, { is: "remove", place, type: before.type, id });
    }
    if (now.is !== "open") return;
    const { type, payload } = now;
    const by = authorIn(this.book, { vault, place }, id);
    const change = { is: "put", place, type, id, payload, ...(by && { by }) } as Change;
    if (applied(this.state, change)) return;
    // Whatever a colleague's program has written: it is counted as unreadable, and everything else goes on.
    this.recordsOf(vault).set(id, { is: "unreadable" });
    applied(this.state, { is: "remove", place, type, id });
  }

  /** Puts records that the cache kept into the state; they were verified and checked when they came. */
  restore(vault: VaultId, place: Place, records: Map<RecordId, OpenRecord>): void {
    this.records.set(vault, records);
    this.opener.places.set(vault, place);
    for (const [record, now] of records) {
      this.#unopened.note(vault, { record, now });
      this.#change(vault, record, undefined, now);
    }
  }

  /** Forgets a vault here that she still reads, so that it is read from its beginning. */
  readAnew(vault: VaultId): void {
    this.listener.readsAnew();
    this.letGo(vault);
  }

  /** Forgets a vault here: its records, its log and its place in the state. */
  letGo(vault: VaultId): void {
    const place = this.opener.places.get(vault);
    this.listener.arrived([], () => this.#clear(vault));
    this.unsaved.delete(vault);
    this.#unopened.forget(vault);
    this.opener.places.delete(vault);
    this.book.forget(vault);
    if (place !== undefined) this.listener.changed(new Set([place]));
  }

  /**
   * Lets go of a vault that was taken to be for the place of this one, which was made before it: before anything of this
   * is shown, which may have the same ids.
   */
  #oust(vault: VaultId): void {
    const twin = this.opener.twinOf(this.book.roster, vault);
    if (twin === undefined) return;
    this.#clear(twin);
    queueMicrotask(() => this.readAnew(twin));
  }

  /**
   * Whether it is for the server to say still what a vault is for: its log, its key or the envelope that says it has not
   * come. What members have done to it is not the server's.
   */
  isUnknown(vault: VaultId): boolean {
    const { book, keyring, opener } = this;
    if (opener.places.has(vault)) return false;
    if (book.size(vault) === 0) return true;
    const isKeyed = keyring.newest(book.roster, vault) !== undefined;
    if (!isKeyed) return keyring.brokenBy(book.roster, vault) === undefined;
    return this.#unopened.waitsForMeaning(book, vault);
  }

  /** Takes the records of a vault out of the state. */
  #clear(vault: VaultId): void {
    for (const [id, before] of this.recordsOf(vault)) this.#change(vault, id, before, gone);
    this.records.delete(vault);
  }

  /** The vault of a place. */
  readonly find = (place: Place): VaultId | undefined => this.opener.find(place);

  /** Takes a page that was pushed. Where it does not join on, the log is read from where it stands. */
  async takePushed(bytes: Uint8Array): Promise<void> {
    const page = pageCodec.decode(bytes);
    if (page === undefined) this.listener.lied(rosterLog, "log-malformed");
    else await this.takeUnasked(page);
  }

  /** Takes a page that came by itself, with whatever else. */
  async takeUnasked(page: Page): Promise<void> {
    const { log } = page;
    // What she does not read was not asked for; once the roster says that she may, it is read from its beginning.
    if (!this.book.reads(log)) return;
    if (page.from > this.book.size(log)) await this.pull(log);
    else await this.take(page, 0);
  }
}

/** Whether a record was sealed anew with nothing inside, whether or not it can be shown. */
const isCrookedRecord = (record: OpenRecord | undefined): boolean =>
  isOlder(record) || (record?.is === "unreadable" && record.crooked === true);

/** Whether a record is shown out of an envelope before its newest. */
export const isOlder = (record: OpenRecord | undefined): boolean =>
  record?.is === "open" && record.older === true;

/**
 * Whether a record that was sealed anew says what it said here before. Where its last version was written while this
 * client was away, only the new envelope has come.
 */
const saysSame = (before: OpenRecord | undefined, now: OpenRecord | undefined): boolean =>
  before?.is === "open" &&
  now?.is === "open" &&
  before.type === now.type &&
  before.at === now.at &&
  JSON.stringify(before.payload) === JSON.stringify(now.payload);

/** Whether a change could be written into the state at all. */
function applied(state: State, change: Change): boolean {
  try {
    applyChange(state, change);
    return true;
  } catch {
    return false;
  }
}
