import {
  type Hash,
  type LogHead,
  type LogId,
  type OrgId,
  type Span,
  appendLeaf,
  completed,
  formatNote,
  headOf,
  headsLeaf,
  rootOfSubtrees,
  sameHead,
  subtreesOf,
} from "#crypto/verify";
import { type HeadSigner, signCheckpoint } from "#crypto/heads-sign";
import {
  appendLine,
  headsNow,
  listAt,
  orgsWithoutLineSince,
  readableLines,
  subtreeRoots,
} from "./store/heads.ts";
import { healingSince } from "./store/healing.ts";
import type { Db } from "./store/logs.ts";

/** How often logs that have grown get a line, and how often all others do. */
export interface HeadsPace {
  readonly grownMs: number;
  readonly idleMs: number;
}

/** Later than any line. */
const always = new Date(Date.UTC(9_999, 0));

/** Once a minute when something changed, and once an hour when not. docs/protocol.md §5. */
const usualPace: HeadsPace = { grownMs: 60_000, idleMs: 3_600_000 };

/**
 * Keeps the heads log of every organisation. It remembers which have grown since their last line, so that the others
 * cost nothing but their hourly line; what a server forgets by dying is found with that line, or at its next start.
 *
 * [Note: Several servers, one heads log] The place of a line is its size: of several servers one alone can take it. The
 * list of a line is read after the line before it was seen, so no line ever says less than the one before.
 */
export class HeadsLog {
  readonly #db: Db;
  readonly #signer: HeadSigner;
  readonly #pace: HeadsPace;
  readonly #clock: () => number;
  readonly #grown = new Set<OrgId>();
  /** Looked at when nobody at work waits. */
  readonly #others = new Set<OrgId>();
  #lookedIn = 0;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #working: Promise<void> = Promise.resolve();

  constructor(
    db: Db,
    signer: HeadSigner,
    { pace = usualPace, clock = Date.now }: { pace?: HeadsPace; clock?: () => number } = {},
  ) {
    this.#db = db;
    this.#signer = signer;
    this.#pace = pace;
    this.#clock = clock;
  }

  /** Begins to append lines by itself. */
  start(): void {
    this.#timer = setInterval(() => void this.tick(), this.#pace.grownMs).unref();
  }

  /** Stops, after the line that is being made. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#working;
  }

  /** Logs of an organisation have grown, here or by another server; undefined: of any may have. */
  readonly grown = (org: OrgId | undefined): void => {
    if (org === undefined) this.#lookedIn = 0;
    else this.#grown.add(org);
  };

  /** Appends the lines that are due now. What fails is tried again at the next tick. */
  tick(): Promise<void> {
    this.#working = this.#working.then(() => this.#tick()).catch(() => undefined);
    return this.#working;
  }

  async #tick(): Promise<void> {
    const hour = this.#hour();
    if (this.#lookedIn < hour.getTime()) {
      // Whoever has just come, or has missed notices, looks at all of them once.
      const since = this.#lookedIn === 0 ? always : hour;
      for (const org of await orgsWithoutLineSince(this.#db, since)) this.#others.add(org);
      this.#lookedIn = hour.getTime();
    }
    // Each once: what grows again meanwhile has its line at the next tick.
    const done = new Set<OrgId>();
    const failed: OrgId[] = [];
    for (let org = this.#next(done); org !== undefined; org = this.#next(done)) {
      done.add(org);
      // What fails for one organisation keeps no other waiting.
      await this.append(org).catch(() => failed.push(org as OrgId));
    }
    for (const org of failed) this.#grown.add(org);
  }

  /** Whose line is next, those at work before all that are only looked at. */
  #next(done: ReadonlySet<OrgId>): OrgId | undefined {
    if (this.#stopped) return undefined;
    for (const set of [this.#grown, this.#others]) {
      for (const org of set) {
        if (done.has(org)) continue;
        this.#grown.delete(org);
        this.#others.delete(org);
        return org;
      }
    }
    return undefined;
  }

  #hour(): Date {
    const { idleMs } = this.#pace;
    return new Date(Math.floor(this.#clock() / idleMs) * idleMs);
  }

  /** Appends a line, if the organisation's logs have grown since the last one or that is of an earlier hour. */
  async append(org: OrgId): Promise<void> {
    // A line made now would contradict those that were lost with the rest.
    if ((await healingSince(this.#db, org)) !== undefined) return;
    const newest = (await readableLines(this.#db, org)).at(-1);
    const before = newest && (await listAt(this.#db, org, newest.size));
    const list = await headsNow(this.#db, org);
    const changed = changedIn(list, before ?? []);
    const inHour = this.#hour();
    const sameHour = newest?.inHour !== undefined && newest.inHour >= inHour;
    if (list.length === 0 || (changed.length === 0 && sameHour)) return;
    const size = newest?.size ?? 0;
    const nodes = await subtreeRoots(this.#db, org, subtreesOf({ start: 0, end: size }));
    if (nodes === undefined) throw new Error("a heads log has gaps");
    const frontier = { size, nodes };
    const leaf = headsLeaf(list);
    const head = headOf(appendLeaf(frontier, leaf));
    const note = formatNote(signCheckpoint(org, head, this.#signer));
    const line = { size: head.size, nodes: completed(frontier, leaf), changed, list, note, inHour };
    await appendLine(this.#db, org, line);
  }
}

/** The heads that stand otherwise than in the line before. */
function changedIn(list: readonly LogHead[], before: readonly LogHead[]): LogHead[] {
  const known = new Map<LogId, LogHead>(before.map((head) => [head.log, head]));
  return list.filter((head) => {
    const old = known.get(head.log);
    return old === undefined || !sameHead(old, head);
  });
}

/** The nodes of a proof, by the subtrees that it names; undefined where the heads log does not reach so far. */
export async function proofOver(
  db: Db,
  org: OrgId,
  spans: readonly Span[],
): Promise<Hash[] | undefined> {
  const parts = spans.map(subtreesOf);
  const roots = await subtreeRoots(db, org, parts.flat());
  if (roots === undefined) return undefined;
  let at = 0;
  return parts.map(({ length }) => rootOfSubtrees(roots.slice(at, (at += length))));
}
