import {
  type Commit,
  type Entry,
  type Leaf,
  type LogId,
  type LogState,
  type VaultId,
  type Verdict,
  type Wish,
  fold,
  inviteKeys,
  judge,
  parseCommit,
  rosterLog,
} from "#crypto";
import { type Person, bytesOf } from "../crypto-log/cast.ts";
import { Story } from "./story.ts";

/** A commit that nobody takes, or everybody skips, when it comes after so much of the roster and of its log. */
export interface Bad {
  readonly code: string;
  readonly class: Verdict["is"];
  readonly rosterSize: number;
  readonly logSize: number;
  /** The log that is being read: the roster's or a vault's. */
  readonly log: string;
  readonly bytes: Uint8Array;
}

export const none = { admin: false, audit: false };
export const admin = { admin: true, audit: false };
export const seedOf = (name: string): Uint8Array => bytesOf(`seed ${name}`).slice(0, 16);
const codeOf = (verdict: Verdict): string => (verdict.is === "valid" ? "" : verdict.code);

/** The organisation of the vectors, with everything that is tried on it on the way. */
export class Telling extends Story {
  readonly bad: Bad[] = [];

  /** A roster commit that must have this fault now. */
  refuses(
    code: string,
    author: Person,
    entries: readonly Entry[],
    change: Partial<Commit> = {},
  ): void {
    this.refusesBytes(code, rosterLog, this.sign(author, entries, change).bytes);
  }

  /** A vault's commit that must have this fault now. */
  refusesLeaves(
    code: string,
    vault: VaultId,
    author: Person,
    leaves: readonly Leaf[],
    change: Partial<Commit> = {},
  ): void {
    this.refusesBytes(code, vault, this.signLeaves(vault, author, leaves, change).bytes);
  }

  refusesBytes(code: string, log: LogId, bytes: Uint8Array): void {
    const verdict = this.#tried(log, bytes);
    if (codeOf(verdict) !== code) throw new Error(`${code}: ${JSON.stringify(verdict)}`);
    const rosterSize = this.roster.head.size;
    const logSize = log === rosterLog ? rosterSize : this.headOf(log).size;
    this.bad.push({ code, class: verdict.is, rosterSize, logSize, log, bytes });
  }

  #tried(log: LogId, bytes: Uint8Array): Verdict {
    const commit = parseCommit(bytes);
    if (!commit.ok) return { is: "tree-fault", code: commit.error };
    if (log === rosterLog) return fold(this.roster, commit.value, bytes).verdict;
    const state = this.logs.get(log) as LogState;
    return judge({ roster: this.roster, state, commit: commit.value, bytes, checkSignature: true });
  }

  inviting(name: string, wishes: readonly Wish[] = [], roles = none, replaces?: Person): Entry {
    const invite = inviteKeys(seedOf(name)).publicKey;
    return { is: "invite", invite, roles, wishes, ...(replaces && { replaces: replaces.id }) };
  }

  /** Lets somebody in by an invite of the founder. */
  welcome(who: Person, name: string, roles = none, wishes: readonly Wish[] = []): void {
    this.must(this.founder, [this.inviting(name, wishes, roles)]);
    this.must(who, [this.accept(who, seedOf(name))]);
  }
}
