// Over 300 lines: one gate, through which every commit of every log comes.
import {
  type Commit,
  type Frontier,
  type Hash,
  type Head,
  type LogHead,
  type LogId,
  type LogState,
  type OrgId,
  type Reset,
  type Result,
  type Roster,
  type SignPublic,
  type Statement,
  type TreeFault,
  type VaultId,
  type Verdict,
  type Acknowledgement,
  appendLeaf,
  applyCommit,
  emptyFrontier,
  emptyLog,
  emptyRoster,
  equal,
  err,
  fold,
  headOf,
  judge,
  leafHash,
  ok,
  parseCommit,
  refold,
  rolesOf,
  rootAt,
  rootOf,
  rosterLog,
  sameHead,
  verifyAcknowledgement,
  verifyCommitSignature,
} from "#crypto";
import type { Page } from "#contract/pull.ts";
import { Behind } from "./behind.ts";
import { Joints } from "./joints.ts";
import { SignedHeads } from "./signed-heads.ts";

/** A lie, or damage on the way, by its code; each is an alarm. */
export type Lie =
  | "acknowledgement-unsigned"
  | "log-forked"
  | "log-rolled-back"
  | "log-malformed"
  | "roster-withheld";

/** Roots of the last so many sizes of each log are known without asking. */
const recent = 512;

/** A commit that was taken, for whoever opens what it carries. */
export interface Taken {
  readonly log: LogId;
  readonly position: number;
  readonly commit: Commit;
  readonly bytes: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  readonly verdict: Verdict;
}

/**
 * When a commit's signature is checked: as it is taken; later, because what a new client reads is hashed first; or not
 * at all, because this client has signed it herself a moment ago, or has sealed it on an earlier day.
 */
export type Check = "now" | "later" | "own" | "kept";

/** What came of a page: the commits that were taken, and the lie at which it ended, if it did. */
export interface TakenPage {
  readonly taken: readonly Taken[];
  readonly lie: Lie | undefined;
  /** What was signed about it, where there is a lie. */
  readonly statements?: readonly Statement[];
}

/** A commit's bytes with its envelopes, as it is sent and served. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
}

/**
 * The organisation's logs as this client has verified them. Everything passes here, from the network and from the cache
 * alike; a page is taken whole or up to its first tree fault, and what was taken is what the rest believes.
 *
 * [Note: What a reset ends] A log that has lost its end looks like one that was rolled back, and is an alarm, until an
 * administrator has signed a reset that names how far it reached and where it goes on. It ends the alarm of a client that
 * has seen no more than that, where the log passes through the place at which it goes on, and once: a line that has gone
 * through it is held to everything seen since.
 */
export class Book {
  readonly org: OrgId;
  roster: Roster = emptyRoster();
  /** The roster's commits, for the cache. */
  readonly rosterCommits: Uint8Array[] = [];
  readonly logs = new Map<VaultId, LogState>();
  /** Commits whose signatures are still to be checked: what a new client reads is hashed first. */
  readonly behind = new Map<VaultId, Behind>();
  readonly signedHeads = new SignedHeads();
  readonly joints = new Joints();
  /** Heads seen on an earlier day or in a list of heads, which a log must pass through when it is read on. */
  readonly #landmarks = new Map<LogId, readonly Head[]>();
  /** Logs that did not pass through a landmark, in what nobody has signed for yet: there it may be damage on the way. */
  readonly #missed = new Map<LogId, Found>();
  readonly #recent = new Map<LogId, Frontier[]>();
  /** How many resets of a log the line has gone through that is read here. [Note: What a reset ends] */
  readonly passed = new Map<LogId, number>();
  readonly #agreed = new Map<LogId, { readonly head: Head; readonly roster?: Roster }>();
  /** Whether this member reads a log. */
  reads: (log: LogId) => boolean = () => true;

  constructor(org: OrgId) {
    this.org = org;
    this.joints.isLost = (log, under) =>
      this.resetsOf(log).some(({ from, at, lost }) => from > under && lost.size > at.size);
  }

  /** How many commits of a log stand here. */
  size(log: LogId): number {
    return log === rosterLog
      ? this.roster.head.size
      : (this.logs.get(log as VaultId)?.frontier.size ?? 0);
  }

