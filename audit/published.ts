import {
  type Frontier,
  type Hash,
  type Head,
  type LogHead,
  type LogId,
  type OrgId,
  type SignPublic,
  appendLeaf,
  completed,
  emptyFrontier,
  equal,
  headOf,
  headsLeaf,
  readHeadsNote,
  rosterLog,
  sameHead,
  verifyCosignature,
} from "#crypto/verify";
import type { NoteKey } from "#crypto/verify";
import type { Findings } from "./check.ts";
import type { EarlierHead, KeptLine, Source } from "./source.ts";
import { nameOfLog } from "./names.ts";

/** What the heads log of an organisation says about its logs: each root that was ever published, by log and size. */
export class Published {
  readonly #roots = new Map<LogId, Map<number, Hash>>();
  readonly #newest = new Map<LogId, LogHead>();
  #frontier: Frontier = emptyFrontier;
  #notes: { readonly note: string; readonly head: Head }[] = [];

  /** Reads all lines, recomputes the tree over them, and compares it with what was seen at an earlier visit. */
  static async read(
    source: Source,
    org: OrgId,
    { findings, earlier }: { findings: Findings; earlier: readonly EarlierHead[] },
  ): Promise<Published> {
    const published = new Published();
    const wanted = earlier.filter((one) => one.org === org);
    for await (const line of source.lines(org)) {
      if (!published.#take(line, findings)) break;
      for (const one of wanted) published.#compare(one, findings);
    }
    const { size } = published.#frontier;
    for (const one of wanted) {
      findings.count("earlier statements compared");
      if (one.size <= size) continue;
      findings.problem(
        `The list of all logs has ${size} lines; ${one.by} saw ${one.size}. Something older was put in the place of what was there, as when an old dump is restored.`,
      );
    }
    return published;
  }

  /** Where the heads log stands. */
  get head(): Head {
    return headOf(this.#frontier);
  }

  /** Where a log stood when the newest line was made. */
  newestOf(log: LogId): LogHead | undefined {
    return this.#newest.get(log);
  }

  /** Every log that was ever published. */
  get logs(): readonly LogId[] {
    return [...this.#newest.keys()];
  }

  /** The root that was published, or fenced, for a log of this size. */
  rootOf(log: LogId, size: number): Hash | undefined {
    return this.#roots.get(log)?.get(size);
  }

  /** Another signed statement about where a log stood, as a fence is. */
  expect({ log, size, root }: LogHead, findings: Findings, by: string): void {
    const roots = this.#roots.get(log) ?? new Map<number, Hash>();
    const known = roots.get(size);
    if (known !== undefined && !equal(known, root)) {
      findings.problem(
        `The server signed two different histories of ${nameOfLog(log)} up to commit ${size} (${by}).`,
      );
    }
    if (known === undefined) roots.set(size, root);
    this.#roots.set(log, roots);
  }

  /** Checks the signed checkpoints that are kept, by the log keys and witnesses of the roster. */
  checkNotes(
    org: OrgId,
    by: { readonly logKeys: readonly SignPublic[]; readonly witnesses: readonly NoteKey[] },
    findings: Findings,
  ): void {
    for (const { note, head } of this.#notes) {
      findings.count("signed checkpoints");
      const read = by.logKeys.map((key) => readHeadsNote(org, key, note)).find((one) => one.ok);
      if (read?.ok !== true) {
        findings.problem(`The checkpoint of line ${head.size} carries no signature of the server.`);
        continue;
      }
      if (!sameHead(read.value.head, head)) {
        findings.problem(
          `The server signed another list of all logs than the one that is kept (line ${head.size}).`,
        );
      }
      for (const witness of by.witnesses) {
        if (verifyCosignature(read.value.note, witness) !== undefined)
          findings.count("cosignatures");
      }
    }
    this.#notes = [];
  }

  #take(line: KeptLine, findings: Findings): boolean {
    const size = this.#frontier.size + 1;
    if (line.size !== size) {
      findings.problem(`Line ${size} of the list of all logs is missing.`);
      return false;
    }
    if (line.changed === undefined) {
      findings.problem(`Line ${size} of the list of all logs cannot be read.`);
      return false;
    }
    for (const head of line.changed) this.#move(head, size, findings);
    const list = [...this.#newest.values()].toSorted((a, b) => (a.log < b.log ? -1 : 1));
    const leaf = headsLeaf(list);
    const { nodes } = line;
    if (nodes !== undefined && !sameHashes(nodes, completed(this.#frontier, leaf))) {
      findings.problem(`Line ${size} of the list of all logs is not what the tree over it says.`);
    }
    if (line.list !== undefined && !sameList(line.list, list)) {
      findings.problem(
        `Line ${size} of the list of all logs says otherwise than the lines before it.`,
      );
    }
    this.#frontier = appendLeaf(this.#frontier, leaf);
    if (line.note !== undefined)
      this.#notes.push({ note: line.note, head: headOf(this.#frontier) });
    findings.count("lines of the list of all logs");
    return true;
  }

  #move(head: LogHead, line: number, findings: Findings): void {
    const before = this.#newest.get(head.log);
    if (before !== undefined && head.size < before.size) {
      findings.problem(
        `Line ${line} of the list of all logs says that ${nameOfLog(head.log)} has ${head.size} commits; the line before said ${before.size}.`,
      );
    }
    this.#newest.set(head.log, head);
    this.expect(head, findings, `line ${line}`);
  }

  #compare(earlier: EarlierHead, findings: Findings): void {
    if (earlier.size !== this.#frontier.size || equal(earlier.root, this.head.root)) return;
    findings.problem(
      `The list of all logs was rewritten: its first ${earlier.size} lines are not those that ${earlier.by} saw.`,
    );
  }
}

const sameHashes = (a: readonly Hash[], b: readonly Hash[]): boolean =>
  a.length === b.length && a.every((hash, at) => equal(hash, b[at] as Hash));

const sameList = (a: readonly LogHead[], b: readonly LogHead[]): boolean =>
  a.length === b.length &&
  a.every((head, at) => head.log === b[at]?.log && sameHead(head, b[at] as LogHead));

/** The roster first, because every other log is judged by it. */
export const rosterFirst = (logs: readonly LogId[]): LogId[] =>
  logs.toSorted((a, b) => (a === rosterLog ? -1 : b === rosterLog ? 1 : a < b ? -1 : 1));
