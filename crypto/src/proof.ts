import { type Hash, type LogId, type OrgId, type SignPublic, rosterLog } from "./brand.ts";
import { equal } from "./bytes.ts";
import { parseCommit } from "./commit.ts";
import type { Entry } from "./entry.ts";
import {
  type Contradiction,
  type Evidence,
  type Stated,
  type Statement,
  contradictionOf,
  readEvidence,
  statedBy,
} from "./evidence.ts";
import { foldAll } from "./fold.ts";
import { leafHash, verifyInclusion } from "./merkle.ts";
import { type Result, err, ok } from "./result.ts";
import { rootAt } from "./roster-queries.ts";
import { type Roster, emptyRoster } from "./roster.ts";
import { standingOf, verifyCommitSignature } from "./verdict.ts";

/** What the roster of a proof says beside it. */
interface Explained {
  /** An administrator has signed that the log lost its end there: a server that was restored from a backup looks like this. */
  readonly lost?: true;
}

/** What an exported proof shows to somebody who holds no key. docs/protocol.md §5. */
export type Proved =
  /** Two roots were stated for one size of a log. */
  | ({ readonly is: "fork" } & Contradiction & Explained)
  /** A later list of heads has a log smaller than an earlier one. */
  | ({
      readonly is: "taken-back";
      readonly log: LogId;
      readonly before: number;
      readonly after: number;
    } & Explained)
  /** The server signed for a roster with entries that nobody who might has signed; everybody passes them over. */
  | {
      readonly is: "foreign";
      readonly position: number;
      readonly code: string;
      readonly entries: readonly Entry["is"][];
    }
  /** The server signed for a vault's log with a commit that its author had no business writing. */
  | {
      readonly is: "foreign-write";
      readonly log: LogId;
      readonly position: number;
      readonly code: string;
    }
  /**
   * The server signed for a log at two sizes. No lie by itself: which came first nobody has signed. But it must show the
   * larger to whoever asks, and prove that it continues the smaller.
   */
  | {
      readonly is: "two-sizes";
      readonly log: LogId | undefined;
      readonly larger: number;
      readonly smaller: number;
    };

/** Why a proof is not believed: it cannot be read; its roster, or one of its signatures, does not hold; it shows nothing. */
export type ProofFault = "malformed" | "wrong-roster" | "bad-signature" | "proves-nothing";

/** An exported proof as it holds. */
export interface Proof {
  readonly org: OrgId;
  readonly proved: readonly Proved[];
}

/**
 * Reads a proof and checks every line of it: the roster from its genesis, whose hash is the organisation's id, and each
 * signature by the keys that this roster names. One line that does not hold, and nothing is believed.
 */
export function readProof(text: string): Result<Proof, ProofFault> {
  const evidence = readEvidence(text);
  if (evidence === undefined) return err("malformed");
  const commits = evidence.statements.filter((one) => one.is === "roster");
  const { roster, stopped } = foldAll(
    emptyRoster(),
    commits.map(({ bytes }) => bytes),
  );
  if (stopped !== undefined || roster.org !== evidence.org) return err("wrong-roster");
  const keys = roster.logKeys.map(({ value }) => value);
  const stated: Stated[] = [];
  for (const statement of evidence.statements) {
    const said = heardOf(roster, keys, statement);
    if (said === undefined) return err("bad-signature");
    stated.push(...said);
  }
  const writes = foreignWrites(roster, evidence, stated);
  if (writes === undefined) return err("bad-signature");
  const foreign = foreignIn(roster, stated);
  if (foreign.length < roster.skipped.length) return err("wrong-roster");
  const found = [
    ...forkIn(roster, stated),
    ...takenBackIn(roster, evidence),
    ...foreign.map(withEntries(commits)),
    ...writes,
  ];
  const proved = found.length > 0 ? found : twoSizesIn(stated);
  return proved.length > 0 ? ok({ org: roster.org, proved }) : err("proves-nothing");
}

/** What a statement says by a key that the roster names; undefined where nothing vouches for it. */
function heardOf(
  roster: Roster,
  keys: readonly SignPublic[],
  statement: Statement,
): readonly Stated[] | undefined {
  if (statement.is === "roster" || statement.is === "entry") return [];
  if (statement.is === "commit") {
    const commit = parseCommit(statement.bytes);
    if (!commit.ok || !verifyCommitSignature(roster, commit.value, statement.bytes)) {
      return undefined;
    }
  }
  const [said] = keys
    .map((key) => statedBy(roster.org, key, statement))
    .filter((one) => one.length > 0);
  return said;
}

