import {
  type Acknowledgement,
  type LogId,
  type Note,
  type NoteKey,
  type OrgId,
  type Roster,
  type SignPublic,
  checkpointText,
  equal,
  formatNote,
  headsOrigin,
  idFrom,
  parse,
  parseCheckpoint,
  parseCommit,
  parseNote,
  rosterLog,
  toHex,
  valueNow,
  verifyAcknowledgement,
  verifyCosignature,
  verifyNote,
} from "#crypto/verify";
import { readAcknowledgement } from "#contract/append.ts";
import type { Findings } from "./check.ts";
import { columnRules, emptyRoot, isReadable } from "./columns.ts";
import type { DatabaseSource, Row, Tables } from "./source.ts";
import { bytesIn, numberIn, textIn } from "./stored-source.ts";

/** What rows of other tables speak of, and a roster does not keep. */
interface Known {
  readonly rosters: ReadonlyMap<OrgId, Roster>;
  /** The row numbers of logs that have a commit, each with its organisation. */
  readonly logs: ReadonlyMap<number, OrgId>;
  /** Every witness that a roster ever named. */
  readonly witnesses: ReadonlyMap<OrgId, readonly NoteKey[]>;
  /** `log hash`, for every sealed content that a prune names. */
  readonly pruned: ReadonlySet<string>;
  /** The keys of the server itself. */
  readonly serverKeys: readonly SignPublic[];
}

/** Holds every value of every row to its form, and every row to what the rosters say of whom and what it names. */
export async function checkRows(
  { tables }: DatabaseSource,
  rosters: ReadonlyMap<OrgId, Roster>,
  findings: Findings,
): Promise<void> {
  const known = await knownIn(tables, rosters, findings);
  const named = new Set((await tables.columns()).map((column) => column.split(".")[0] ?? ""));
  for (const table of named) {
    for await (const row of tables.rows(table)) {
      findings.count("rows");
      const wrong = rowChecks[table]?.(row, known);
      if (wrong !== undefined) findings.problem(wrong);
      for (const [column, value] of Object.entries(row)) {
        if (columnRules[`${table}.${column}`]?.(value) !== false) continue;
        findings.problem(
          `A row of ${table} has something in ${column} that the server never writes there.`,
        );
      }
    }
  }
}

async function knownIn(
  tables: Tables,
  rosters: ReadonlyMap<OrgId, Roster>,
  findings: Findings,
): Promise<Known> {
  const logs = new Map<number, OrgId>();
  const rosterRows = new Set<number>();
  const seen = new Set<string>();
  for await (const row of tables.rows("logs")) {
    const [id, org, log] = [numberIn(row, "id"), bytesIn(row, "org"), bytesIn(row, "log")];
    const names = [`row ${id}`, `${idFrom.org(org)} ${idFrom.log(log)}`];
    // A database has an index against it, and a dump only says so.
    if (names.some((name) => seen.has(name))) {
      findings.problem("There are two rows about one log, of which one would be looked at.");
    }
    for (const name of names) seen.add(name);
    // What stands in a log that says it has no commit is looked at by no walk.
    if (numberIn(row, "size") > 0) logs.set(id, idFrom.org(org));
    if (idFrom.log(log) === rosterLog) rosterRows.add(id);
  }
  const witnesses = new Map<OrgId, NoteKey[]>();
  const pruned = new Set<string>();
  for await (const row of tables.rows("commits")) {
    const log = numberIn(row, "log");
    const commit = parseCommit(bytesIn(row, "bytes"));
    const org = logs.get(log);
    if (!commit.ok || org === undefined) continue;
    const { items } = commit.value;
    if (items.is === "leaves") {
      for (const { kind, envelopeHash } of items.leaves) {
        if (kind === "prune") pruned.add(`${log} ${toHex(envelopeHash)}`);
      }
    } else if (rosterRows.has(log)) {
      const named = items.entries.flatMap((one) => (one.is === "witness" ? one.witnesses : []));
      if (named.length > 0) witnesses.set(org, [...(witnesses.get(org) ?? []), ...named]);
    }
  }
  const serverKeys: SignPublic[] = [];
  for await (const row of tables.rows("server_mark")) {
    serverKeys.push(bytesIn(row, "log_key") as SignPublic);
  }
  return { rosters, logs, witnesses, pruned, serverKeys };
}

/** What is wrong with a row, as a sentence; what a log and its boxes hold is looked at with the tree. */
type RowCheck = (row: Row, known: Known) => string | undefined;

