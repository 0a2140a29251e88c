import {
  type Commit,
  type Hash,
  type LogHead,
  type LogId,
  type OrgId,
  type Roster,
  type VaultId,
  applyCommit,
  emptyLog,
  emptyRoster,
  equal,
  fold,
  headOf,
  judge,
  membersOf,
  parseCommit,
  rosterLog,
  sameHead,
  toHex,
} from "#crypto/verify";
import type { Findings, SeenHeads } from "./check.ts";
import { EarlierLogs } from "./earlier.ts";
import { JointAppends } from "./joint.ts";
import { checkBoxes } from "./key-boxes.ts";
import type { Progress } from "./progress.ts";
import { Published, rosterFirst } from "./published.ts";
import { SealedContents } from "./sealed.ts";
import type { EarlierHead, KeptCommit, Source } from "./source.ts";
import { nameOfLog } from "./names.ts";
import { taken } from "./taken.ts";

/** How an organisation is looked at. */
export interface Look {
  readonly findings: Findings;
  readonly progress: Progress;
  readonly earlier: readonly EarlierHead[];
  /** False where another check verifies the vaults': then only bytes and hashes are compared. */
  readonly signatures: boolean;
}

/** What is known of an organisation once it was read. */
export interface Looked {
  readonly roster: Roster;
  readonly seen: SeenHeads;
}

/**
 * Reads all of an organisation and judges it as every client does, without a key: the roster, then each vault's log,
 * commit by commit. What is in memory at once is a page of commits, and of each record the line about its newest version.
 */
export async function lookAt(source: Source, org: OrgId, look: Look): Promise<Looked> {
  const { findings } = look;
  findings.count("organisations");
  const published = await Published.read(source, org, look);
  const said = new Map<LogId, LogHead>((await source.logs(org)).map((head) => [head.log, head]));
  for (const log of published.logs) {
    if (!said.has(log)) findings.problem(`${capital(nameOfLog(log))} was published and is gone.`);
  }
  const walk = new Walk(source, org, { look, published, said });
  const roster = await walk.roster();
  for (const vault of roster.vaults.values()) {
    for (const { head } of vault.fences) {
      findings.count("fences");
      published.expect(head, findings, "a fence");
    }
  }
  const logKeys = roster.logKeys.map(({ value }) => value);
  published.checkNotes(org, { logKeys, witnesses: roster.witnesses.keys }, findings);
  for (const log of rosterFirst([...said.keys()]).slice(1)) await walk.vault(roster, log);
  for (const vault of roster.vaults.keys()) {
    if (!said.has(vault))
      findings.problem(`${capital(nameOfLog(vault))} is on the roster and has no log.`);
  }
  const losses = roster.resets.filter(({ at, lost }) => lost.size > at.size);
  for (const { from, at, lost } of losses) {
    findings.note(
      `Entry ${from} of the roster says that ${nameOfLog(at.log)} goes on with commit ${at.size} after a restore, and had reached ${lost.size}: an administrator signed that the rest is lost.`,
    );
  }
  walk.end(losses.length > 0);
  await checkBoxes(source, { org, roster, findings });
  findings.count("members", membersOf(roster).length);
  const { size, root } = published.head;
  return { roster, seen: { org, size, root: toHex(root), logs: walk.seen } };
}

/** One organisation's logs, walked one after another. */
class Walk {
  readonly #source: Source;
  readonly #org: OrgId;
  readonly #look: Look;
  readonly #published: Published;
  readonly #said: ReadonlyMap<LogId, LogHead>;
  readonly #joint = new JointAppends();
  readonly #earlier: EarlierLogs;
  readonly #seen: LogHead[] = [];
  readonly #all: number;
  /** Commits after the newest list of all logs: those that were read, and those that a server says it has. */
  readonly #after = { read: 0, said: 0 };

  constructor(
    source: Source,
    org: OrgId,
    given: { look: Look; published: Published; said: ReadonlyMap<LogId, LogHead> },
  ) {
    this.#source = source;
    this.#org = org;
    this.#look = given.look;
    this.#published = given.published;
    this.#said = given.said;
    this.#earlier = new EarlierLogs(given.look.earlier, org, given.look.findings);
    this.#all = [...given.said.values()].reduce((sum, { size }) => sum + size, 0);
  }

  /** Where each log stood as far as it was read. */
  get seen(): NonNullable<SeenHeads["logs"]> {
    return this.#seen.map(({ log, size, root }) => ({ log, size, root: toHex(root) }));
  }