  /** Whether anything was ever seen of a log. */
  isKnown(log: LogId): boolean {
    return this.size(log) > 0 || (this.#landmarks.get(log) ?? []).length > 0;
  }

  /** The largest head that is known of each log, by what the server has signed of it or by a landmark. */
  largest(): readonly LogHead[] {
    const logs = new Set([rosterLog as LogId, ...this.logs.keys(), ...this.#landmarks.keys()]);
    return [...logs].map((log) => {
      const all = [this.agreedHead(log), ...(this.#landmarks.get(log) ?? [])];
      return { log, ...all.reduce((most, one) => (one.size > most.size ? one : most)) };
    });
  }

  /** Where a log stands here. */
  head(log: LogId): Head {
    return log === rosterLog ? this.roster.head : headOf(this.state(log as VaultId).frontier);
  }

  /** The state of a vault's log, begun if nothing of it is known. */
  state(vault: VaultId): LogState {
    let state = this.logs.get(vault);
    if (state === undefined) this.logs.set(vault, (state = emptyLog(vault)));
    return state;
  }

  /** Commits that stand in a log and count for nothing. */
  skipped(log: LogId): readonly { readonly position: number }[] {
    return (log === rosterLog ? this.roster : this.state(log as VaultId)).skipped;
  }

  /** Whether there are any. */
  hasSkipped(log: LogId): boolean {
    return this.skipped(log).length > 0;
  }

  /** Remembers a head that a log must pass through: one that does not is a roll-back or a fork. */
  mustPass(log: LogId, head: Head): void {
    if (head.size <= this.size(log)) return;
    const others = this.#landmarks.get(log) ?? [];
    if (!others.some((one) => sameHead(one, head))) this.#landmarks.set(log, [...others, head]);
  }

  /** The root of a log at an earlier size; undefined where it has to be asked for. */
  rootAt(log: LogId, size: number): Hash | undefined {
    if (log === rosterLog) return rootAt(this.roster, size);
    if (size === this.size(log)) return this.head(log).root;
    const before = this.#recent.get(log)?.find((frontier) => frontier.size === size);
    return before && rootOf(before);
  }

  /** Forgets a vault's log, to be read anew or because it may no longer be read. */
  forget(vault: VaultId): void {
    this.logs.delete(vault);
    this.behind.delete(vault);
    this.#recent.delete(vault);
    this.#agreed.delete(vault);
    this.#missed.delete(vault);
    this.joints.forget(vault);
  }

  /**
   * The reset by which an administrator has signed that what was seen of a log past its end is lost; undefined where
   * nobody has. [Note: What a reset ends]
   */
  lossOf(log: LogId): Reset | undefined {
    // Of the roster, what is read here is the line that has the reset: only what was seen elsewhere is missing from it.
    const seen = log === rosterLog ? this.#seen(log) : [this.agreedHead(log), ...this.#seen(log)];
    const passed = this.passed.get(log) ?? 0;
    const covers = ({ lost }: Reset): boolean =>
      seen.every((one) => one.size < lost.size || sameHead(one, lost));
    return this.resetsOf(log).slice(passed).findLast(covers);
  }

  /** The resets of a log, in their order. */
  resetsOf(log: LogId): readonly Reset[] {
    return this.roster.resets.filter(({ at }) => at.log === log);
  }

  /** The largest head of a log that this client has seen signed, whatever stands here by now. */
  mostSeen(log: LogId): Head {
    const all = [this.agreedHead(log), ...this.#seen(log)];
    return all.reduce((most, one) => (one.size > most.size ? one : most));
  }

  /** The head at which a log goes on by its newest reset: without one, from its beginning. */
  goesOnAt(log: LogId): Head {
    return this.resetsOf(log).at(-1)?.at ?? headOf(emptyFrontier);
  }

  /** Every head by which this client knows that a log was so large, but for what it has read. */
  #seen(log: LogId): readonly Head[] {
    const signed = this.signedHeads.newest(log)?.heads.find((one) => one.log === log);
    return [...(this.#landmarks.get(log) ?? []), ...(signed ? [signed] : [])];
  }

  /** A log stands where it is signed to stand, with every reset of it that there is. */
  settled(log: LogId): void {
    const { length } = this.resetsOf(log);
    if (length > 0) this.passed.set(log, length);
  }

  /**
   * Lets go of what was seen of a log: it goes on elsewhere, as an administrator has signed. Read anew, it must pass
   * through the head at which it goes on by the newest reset.
   */
  restart(log: LogId): void {
    if (log !== rosterLog) this.forget(log as VaultId);
    this.#landmarks.delete(log);
    this.#missed.delete(log);
    this.signedHeads.forget(log);
    this.joints.forget(log);
    this.settled(log);
    this.mustPass(log, this.goesOnAt(log));
  }

  /**
   * Takes another reading of the roster in place of this one, whose end was lost; false where nobody signed for that
   * who is an administrator here too. What was seen of the vaults' logs stays a landmark until a reset of theirs ends it.
   */
  goOnWith(other: Book): boolean {
    const { roster } = this;
    const seen = [this.agreedHead(rosterLog), ...this.#seen(rosterLog)];
    const isNew = ({ from }: Reset): boolean => {
      const own = rootAt(roster, from);
      return own === undefined || !equal(own, other.roster.roots[from] as Hash);
    };
    const found = other.resetsOf(rosterLog).findLast(({ at, by, from, lost }) => {
      const before = rootAt(roster, at.size);
      return (
        isNew({ at, by, from, lost }) &&
        before !== undefined &&
        equal(before, at.root) &&
        rolesOf(roster, by).admin &&
        seen.every((one) => one.size < lost.size || sameHead(one, lost))
      );
    });
    if (found === undefined) return false;
    for (const vault of this.logs.keys()) {
      const head = this.agreedHead(vault);
      this.forget(vault);
      this.mustPass(vault, head);
    }
    this.roster = other.roster;
    this.rosterCommits.splice(0, this.rosterCommits.length, ...other.rosterCommits);
    this.restart(rosterLog);
    this.agree(rosterLog);
    return true;
  }

  /** Whether the server's log key, as the roster has it, signed these heads. */
  signed(standing: Acknowledgement): boolean {
    const { logKey } = this.roster;
    return logKey.length === 32 && verifyAcknowledgement(this.org, logKey as SignPublic, standing);
  }

  /**
   * Takes a page from the server. It must begin where this log stands or before, continue it, be signed for, and reach
   * exactly the signed head when it ends there. A signed head below `least`, where the log stood when it was asked for,
   * is a roll-back; another root a fork.
   */
  takePage(page: Page, how: { readonly check: Check; readonly least: number }): TakenPage {
    const { log, from, commits } = page;
    const taken: Taken[] = [];
    const [standing, ...more] = page.standing.heads;
    if (standing?.log !== log || more.length > 0) return { taken, lie: "log-malformed" };
    const said: Statement = { is: "acknowledgement", acknowledgement: page.standing };
    const statements = [...this.signedHeads.statements(log), said];
    const marks = this.#landmarks.get(log) ?? [];
    // A true page, however old, begins within its log: only a server that has gone back sends another.
    const least = Math.max(how.least, Math.min(from, this.size(log)), ...marks.map((m) => m.size));
    if (standing.size < least && this.signed(page.standing)) {
      return { taken, lie: "log-rolled-back", statements };
    }
    if (from > this.size(log) || from + commits.length > standing.size) {
      return { taken, lie: "log-malformed" };
    }
    if (log !== rosterLog && !this.signed(page.standing)) {
      return { taken, lie: "acknowledgement-unsigned" };
    }
    const broken = this.#brokenIn(page, standing, how.check);
    const found = broken ?? this.#takeAll(page, how.check, taken);
    const missed = this.#missed.get(log);
    const isLast = from + commits.length === standing.size;
    const lie = found?.lie ?? this.#lieIn(page.standing, standing, { least, isLast });
    // What is signed for stays, whatever else the server has signed: a reset may be among it.
    const isSigned = broken === undefined && isLast && this.signed(page.standing);
    if (isSigned && found && sameHead(this.head(log), standing)) this.agree(log);
    const isUnsigned = !isSigned && (found !== undefined || lie === "acknowledgement-unsigned");
    // It came to the size that is signed for, and not to the head.
    const isDamaged = found === undefined && lie === "log-malformed";
    if ((isUnsigned || isDamaged) && log === rosterLog && this.#backToAgreed()) taken.length = 0;
    for (const one of taken) this.joints.take(one, this.reads);
    if (lie === undefined) return { taken, lie };
    const where = found ?? (lie === "log-forked" ? missed : undefined);
    const built = where ? [{ is: "commit", bytes: where.bytes.slice() } as const] : [];
    return { taken, lie, statements: [...statements, ...built] };
  }

  /**
   * What is wrong with commits that should come to the head that the server has signed for them, and do not, or not each
   * on the one before: of these none is taken, so that no damage on the way, and nobody without the server's key, can put
   * anything into a log. Undefined where nothing is wrong, or where more is to come.
   */
  #brokenIn({ log, from, commits }: Page, signed: Head, check: Check): Found | undefined {
    if (from + commits.length !== signed.size || signed.size <= this.size(log)) return undefined;
    let frontier = log === rosterLog ? this.roster.frontier : this.state(log as VaultId).frontier;
    for (const { bytes } of commits.slice(this.size(log) - from)) {
      const code = check === "now" ? faultIn(log, bytes, frontier) : undefined;
      if (code !== undefined) return { lie: this.#lieOf(code, bytes), bytes };
      frontier = appendLeaf(frontier, leafHash(bytes));
    }
    if (sameHead(headOf(frontier), signed)) return undefined;
    return { lie: "log-malformed", bytes: (commits.at(-1) as Frame).bytes };
  }

  /** How much of a log the server has signed for as it stands here. */
  agreed(log: LogId): number {
    return this.agreedHead(log).size;
  }

  /** The head of that: what stands here beyond it may be damage on the way. */
  agreedHead(log: LogId): Head {
    return this.#agreed.get(log)?.head ?? headOf(emptyFrontier);
  }

  /** Whether a log stands here where these heads say, and the server has signed for it. */
  isAt(log: LogId, { heads }: Acknowledgement): boolean {
    const head = heads.find((one) => one.log === log);
    return head !== undefined && sameHead(this.head(log), head) && this.agreed(log) === head.size;
  }

  /** The server has signed for exactly what stands here of a log. */
  agree(log: LogId): void {
    const { roster } = this;
    this.#agreed.set(log, { head: this.head(log), ...(log === rosterLog && { roster }) });
  }

  /** The roster as the server has signed for it: by no other may anybody be judged, for a verdict is final. */
  get #signedRoster(): Roster {
    return this.#agreed.get(rosterLog)?.roster ?? emptyRoster();
  }

  /** Lets go of what was taken of the roster and is signed for by nobody; whether there was any. */
  #backToAgreed(): boolean {
    const roster = this.#signedRoster;
    if (roster.head.size === this.roster.head.size) return false;
    this.roster = roster;
    this.#missed.delete(rosterLog);
    this.rosterCommits.length = roster.head.size;
    this.joints.forget(rosterLog, roster.head.size);
    return true;
  }

  /** What is wrong with where the server says a log stands, once what it sent of it is taken. */
  #lieIn(
    standing: Acknowledgement,
    head: LogHead,
    { least, isLast }: { readonly least: number; readonly isLast: boolean },
  ): Lie | undefined {
    // The roster's log key may have come with this very page.
    if (!this.signed(standing)) return "acknowledgement-unsigned";
    const { log, size } = head;
    const isHere = sameHead(this.head(log), head);
    if (isHere) {
      this.agree(log);
      if (!this.#passed(log)) return "log-forked";
    }
    if (size < least) return "log-rolled-back";
    if (!isHere && this.size(log) === size) {
      // What earlier pages brought and nobody has signed for may be damage on the way.
      return this.agreed(log) === size ? "log-forked" : "log-malformed";
    }
    const contradicted = this.signedHeads.note(standing);
    // Where more is to come, it is said once that is here.
    return contradicted === undefined || !isLast ? undefined : "log-forked";
  }

  #takeAll({ log, from, commits }: Page, check: Check, taken: Taken[]): Found | undefined {
    for (const frame of commits.slice(this.size(log) - from)) {
      const one = this.#take(log, frame, check);
      if (!one.ok) return { lie: one.error, bytes: frame.bytes };
      taken.push(one.value);
      this.#compare(log, frame.bytes);
    }
    return undefined;
  }

  /** Remembers where a log has another head than is known of it at this size. */
  #compare(log: LogId, bytes: Uint8Array): void {
    const mark = this.#landmarks.get(log)?.find(({ size }) => size === this.size(log));
    if (mark === undefined || sameHead(this.head(log), mark)) return;
    this.#missed.set(log, { lie: "log-forked", bytes });
  }

  /** The server has signed for what stands here of a log: whether it went through everything that it had to. */
  #passed(log: LogId): boolean {
    const marks = this.#landmarks.get(log) ?? [];
    const left = marks.filter(({ size }) => size > this.size(log));
    if (left.length < marks.length) this.#landmarks.set(log, left);
    return !this.#missed.delete(log);
  }

  /** Takes one commit on top of a log. */
  take(log: LogId, frame: Frame, check: Check): Result<Taken, Lie> {
    const one = this.#take(log, frame, check);
    if (one.ok && check !== "kept") this.joints.take(one.value, this.reads);
    return one;
  }

  #take(log: LogId, frame: Frame, check: Check): Result<Taken, Lie> {
    const bytes = frame.bytes.slice();
    const parsed = parseCommit(bytes);
    if (!parsed.ok || parsed.value.log !== log) return err("log-malformed");
    const commit = parsed.value;
    const position = this.size(log);
    const verdict =
      log === rosterLog
        ? this.#fold(commit, bytes, check)
        : this.#judge(log as VaultId, { commit, bytes, check });
    if (verdict.is === "tree-fault") return err(this.#lieOf(verdict.code, bytes));
    return ok({ log, position, commit, bytes, envelopes: frame.envelopes, verdict });
  }

  /**
   * The lie that a tree fault is. Only a commit that its author has signed, on another root than the server has signed
   * for here, shows another history, and only a whole genesis another organisation; all else may be damage on the way.
   */
  #lieOf(code: TreeFault, bytes: Uint8Array): Lie {
    if (code !== "no-genesis" && code !== "wrong-base-root") return lieOf[code];
    const parsed = parseCommit(bytes);
    if (!parsed.ok) return "log-malformed";
    const { log, base } = parsed.value;
    if (code === "no-genesis") {
      const begun = fold(emptyRoster(), parsed.value, bytes).verdict.is === "valid";
      return begun ? "log-forked" : "log-malformed";
    }
    const agreed = base.size === this.size(log) && base.size === this.agreed(log);
    const isAnother = agreed && !equal(base.root, this.head(log).root);
    return isAnother && verifyCommitSignature(this.roster, parsed.value, bytes)
      ? "log-forked"
      : "log-malformed";
  }

  #fold(commit: Commit, bytes: Uint8Array, check: Check): Verdict {
    const { verdict, roster } = (isKnown(check) ? refold : fold)(this.roster, commit, bytes);
    if (roster.org !== "" && roster.org !== this.org) {
      return { is: "tree-fault", code: "no-genesis" };
    }
    if (verdict.is === "tree-fault") return verdict;
    this.roster = roster;
    this.rosterCommits.push(bytes);
    return verdict;
  }

  #judge(
    vault: VaultId,
    { commit, bytes, check }: { commit: Commit; bytes: Uint8Array; check: Check },
  ): Verdict {
    const state = this.state(vault);
    const behind = check === "later" ? this.#behindOf(vault, state) : undefined;
    const checkSignature = !isKnown(check) && behind === undefined;
    const roster = isKnown(check) ? this.roster : this.#signedRoster;
    const verdict = judge({ roster, state, commit, bytes, checkSignature });
    if (verdict.is === "tree-fault") return verdict;
    behind?.add(bytes, verdict.is === "valid");
    this.#remember(vault, state.frontier);
    applyCommit(state, { commit, bytes }, verdict);
    return verdict;
  }

  #remember(vault: VaultId, frontier: Frontier): void {
    const known = this.#recent.get(vault) ?? [];
    this.#recent.set(vault, known);
    known.push(frontier);
    if (known.length > 2 * recent) known.splice(0, known.length - recent);
  }