const rowChecks: Readonly<Record<string, RowCheck>> = {
  accounts: (row, { rosters }) => {
    const login = textIn(row, "login_id");
    if (columnRules["accounts.login_id"]?.(login) !== true) {
      return "There is an account whose login is no pseudonym.";
    }
    const member = memberOf(row, rosters);
    if (member === undefined) {
      return `The account ${login} belongs to nobody on the roster: a ghost member.`;
    }
    return numberIn(row, "generation") > member.generation
      ? `The account ${login} has keys that the roster does not know.`
      : undefined;
  },
  sessions: (row, { rosters, witnesses }) => {
    const org = orgOf(row);
    const roster = rosters.get(org);
    if (roster === undefined)
      return "Somebody is signed in to an organisation that does not exist.";
    const subjects = ["member", "invite", "witness"].filter((name) => row[name] !== null);
    const hasGeneration = row["generation"] !== null;
    if (subjects.length !== 1 || hasGeneration !== (subjects[0] === "member")) {
      return "Somebody is signed in as nobody, or as two at once.";
    }
    const key = bytesIn(row, subjects[0] ?? "");
    const is = {
      member: () => memberOf(row, rosters) !== undefined,
      invite: () => roster.invites.has(toHex(key)),
      witness: () => (witnesses.get(org) ?? []).some((one) => equal(one.key, key)),
    }[subjects[0] as "member" | "invite" | "witness"]();
    return is ? undefined : "Somebody is signed in who is on no roster: a ghost member.";
  },
  boxes: (row, { rosters }) =>
    memberOf(row, rosters) === undefined
      ? "There is a sealed key for somebody who is on no roster: a ghost member."
      : undefined,
  heads: (row, known) => {
    const org = orgOf(row);
    const roster = known.rosters.get(org);
    if (roster === undefined) {
      return "A line of the list of all logs belongs to an organisation that does not exist.";
    }
    if (row["note"] === null) return undefined;
    const witnesses = known.witnesses.get(org) ?? [];
    return isWhollyKnown(org, textIn(row, "note"), { roster, witnesses })
      ? undefined
      : `The checkpoint of line ${numberIn(row, "size")} has a line that neither the server nor a witness wrote.`;
  },
  logs: (row, known) => {
    if (numberIn(row, "size") > 0) return ofKnown(row, known, "A log");
    const isEmpty = emptyRoot(row["root"] ?? null) && row["mark"] === null;
    return isEmpty && !isReadable(bytesIn(row, "org")) && !isName(bytesIn(row, "log"))
      ? undefined
      : "There is a log without a commit that is none: something else stands in its row.";
  },
  commits: (row, { logs }) => {
    if (!logs.has(numberIn(row, "log"))) return "There is a commit of a log that does not exist.";
    const commit = parseCommit(bytesIn(row, "bytes"));
    if (!commit.ok || commit.value.items.is === "leaves") return undefined;
    return equal(bytesIn(row, "envelopes"), noEnvelopes)
      ? undefined
      : "A commit that has no sealed content has something in its place.";
  },
  healing: (row, known) => ofKnown(row, known, "A day since when something is asked for again"),
  claims: (row, known) => {
    const unknown = ofKnown(row, known, "A claim of what was lost");
    if (unknown !== undefined) return unknown;
    const said = parse(bytesIn(row, "acknowledgement"), readAcknowledgement);
    return said !== undefined && isSigned(orgOf(row), said, known) && isAbout(row, said)
      ? undefined
      : "A claim of what was lost is none that the server signed.";
  },
  prunes: (row, { logs, pruned }) => {
    const log = numberIn(row, "log");
    const isNamed = pruned.has(`${log} ${toHex(bytesIn(row, "envelope_hash"))}`);
    return logs.has(log) && isNamed
      ? undefined
      : "Something waits to be dropped of which nobody signed that it may go.";
  },
};

/** An empty list. */
const noEnvelopes = Uint8Array.of(0, 0);

const orgOf = (row: Row): OrgId => idFrom.org(bytesIn(row, "org"));

const ofKnown = (row: Row, { rosters }: Known, what: string): string | undefined =>
  rosters.has(orgOf(row)) ? undefined : `${what} belongs to an organisation that does not exist.`;

/** Whether the id of a log can be read; the roster's is nothing but zeros. */
const isName = (log: Uint8Array): boolean => idFrom.log(log) !== rosterLog && isReadable(log);

/** Whom a row is about, if she is on the roster or was. */
function memberOf(
  row: Row,
  rosters: ReadonlyMap<OrgId, Roster>,
): { readonly generation: number } | undefined {
  const member = rosters.get(orgOf(row))?.members.get(idFrom.member(bytesIn(row, "member")));
  if (member === undefined) return undefined;
  return { generation: valueNow(member.keys)?.generation ?? member.generation };
}

function isSigned(org: OrgId, said: Acknowledgement, { rosters, serverKeys }: Known): boolean {
  const keys = (rosters.get(org)?.logKeys ?? []).map(({ value }) => value);
  return [...serverKeys, ...keys].some(
    (key) => key.length === 32 && verifyAcknowledgement(org, key, said),
  );
}

const isAbout = (row: Row, { heads }: Acknowledgement): boolean => {
  const log: LogId = idFrom.log(bytesIn(row, "log"));
  return heads.some((head) => head.log === log && head.size === numberIn(row, "size"));
};

/** Whether a note is a checkpoint of this organisation, and each of its signatures the server's or a named witness's. */
function isWhollyKnown(
  org: OrgId,
  written: string,
  { roster, witnesses }: { readonly roster: Roster; readonly witnesses: readonly NoteKey[] },
): boolean {
  const note = parseNote(written);
  if (!note.ok || formatNote(note.value) !== written) return false;
  const { text, signatures } = note.value;
  const checkpoint = parseCheckpoint(text);
  const name = headsOrigin(org);
  if (!checkpoint.ok || checkpoint.value.origin !== name) return false;
  if (checkpointText(checkpoint.value) !== text) return false;
  return signatures.every((one) => {
    const alone: Note = { text, signatures: [one] };
    return (
      roster.logKeys.some(({ value: key }) => verifyNote(alone, [{ name, key }]).ok) ||
      witnesses.some((witness) => verifyCosignature(alone, witness) !== undefined)
    );
  });
}