  /** The roster as its log tells it. */
  async roster(): Promise<Roster> {
    const { findings } = this.#look;
    let roster = emptyRoster();
    for await (const { kept, commit } of this.#commits(rosterLog)) {
      // Who may do what is judged by it, so that its signatures are always checked.
      const folded = fold(roster, commit, kept.bytes);
      if (folded.verdict.is === "tree-fault") {
        this.#broken(rosterLog, kept.position, folded.verdict.code);
        break;
      }
      this.#judged(rosterLog, kept, folded.verdict);
      if (folded.verdict.is === "valid") taken(commit, findings);
      roster = folded.roster;
      this.#joint.take(commit, where(rosterLog, kept.position));
      if (!this.#compare(rosterLog, roster.head)) break;
    }
    if (roster.head.size > 0 && roster.org !== this.#org) {
      findings.problem("The roster begins another organisation than the one that it is kept for.");
    }
    this.#ended(rosterLog, roster.head);
    return roster;
  }

  /** A vault's log. */
  async vault(roster: Roster, log: LogId): Promise<void> {
    const { findings, signatures } = this.#look;
    const state = emptyLog(log);
    const sealed = new SealedContents(log, findings);
    for await (const { kept, commit } of this.#commits(log)) {
      const arrived = { roster, state, commit, bytes: kept.bytes };
      const verdict = judge({ ...arrived, checkSignature: signatures });
      if (verdict.is === "tree-fault") {
        this.#broken(log, kept.position, verdict.code);
        break;
      }
      applyCommit(state, arrived, verdict);
      this.#judged(log, kept, verdict);
      if (verdict.is === "valid") taken(commit, findings);
      sealed.take(commit, kept);
      this.#joint.take(commit, where(log, kept.position));
      if (!this.#compare(log, headOf(state.frontier))) break;
    }
    sealed.end();
    findings.count("records", state.live.size);
    if (!roster.vaults.has(log as VaultId)) {
      findings.problem(`${capital(nameOfLog(log))} has a log and is on no roster.`);
    }
    this.#ended(log, headOf(state.frontier));
  }

  /** Once every log was walked. Where an end of a log was signed to be lost, other logs may hold parts of what was in it. */
  end(mayBeTorn: boolean): void {
    const { findings } = this.#look;
    this.#earlier.end(new Set(this.#said.keys()), this.#source.later !== undefined);
    const { read, said } = this.#after;
    if (read > 0) {
      findings.note(
        `${read} commits came after the newest list of all logs. They were looked at as all others; no list that the server signed holds them yet.`,
      );
    }
    if (said > 0) {
      findings.note(
        `At least ${said} commits came after the newest list of all logs. They stand in the next list, and are looked at with it.`,
      );
    }
    findings.count("steps over several logs", this.#joint.count);
    for (const torn of this.#joint.torn()) {
      const half = `${torn} belongs to a step over several logs of which a part is missing.`;
      if (mayBeTorn) findings.note(half);
      else findings.problem(half);
    }
  }

  /** The commits of a log that can be read and stand where they should. */
  async *#commits(
    log: LogId,
  ): AsyncGenerator<{ readonly kept: KeptCommit; readonly commit: Commit }> {
    const { findings, progress } = this.#look;
    const { size } = this.#said.get(log) ?? { size: 0 };
    let next = 0;
    for await (const kept of this.#source.commits(this.#org, log)) {
      if (kept.position >= size) {
        findings.problem(
          `${capital(nameOfLog(log))} ends with commit ${size - 1}, and commit ${kept.position} stands behind it: it was put there.`,
        );
        return;
      }
      if (kept.position !== next) {
        findings.problem(`Commit ${next} of ${nameOfLog(log)} is missing.`);
        return;
      }
      const commit = parseCommit(kept.bytes);
      if (!commit.ok) return this.#broken(log, next, commit.error);
      next += 1;
      findings.count("commits");
      progress.tell("commits", findings.of("commits"), this.#all);
      yield { kept, commit: commit.value };
    }
    if (next < size) findings.problem(`Commit ${next} of ${nameOfLog(log)} is missing.`);
  }

  #broken(log: LogId, position: number, code: string): void {
    this.#look.findings.problem(
      `${where(log, position)} does not continue what stands before it (${code}): something was changed, taken out or put in.`,
    );
  }

  #judged(log: LogId, { position }: KeptCommit, verdict: { is: string; code?: string }): void {
    if (this.#look.signatures) this.#look.findings.count("signatures");
    if (verdict.is === "valid") return;
    const why = verdict.code ?? "";
    this.#look.findings.problem(
      `${where(log, position)} was written by somebody who had no business to (${why}${reasons[why] ?? ""}). No honest server keeps it.`,
    );
  }

  /** Whether a log is, at this size, what was published of it and what was seen of it earlier. */
  #compare(log: LogId, head: { readonly size: number; readonly root: Hash }): boolean {
    if (!this.#earlier.compare(log, head)) return false;
    const published = this.#published.rootOf(log, head.size);
    if (published === undefined) return true;
    this.#look.findings.count("published heads compared");
    if (equal(published, head.root)) return true;
    this.#look.findings.problem(
      `The first ${head.size} commits of ${nameOfLog(log)} are not those that were published: something in them was changed, taken out or put in.`,
    );
    return false;
  }

  #ended(log: LogId, head: { readonly size: number; readonly root: Hash }): void {
    this.#look.findings.count("logs");
    this.#seen.push({ log, ...head });
    const said = this.#said.get(log);
    const newest = this.#published.newestOf(log);
    const later = this.#source.later?.(log) ?? 0;
    this.#after.said += later;
    this.#after.read += Math.max(0, head.size - (newest?.size ?? 0));
    this.#earlier.ended(log, head.size, later);
    if (newest !== undefined && newest.size > head.size) {
      this.#look.findings.problem(
        `${capital(nameOfLog(log))} was published with ${newest.size} commits; ${head.size} of them can be followed.`,
      );
    }
    if (said !== undefined && said.size === head.size && !sameHead(said, head)) {
      this.#look.findings.problem(
        `${capital(nameOfLog(log))} is not what the database says it has checked: something in it was changed.`,
      );
    }
  }
}

const where = (log: LogId, position: number): string => `Commit ${position} of ${nameOfLog(log)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What a code means, for those that an auditor will look for. */
const reasons: Readonly<Record<string, string>> = {
  "no-new-epoch": ": somebody was removed and no new key was made",
  "no-fence": ": somebody was removed and may still be writing",
  "no-right": ": she had no right to",
  "bad-signature": ": the signature is not hers",
  "unknown-member": ": nobody of this organisation",
  "past-fence": ": after she had left",
};