  /** The vault's queue of signatures to check; undefined where it would have a gap, and so must be checked at once. */
  #behindOf(vault: VaultId, { frontier }: LogState): Behind | undefined {
    let behind = this.behind.get(vault);
    if (behind === undefined) this.behind.set(vault, (behind = new Behind(frontier)));
    return behind.end === frontier.size ? behind : undefined;
  }

  /** Whether an acknowledgement says exactly where this client's own append leaves each log. */
  agrees(heads: readonly LogHead[], expected: readonly LogHead[]): boolean {
    return (
      heads.length === expected.length &&
      expected.every((one) =>
        heads.some(
          (head) => head.log === one.log && head.size === one.size && equal(head.root, one.root),
        ),
      )
    );
  }
}

/** A lie, and the commit in which it shows. */
interface Found {
  readonly lie: Lie;
  readonly bytes: Uint8Array;
}

/** How a commit does not stand on what is before it in its log. */
function faultIn(log: LogId, bytes: Uint8Array, before: Frontier): TreeFault | undefined {
  const parsed = parseCommit(bytes);
  if (!parsed.ok) return "malformed";
  const { log: own, base } = parsed.value;
  if (own !== log) return "wrong-log";
  if (base.size !== before.size) return "wrong-base-size";
  return equal(base.root, rootOf(before)) ? undefined : "wrong-base-root";
}

/** Whether a commit's signature was checked, or made, by this client before. */
const isKnown = (check: Check): boolean => check === "own" || check === "kept";

const lieOf = {
  malformed: "log-malformed",
  "wrong-log": "log-malformed",
  "wrong-base-size": "log-malformed",
  "roster-not-delivered": "roster-withheld",
  "fence-contradicted": "log-forked",
} as const;
