import {
  type Hash,
  type LogHead,
  type LogId,
  type LogState,
  type OrgId,
  type Roster,
  type SealedBox,
  type VaultId,
  appendLeaf,
  applyCommit,
  cosign,
  emptyFrontier,
  emptyLog,
  emptyRoster,
  foldAll,
  formatNote,
  type Frontier,
  headOf,
  headSigner,
  headsLeaf,
  judge,
  parseCommit,
  rosterLog,
  sameHead,
  signCheckpoint,
} from "#crypto";
import type { Append } from "#contract/append.ts";
import { type Captured, witnessOf } from "./capture.ts";
import { Shelf } from "./shelf.ts";

/** One line of the heads log. */
export interface Line {
  readonly list: readonly LogHead[];
  readonly leaf: Hash;
  /** Signed by the server, and by the witness. */
  readonly note: string;
  /** Without the witness. */
  readonly bare: string;
}

/** A captured organisation, put on shelves: what was true after each append, and what was signed and came too late. */
export class Past {
  readonly captured: Captured;
  readonly org: OrgId;
  readonly logs = new Map<LogId, Shelf>();
  /** How large each log was after so many appends. */
  readonly sizes: ReadonlyMap<LogId, number>[] = [new Map()];
  readonly boxes: { readonly after: number; readonly box: SealedBox }[] = [];
  /** Logs that go another way from where a refused append would have stood. */
  readonly branches: ReadonlyMap<LogId, Shelf>[] = [];
  readonly lines: Line[] = [];
  readonly frontiers: Frontier[] = [emptyFrontier];
  readonly roster: Roster;
  readonly states = new Map<VaultId, LogState>();
  readonly #signer;
  readonly #witness;

  constructor(captured: Captured) {
    this.captured = captured;
    this.org = captured.org;
    this.#signer = headSigner(captured.logSeed);
    this.#witness = witnessOf(captured);
    for (const append of captured.appends) this.#take(append);
    for (const { append } of captured.refused) this.#branch(append);
    const minutes = this.sizes.length;
    for (const [after, sizes] of this.sizes.entries()) {
      if (after === 0) continue;
      const list = [...sizes].map(([log, size]): LogHead => ({
        log,
        ...this.shelf(log).head(size),
      }));
      const time = Math.floor(captured.at / 1000) - 60 * (minutes - after);
      const line = this.line(this.frontiers.at(-1) as Frontier, list, time);
      this.frontiers.push(appendLeaf(this.frontiers.at(-1) as Frontier, line.leaf));
      this.lines.push(line);
    }
    const frames = this.shelf(rosterLog).frames.map(({ bytes }) => bytes);
    this.roster = foldAll(emptyRoster(), frames).roster;
    for (const [log, { frames: commits }] of this.logs) {
      if (log !== rosterLog) this.states.set(log as VaultId, this.#state(log as VaultId, commits));
    }
  }

  /** How many appends there were. */
  get end(): number {
    return this.sizes.length - 1;
  }

  shelf(log: LogId): Shelf {
    return this.logs.get(log) ?? new Shelf();
  }

  /** A line on top of a heads log, signed by server and witness at `time` (POSIX seconds). */
  line(on: Frontier, heads: readonly LogHead[], time: number): Line {
    const list = heads.toSorted((a, b) => (a.log < b.log ? -1 : 1));
    const leaf = headsLeaf(list);
    const note = signCheckpoint(this.org, headOf(appendLeaf(on, leaf)), this.#signer);
    const signed = { ...note, signatures: [...note.signatures, cosign(note, time, this.#witness)] };
    return { list, leaf, note: formatNote(signed), bare: formatNote(note) };
  }

  #take({ chains, boxes }: Append): void {
    const sizes = new Map(this.sizes.at(-1));
    const after = this.sizes.length;
    for (const { log, commits } of chains) {
      const shelf = this.shelf(log);
      this.logs.set(log, shelf);
      for (const frame of commits) shelf.add(frame);
      sizes.set(log, shelf.size);
    }
    this.sizes.push(sizes);
    for (const box of boxes) this.boxes.push({ after, box });
  }

  #branch({ chains }: Append): void {
    const branch = new Map<LogId, Shelf>();
    for (const { log, commits } of chains) {
      const first = commits[0] && parseCommit(commits[0].bytes);
      const shelf = this.logs.get(log);
      if (shelf === undefined || first?.ok !== true) return;
      const { base } = first.value;
      if (base.size > shelf.size || !sameHead(shelf.head(base.size), base)) return;
      const other = shelf.branch(base.size);
      for (const frame of commits) other.add(frame);
      branch.set(log, other);
    }
    this.branches.push(branch);
  }

  #state(vault: VaultId, commits: Shelf["frames"]): LogState {
    const state = emptyLog(vault);
    for (const { bytes } of commits) {
      const parsed = parseCommit(bytes);
      if (!parsed.ok) throw new Error(parsed.error);
      const commit = parsed.value;
      const verdict = judge({ roster: this.roster, state, commit, bytes, checkSignature: true });
      if (verdict.is !== "valid") throw new Error(`captured and not valid: ${verdict.code}`);
      applyCommit(state, { commit, bytes }, verdict);
    }
    return state;
  }
}
