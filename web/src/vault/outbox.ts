// Over 300 lines: one state machine, which is read as one.
import {
  type RecordId,
  type Result,
  type VaultId,
  err,
  ok,
  randomBytes,
  rightOf,
  rolesOf,
  toHex,
  utf8,
} from "#crypto";
import type { Change, Now, Outcome, Refusal } from "#domain/change.ts";
import type { HouseId, Place } from "#domain/compartments.ts";
import { applyChange, type State } from "#domain/state.ts";
import type { Taken } from "./book.ts";
import { type Deed, type DeedState, type Kept, type Told, meaningOf } from "./deed.ts";
import type { Follow } from "./follow.ts";
import type { Local } from "./local.ts";
import { isEarlier } from "./opening.ts";
import { markOf } from "./writing.ts";

/** Runs the act of that name; the engine is given the domain's. */
export type RunAct = (told: Told, state: State, now: Now) => Outcome;

/** What an outbox stands on, and whom it tells. */
export interface OutboxPorts {
  readonly follow: Follow;
  readonly local: Local;
  readonly run: RunAct;
  readonly clock: () => number;
  readonly changed: () => void;
  readonly saved: (deed: Deed, changes: readonly Change[]) => void;
  /** A deed goes no further, so those that were behind it may. */
  readonly outOfTheWay: () => void;
  /** Another's version came before something that nobody did herself: it is dropped. */
  readonly overtaken: (deed: Deed) => void;
}

/** How a deed is special. */
export type DeedKind = Pick<Deed, "house" | "quiet">;

const prefix = "outbox/";

/**
 * Deeds on their way to the server, in order. Each is shown at once, on top of the verified state; whenever commits of
 * others arrive, the deeds are taken back, the commits read, and each deed judged again. The same outcome stays as it
 * was in silence; a refusal, another outcome or another's version of the same record makes it a question.
 */
export class Outbox {
  /** Oldest first; those that are saved stay for a while, to be shown. */
  readonly all: Kept[] = [];
  readonly #ports: OutboxPorts;
  /** Versions that the deeds shown here give to records. */
  readonly #ahead = new Map<string, number>();
  readonly #waiting = new Map<string, (() => void)[]>();
  /** What was kept before is not asked about until the logs are read: the cache may lack what it stands on. */
  #mayAsk = true;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** Those on their way, oldest first. */
  get pending(): readonly Kept[] {
    return this.all.filter(isPending);
  }

  /** Takes up what was kept before a lock or a crash. Needs the verified state. */
  async restore(): Promise<void> {
    const { local } = this.#ports;
    for (const name of await local.names(prefix)) {
      const deed = await local.getJson<Deed>(name);
      if (deed === undefined) continue;
      const { refusal } = deed;
      const state = refusal ? ({ is: "question", refusal } as const) : ({ is: "kept" } as const);
      const seen = new Set<string>();
      const nothing = { changes: [], shown: [], doubt: undefined, unheard: false };
      this.all.push({ deed, state, ...nothing, seen, stored: true });
      this.#mayAsk = false;
    }
    this.arrived([], () => undefined);
  }

  /** An id that sorts behind all others here, also behind one of the same millisecond or of a clock that ran ahead. */
  #nextId(): string {
    const last = this.all.reduce((most, { deed }) => (deed.id > most ? deed.id : most), "");
    const at = Math.max(this.#ports.clock(), Number.parseInt(last.slice(0, 12) || "0", 16) + 1);
    return at.toString(16).padStart(12, "0") + toHex(randomBytes(8));
  }

  /** Something of what was read is let go of, to be read again: until it is, nothing is asked about. */
  readsAgain(): void {
    this.#mayAsk = false;
  }

