import {
  type LogId,
  type MemberId,
  type OrgId,
  type Statement,
  type VaultId,
  formatEvidence,
  rosterLog,
} from "#crypto";
import { type ErrorCode, type ServerError, serverErrors } from "#contract/errors.ts";
import type { Alarm, PastAlarm } from "./engine.ts";
import type { Facts } from "./facts.ts";

/** Alarms that end when the log is read again and agrees. What was proved by signatures or keys does not end so. */
const passing: readonly ErrorCode[] = [
  "log-rolled-back",
  "log-malformed",
  "roster-withheld",
  "acknowledgement-unsigned",
];

/** What a person must know, although nothing shows that the server has lied. */
const notices: ReadonlySet<ErrorCode> = new Set(["heads-withheld", "witness-stale", "healing"]);

/** Alarms that end when an append is taken. */
const refusals: readonly ErrorCode[] = [
  ...(Object.keys(serverErrors) as ServerError[]),
  "acknowledgement-unsigned",
];

/** Most alarms of one code that are kept after their cause has gone away: much noise of one kind puts no other away. */
const pastCap = 12;

/** What a member has done, by what the list of members and the keys show. */
export interface Blame {
  readonly code: ErrorCode;
  readonly member: MemberId;
  readonly vault: VaultId | undefined;
}

/** What does not verify, kept until its cause goes away. */
export class Alarms {
  readonly #facts: Facts;
  readonly #org: OrgId;
  readonly #clock: () => number;
  readonly #changed: () => void;
  /** What appends have met since one was last signed for. */
  readonly #refused = new Map<LogId, Set<ErrorCode>>();

  constructor(
    facts: Facts,
    org: OrgId,
    { clock, changed }: { clock: () => number; changed: () => void },
  ) {
    this.#facts = facts;
    this.#org = org;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** All that stand. */
  get all(): readonly Alarm[] {
    return this.#facts.known.alarms;
  }

  /** Those that were, the newest first. */
  get past(): readonly PastAlarm[] {
    return this.#facts.known.past ?? [];
  }

  /** Raises one; the same about the same log stands once, with the first proof that there is. */
  raise(log: LogId | undefined, code: ErrorCode, statements: readonly Statement[] = []): void {
    this.#raise(log, { code }, statements);
  }

  /** A member has done something that her own entries show: it stands once for each of them. */
  blame({ code, member, vault }: Blame): void {
    this.#raise(vault, { code, member }, []);
  }

  /** Lets go of what is no member's doing any more. */
  absolve(isOver: (blame: Blame) => boolean): void {
    for (const { code, member, vault } of this.all) {
      if (member === undefined) continue;
      const isHers = (one: Alarm): boolean => one.member === member;
      if (isOver({ code, member, vault })) this.end(vault, [code], isHers);
    }
  }

  /** A log was not shown to go on from what was seen of it. */
  unproved(log: LogId, statements: readonly Statement[]): void {
    this.#raise(log, { code: "log-forked", unproved: true }, statements);
  }

  /** It is shown now. What two signatures show does not end so. */
  proved(log: LogId): void {
    this.end(log, ["log-forked"], ({ unproved }) => unproved === true);
  }

  #raise(
    log: LogId | undefined,
    what: Pick<Alarm, "code" | "unproved" | "member">,
    statements: readonly Statement[],
  ): void {
    const vault = vaultOf(log);
    const isSame = (one: Alarm): boolean =>
      one.code === what.code && one.vault === vault && one.member === what.member;
    const known = this.all.find(isSame);
    const isMore = known?.unproved === true && what.unproved !== true;
    const isSaid = known?.proof !== undefined || statements.length === 0;
    if (known !== undefined && isSaid && !isMore) return;
    const alarm: Alarm = {
      ...what,
      grade: notices.has(what.code) ? "notice" : "alarm",
      at: known?.at ?? this.#clock(),
      ...(vault !== undefined && { vault }),
      ...(statements.length > 0 && { proof: formatEvidence({ org: this.#org, statements }) }),
    };
    this.#keep([...this.all.filter((one) => one !== known), alarm]);
  }

  /** A log agrees with what the server signs: what had only been withheld is there again. */
  agreed(log: LogId): void {
    const refused = this.#refused.get(log);
    this.end(
      log,
      passing.filter((code) => !refused?.has(code)),
    );
  }

  /** An append was refused that should not be, or not signed for: an alarm until one is, however well the log reads. */
  refused(log: LogId, code: ErrorCode, statements?: readonly Statement[]): void {
    this.#refused.set(log, (this.#refused.get(log) ?? new Set()).add(code));
    this.raise(log, code, statements);
  }

  /** An append to this log was signed for as it should be. */
  taken(log: LogId): void {
    this.#refused.delete(log);
    this.end(log, refusals);
  }

  /** A key that was missing has come. */
  keyed(vault: VaultId): void {
    this.end(vault, ["box-missing"]);
  }

  /** What had been withheld of a vault has come. */
  whole(vault: VaultId): void {
    this.end(vault, ["envelope-withheld"]);
  }

  /** What had been withheld of vaults that are read no more is not waited for. */
  unread(isUnread: (vault: VaultId) => boolean): void {
    for (const { vault } of this.all) {
      if (vault !== undefined && isUnread(vault))
        this.end(vault, ["box-missing", "envelope-withheld"]);
    }
  }

  /** The cause of these has gone away. */
  end(
    log: LogId | undefined,
    codes: readonly ErrorCode[],
    which: (one: Alarm) => boolean = () => true,
  ): void {
    const vault = vaultOf(log);
    const isOver = (one: Alarm): boolean =>
      one.vault === vault && codes.includes(one.code) && which(one);
    const over = this.all.filter(isOver).filter(({ grade }) => grade === "alarm");
    const left = this.all.filter((one) => !isOver(one));
    if (left.length === this.all.length) return;
    const endedAt = this.#clock();
    this.#keep(left, newest([...over.map((one) => ({ ...one, endedAt })), ...this.past]));
  }

  #keep(alarms: readonly Alarm[], past: readonly PastAlarm[] = this.past): void {
    void this.#facts.change({ alarms, past });
    this.#changed();
  }
}

/** The newest of each code. */
function newest(past: readonly PastAlarm[]): readonly PastAlarm[] {
  const seen = new Map<ErrorCode, number>();
  return past.filter(({ code }) => {
    const count = (seen.get(code) ?? 0) + 1;
    seen.set(code, count);
    return count <= pastCap;
  });
}

/** Alarms about the roster, and about the heads log, name no vault. */
const vaultOf = (log: LogId | undefined): VaultId | undefined =>
  log === rosterLog ? undefined : (log as VaultId | undefined);