function forkIn(roster: Roster, stated: readonly Stated[]): readonly Proved[] {
  const fork = contradictionOf(stated);
  return fork === undefined ? [] : [{ is: "fork", ...fork, ...explained(roster, fork) }];
}

/** Whether a log is signed to have lost what it once had at a size. The list of all logs begins again with the roster. */
function explained(
  { resets }: Roster,
  { log, size }: { readonly log: LogId | undefined; readonly size: number },
): Explained {
  const isLost = resets.some(({ at, lost }) =>
    log === undefined
      ? at.log === rosterLog
      : at.log === log && at.size < size && size <= lost.size,
  );
  return isLost ? { lost: true } : {};
}

/** Lines are ordered by the size of the heads log, which only grows: of two, one is the later. */
function takenBackIn(roster: Roster, { statements }: Evidence): readonly Proved[] {
  const lines = statements.flatMap((one) => (one.is === "line" ? [one.line] : []));
  const sizeOf = (note: string): number => Number(note.split("\n")[1]);
  const [earlier, later] = lines.toSorted((a, b) => sizeOf(a.note) - sizeOf(b.note));
  if (earlier === undefined || later === undefined) return [];
  if (sizeOf(earlier.note) === sizeOf(later.note)) return [];
  for (const { log, size: before } of earlier.list) {
    const after = later.list.find((one) => one.log === log)?.size ?? 0;
    if (after < before) {
      const found = explained(roster, { log, size: before });
      return [{ is: "taken-back", log, before, after, ...found }];
    }
  }
  return [];
}

type Foreign = Extract<Proved, { is: "foreign" }>;

/** Skipped entries of the roster that a signed head covers. */
function foreignIn(roster: Roster, stated: readonly Stated[]): readonly Foreign[] {
  const covered = stated
    .filter(({ log, bySignature }) => log === rosterLog && bySignature)
    .filter(({ size, root }) => equal(rootAt(roster, size) ?? new Uint8Array(0), root))
    .reduce((most, { size }) => Math.max(most, size), 0);
  return roster.skipped
    .filter(({ position }) => position < covered)
    .map(({ position, code }) => ({ is: "foreign", position, code, entries: [] }));
}

/**
 * Commits that stand in a signed log and whose author might not write them, by the roster alone; undefined where one is
 * not in a signed log, or might be written. What only the log before it shows (versions) is not proved so.
 */
function foreignWrites(
  roster: Roster,
  { statements }: Evidence,
  stated: readonly Stated[],
): readonly Proved[] | undefined {
  const proved: Proved[] = [];
  for (const statement of statements) {
    if (statement.is !== "entry") continue;
    const { bytes, position, size, path } = statement.entry;
    const commit = parseCommit(bytes);
    if (!commit.ok) return undefined;
    const { log } = commit.value;
    const isIn = stated.some(
      (one) =>
        one.bySignature &&
        one.log === log &&
        one.size === size &&
        verifyInclusion({
          leaf: leafHash(bytes),
          index: position,
          head: { size, root: one.root as Hash },
          proof: path,
        }),
    );
    // Of a roster that was cut short nobody's writing holds.
    const isWhole =
      commit.value.base.size === position && commit.value.roster.size <= roster.head.size;
    const code = isIn && isWhole ? standingOf(roster, commit.value, bytes) : undefined;
    if (code === undefined) return undefined;
    proved.push({ is: "foreign-write", log, position, code });
  }
  return proved;
}

const withEntries =
  (commits: readonly { readonly bytes: Uint8Array }[]) =>
  (foreign: Foreign): Foreign => {
    const commit = parseCommit(commits[foreign.position]?.bytes ?? new Uint8Array(0));
    const items = commit.ok ? commit.value.items : undefined;
    const entries = items?.is === "entries" ? items.entries.map(({ is }) => is) : [];
    return { ...foreign, entries };
  };

function twoSizesIn(stated: readonly Stated[]): readonly Proved[] {
  const signed = stated.filter(({ bySignature }) => bySignature);
  for (const { log } of signed) {
    const sizes = signed.filter((one) => one.log === log).map(({ size }) => size);
    const [larger, smaller] = [Math.max(...sizes), Math.min(...sizes)];
    if (larger > smaller) return [{ is: "two-sizes", log, larger, smaller }];
  }
  return [];
}