  /** The logs are read up to where they stand: what does not fit now is a question. */
  readUp(): void {
    if (this.#mayAsk) return;
    this.#mayAsk = true;
    this.arrived([], () => undefined);
  }

  /**
   * Judges acts on what is shown now; shows and keeps them as one deed, or refuses them. From the moment that it is
   * shown it is among the others: whatever arrives while it is being kept takes it back and judges it again with them.
   */
  async keep(acts: readonly Told[], now: Now, kind: DeedKind = {}): Promise<Result<Kept, Refusal>> {
    const { clock, local, changed } = this.#ports;
    const id = this.#nextId();
    const draft: Deed = { id, acts, now, meant: "", versions: {}, sent: [], ...kind };
    const judged = this.#judge(draft);
    if (!judged.ok) return judged;
    const { changes, shown, versions } = judged.value;
    const deed = { ...draft, meant: meaningOf(changes), versions };
    const seen = new Set<string>();
    const is = { state: { is: "kept" }, doubt: undefined, unheard: false, stored: false } as const;
    const kept: Kept = { deed, ...is, changes, shown, seen };
    this.all.push(kept);
    if (changes.length === 0) {
      kept.state = { is: "saved", savedAt: clock() };
    } else {
      this.#count(versions);
      try {
        await local.put(new Map([[prefix + id, utf8(JSON.stringify(deed))]]));
      } catch (error) {
        this.arrived([], () => this.#remove(kept));
        throw error;
      }
      kept.stored = true;
    }
    changed();
    return ok(kept);
  }

  /** Waits until a deed is saved or a question; undefined where it is one no longer. */
  async settled(id: string): Promise<DeedState | undefined> {
    const kept = this.all.find((one) => one.deed.id === id);
    if (kept === undefined || !isPending(kept)) return kept?.state;
    await new Promise<void>((done) => {
      this.#waiting.set(id, [...(this.#waiting.get(id) ?? []), done]);
    });
    return isPending(kept) ? undefined : kept.state;
  }

  #settle(kept: Kept): void {
    for (const done of this.#waiting.get(kept.deed.id) ?? []) done();
    this.#waiting.delete(kept.deed.id);
  }

  /** Notes what went out for these deeds, before it goes. `marks` has one list for each. */
  async sending(kept: readonly Kept[], marks: readonly (readonly string[])[]): Promise<void> {
    for (const [i, one] of kept.entries()) {
      one.state = { is: "sending" };
      one.unheard = true;
      const { sent } = one.deed;
      const own = marks[i] ?? [];
      if (sent.at(-1)?.join() === own.join()) continue;
      one.deed = { ...one.deed, sent: [...sent.slice(-31), own] };
    }
    await this.#write(kept);
    this.#ports.changed();
  }

  /** It is known of what went out for these deeds whether it stands: where it does, that was read. */
  heard(kept: readonly Kept[]): void {
    for (const one of kept) {
      one.unheard = false;
      this.#askLater(one);
    }
  }

  /** The append did not go through, or nobody knows: kept, to be sent again. */
  back(kept: readonly Kept[]): void {
    for (const one of kept) {
      if (one.state.is !== "sending") continue;
      one.state = { is: "kept" };
      this.#askLater(one);
    }
    this.#ports.changed();
  }

  /** Makes a deed a question, or drops it where nobody did it herself. */
  async ask(kept: Kept, refusal: Refusal): Promise<void> {
    if (kept.deed.quiet) {
      if (!this.all.includes(kept)) return;
      await this.drop(kept);
      if (refusal.code === "changed-meanwhile") this.#ports.overtaken(kept.deed);
      return;
    }
    kept.deed = { ...kept.deed, refusal, mine: kept.deed.mine ?? kept.changes };
    kept.state = { is: "question", refusal };
    this.arrived([], () => undefined);
    await this.#write([kept]);
    this.#settle(kept);
    this.#ports.changed();
    this.#ports.outOfTheWay();
  }

  /** Whether a deed in question could be done as it is now; nothing of it stays. */
  couldAgain(kept: Kept): boolean {
    const judged = this.#judge(kept.deed);
    if (judged.ok) takeBack(this.#ports.follow.state, judged.value.shown);
    return judged.ok && judged.value.changes.length > 0;
  }

  /** Forgets a deed that has not gone out or is a question. */
  async drop(kept: Kept): Promise<void> {
    this.arrived([], () => this.#remove(kept));
    await this.#ports.local.put(new Map([[prefix + kept.deed.id, undefined]]));
    this.#settle(kept);
    this.#ports.changed();
    this.#ports.outOfTheWay();
  }

  /** Takes a deed out, and no other where it is out already. */
  #remove(kept: Kept): void {
    const at = this.all.indexOf(kept);
    if (at >= 0) this.all.splice(at, 1);
  }

  /**
   * Lets commits be read beneath the deeds. Commits that these deeds themselves became, and nothing else, change
   * nothing that is shown: then only the record of them is kept.
   */
  arrived(taken: readonly Taken[], read: (shown: boolean) => void): void {
    const { landed, others } = this.#landed(taken);
    const first = this.all.filter((one) => one.shown.length > 0).slice(0, landed.length);
    const inOrder = landed.every((one, i) => isComplete(one) && one === first[i]);
    if (landed.length > 0 && !others && inOrder) {
      read(true);
      for (const one of landed) one.shown = [];
      return this.#save(landed);
    }
    const { state } = this.#ports.follow;
    for (const one of this.all.toReversed()) {
      takeBack(state, one.shown);
      one.shown = [];
    }
    this.#ahead.clear();
    try {
      read(false);
    } finally {
      this.#save(landed.filter(isComplete));
      for (const one of this.all) if (isPending(one)) this.#again(one);
    }
  }

  /** The deeds whose commits are among these, in order, and whether there are commits of anybody else. */
  #landed(taken: readonly Taken[]): { readonly landed: readonly Kept[]; readonly others: boolean } {
    const found = new Set<Kept>();
    // What has become a question may still come, by an append that the server took late: then it needs no answer.
    const out = this.all.filter(({ state, deed }) => state.is !== "saved" && deed.sent.length > 0);
    let others = false;
    for (const { commit, bytes, verdict } of taken) {
      const mine = out.length > 0 && commit.author === this.#ports.follow.keyring.member;
      const mark = mine ? markOf(bytes) : "";
      const whose = out.find((one) => one.deed.sent.some((marks) => marks.includes(mark)));
      if (whose === undefined || verdict.is !== "valid") others = true;
      else {
        found.add(whose);
        whose.seen.add(mark);
      }
    }
    return { landed: this.all.filter((one) => found.has(one)), others };
  }

  /**
   * With every log read: of an append all stands or nothing, so a deed of which some was seen is whole where all its
   * versions stand. What was not seen came out of the cache, after a tab was closed half-way, or went into a vault that
   * she may read no more.
   */
  whole(kept: readonly Kept[]): void {
    const done = kept.filter((one) => one.seen.size > 0 && isPending(one) && this.#stands(one));
    if (done.length > 0) this.arrived([], () => this.#save(done));
  }

  #stands({ deed, changes }: Kept): boolean {
    const { book, find } = this.#ports.follow;
    const logs = [...book.logs.values()];
    const unread = new Set(
      changes.flatMap(({ place, id }) => (find(place) === undefined ? [id] : [])),
    );
    return Object.entries(deed.versions).every(
      ([id, version]) =>
        unread.has(id) ||
        logs.some(({ live }) => (live.get(id as RecordId)?.version ?? 0) >= version),
    );
  }

  #save(done: readonly Kept[]): void {
    if (done.length === 0) return;
    const { local, clock, saved, changed } = this.#ports;
    for (const one of done) one.state = { is: "saved", savedAt: clock() };
    void local.put(new Map(done.map((one) => [prefix + one.deed.id, undefined])));
    this.#trim();
    for (const one of done) this.#settle(one);
    for (const one of done) saved(one.deed, one.changes);
    changed();
  }

  /** Saved deeds are shown for a while; the oldest above fifty go. */
  #trim(): void {
    const saved = this.all.filter((one) => one.state.is === "saved");
    for (const one of saved.slice(0, -50)) this.#remove(one);
  }

  /** Judges a deed on the state as it has become. */
  #again(kept: Kept): void {
    if (kept.seen.size > 0) {
      // Some of its commits stand, so all of them do; the rest is on its way here.
      kept.shown = kept.changes.map((change) => applyChange(this.#ports.follow.state, change));
      this.#count(kept.deed.versions);
      kept.doubt = undefined;
      return;
    }
    const judged = this.#judge(kept.deed);
    const refusal = judged.ok ? this.#otherwise(kept.deed, judged.value) : judged.error;
    if (judged.ok && refusal === undefined) {
      kept.changes = judged.value.changes;
      kept.shown = judged.value.shown;
      kept.doubt = undefined;
      this.#count(judged.value.versions);
      return;
    }
    if (judged.ok) takeBack(this.#ports.follow.state, judged.value.shown);
    kept.doubt = refusal;
    if (kept.state.is === "kept" && refusal !== undefined)
      queueMicrotask(() => this.#askLater(kept));
  }

  /**
   * A deed that would be refused becomes a question; but not while something of it is on its way, or may stand already:
   * what is asked about is not in the log.
   */
  #askLater(kept: Kept): void {
    const { state, doubt, unheard } = kept;
    // What is still being read will say whether it can be done; nobody need answer that.
    if (!this.#mayAsk || unheard || doubt?.code === "still-reading") return;
    if (state.is === "kept" && doubt !== undefined) void this.ask(kept, doubt);
  }

  /** What is different from what the person meant. */
  #otherwise(deed: Deed, judged: Judged): Refusal | undefined {
    // Somebody else has written just this: an append of nothing would be refused for ever.
    if (judged.changes.length === 0) return { code: "nothing-to-do" };
    const same = meaningOf(judged.changes) === deed.meant;
    const moved = judged.changes.find(({ id }) => judged.versions[id] !== deed.versions[id]);
    const other = moved ?? (same ? undefined : judged.changes[0]);
    return other && { code: "changed-meanwhile", what: other.type };
  }

  /** Runs the acts one after another on what is shown; leaves their changes applied, or nothing. */
  #judge(deed: Deed): Result<Judged, Refusal> {
    const { run, follow } = this.#ports;
    const changes = new Map<string, Change>();
    const shown: Change[] = [];
    for (const told of deed.acts) {
      const outcome = safely(() => run(told, follow.state, deed.now));
      const refusal = outcome.ok ? this.#forbidden(outcome.changes, deed.house) : outcome.refusal;
      if (!outcome.ok || refusal !== undefined) {
        takeBack(follow.state, shown);
        return err(refusal ?? { code: "nothing-to-do" });
      }
      for (const change of outcome.changes) {
        changes.set(change.id, change);
        shown.push(applyChange(follow.state, change));
      }
    }
    const versions: Record<string, number> = {};
    for (const [id, { place }] of changes) versions[id] = this.#version(place, id) + 1;
    return ok({ changes: [...changes.values()], shown, versions });
  }

  #forbidden(changes: readonly Change[], creating?: HouseId): Refusal | undefined {
    const { follow } = this.#ports;
    const { book, keyring, find, opener } = follow;
    // What a vault is for stands in its first record: until that is read, it may be the one that is looked for. An
    // organisation that was founded a moment ago has none yet.
    const unread = (): boolean =>
      book.roster.vaults.size === 0 || follow.readable().some((vault) => !opener.places.has(vault));
    // And one of which it has not come what it is for may have been made for this before the one that is known.
    const isFirst = (vault: VaultId): boolean =>
      !follow.readable().some((one) => follow.isUnknown(one) && isEarlier(book.roster, one, vault));
    for (const { place } of changes) {
      const house = "house" in place ? place.house : undefined;
      const vault = find(place);
      const right = vault === undefined ? 0 : rightOf(book.roster, vault, keyring.member);
      const mayCreate = creating !== undefined && house === creating && vault === undefined;
      const isSure = vault === undefined || isFirst(vault);
      if (isSure && (right >= 2 || (mayCreate && rolesOf(book.roster, keyring.member).admin)))
        continue;
      const { compartment } = place;
      const code = !isSure || (vault === undefined && unread()) ? "still-reading" : "no-right";
      return { code, compartment, ...(house !== undefined && { house }) };
    }
    return undefined;
  }

  #version(place: Place, id: string): number {
    const { book, find } = this.#ports.follow;
    const vault = find(place) as VaultId;
    const live = book.logs.get(vault)?.live as ReadonlyMap<string, { version: number }> | undefined;
    return Math.max(this.#ahead.get(id) ?? 0, live?.get(id)?.version ?? 0);
  }

  #count(versions: { readonly [record: string]: number }): void {
    for (const [id, version] of Object.entries(versions)) this.#ahead.set(id, version);
  }

  async #write(kept: readonly Kept[]): Promise<void> {
    const entries = kept.map(({ deed }) => [prefix + deed.id, utf8(JSON.stringify(deed))] as const);
    await this.#ports.local.put(new Map(entries));
  }
}

/** What acts came to, already shown. */
interface Judged {
  readonly changes: readonly Change[];
  readonly shown: readonly Change[];
  readonly versions: { readonly [record: string]: number };
}

/** A rule that breaks on what others have written refuses: it keeps nothing of theirs from being read. */
function safely(run: () => Outcome): Outcome {
  try {
    return run();
  } catch {
    return { ok: false, refusal: { code: "not-well-formed", what: "organisation" } };
  }
}

const isPending = ({ state }: Kept): boolean => state.is === "kept" || state.is === "sending";

/** Whether every commit of one append of this deed stands. */
const isComplete = ({ deed, seen }: Kept): boolean =>
  deed.sent.some((marks) => marks.length > 0 && marks.every((mark) => seen.has(mark)));

const takeBack = (state: State, shown: readonly Change[]): void => {
  for (const change of shown.toReversed()) applyChange(state, change);
};
