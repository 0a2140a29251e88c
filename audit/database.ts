import { type OrgId, type Roster, idFrom, isUtf8, suite, valueNow } from "#crypto/verify";
import { isLoginId } from "#contract/account.ts";
import { manifest } from "#contract/manifest.ts";
import { type Outcome, type SeenHeads, Findings } from "./check.ts";
import { Guesses } from "./guesses.ts";
import { missing } from "./logs.ts";
import { lookAt } from "./organisation.ts";
import type { Progress } from "./progress.ts";
import type { DatabaseSource, EarlierHead, Row } from "./source.ts";
import { bytesIn, numberIn, textIn } from "./stored-source.ts";

/**
 * Compares a database with the plaintext manifest, table by table and row by row, and all logs in it with what was
 * published. Says what whoever owns it could learn. Signatures are left to `logs`.
 */
export async function checkDatabase(
  source: DatabaseSource,
  { progress, earlier }: { progress: Progress; earlier: readonly EarlierHead[] },
): Promise<Outcome> {
  const findings = new Findings();
  await checkSchema(source, findings);
  const rosters = new Map<OrgId, Roster>();
  const seen: SeenHeads[] = [];
  for (const org of await source.organisations()) {
    const looked = await lookAt(source, org, { findings, progress, earlier, signatures: false });
    rosters.set(org, looked.roster);
    seen.push(looked.seen);
  }
  missing(earlier, seen, findings);
  await checkRows(source, rosters, findings);
  const guesses = await Guesses.of(source, rosters);
  if (guesses.keepsTooLong) {
    findings.problem(
      "The days on which something arrived are kept longer than the 30 days that are promised.",
    );
  }
  for (const sentence of guesses.sentences(findings)) findings.note(sentence);
  const needed = ["columns", "tables", "rows", "organisations", "commits", "sealed contents"];
  return { ...findings.outcome("database", needed), seen };
}

async function checkSchema({ tables }: DatabaseSource, findings: Findings): Promise<void> {
  const columns = await tables.columns();
  const listed = new Set(Object.keys(manifest.columns));
  findings.count("columns", columns.length);
  findings.count("tables", new Set(columns.map((column) => column.split(".")[0])).size);
  for (const column of columns) {
    if (listed.delete(column)) continue;
    findings.problem(
      `The database has a column ${column}, which is on no list of what the server may hold: something readable could stand in it.`,
    );
  }
  for (const column of listed) findings.problem(`The database has no column ${column}.`);
  for (const other of await tables.others()) {
    findings.count("indexes, functions and sequences");
    if (Object.hasOwn(manifest.database, other)) continue;
    findings.problem(`The database has ${other}, which is on no list of what the server may hold.`);
  }
}

/** As argon2 writes a hash: parameters, salt, hash. */
const argonHash = /^\$argon2id\$v=19\$[a-z]=\d+(?:,[a-z]+=[\w+/]+)*\$[\w+/]{16,64}\$[\w+/]{40,90}$/;

/** What is looked at in each row of a table; what a log and its boxes hold is looked at with the tree. */
type RowCheck = (row: Row, rosters: ReadonlyMap<OrgId, Roster>) => string | undefined;

const rowChecks: Readonly<Record<string, RowCheck>> = {
  accounts: (row, rosters) => {
    const who = `The account ${textIn(row, "login_id")}`;
    if (!isLoginId(textIn(row, "login_id")))
      return "There is an account whose login is no pseudonym.";
    const member = memberOf(row, rosters);
    if (member === undefined) {
      return `${who} belongs to nobody on the roster: a ghost member.`;
    }
    if (numberIn(row, "generation") > member.generation) {
      return `${who} has keys that the roster does not know.`;
    }
    const bundle = bytesIn(row, "bundle");
    if (bundle.length !== suite.bundleLength || isUtf8(bundle))
      return `${who} has a bundle of keys that is none.`;
    if (bytesIn(row, "salt").length !== 16) return `${who} has a salt that is none.`;
    return argonHash.test(textIn(row, "auth_hash"))
      ? undefined
      : `${who} has a login hash that is none.`;
  },
  sessions: (row, rosters) => {
    if (row["member"] === null) return undefined;
    return memberOf(row, rosters) === undefined
      ? "Somebody is signed in who is on no roster: a ghost member."
      : undefined;
  },
  boxes: (row, rosters) =>
    memberOf(row, rosters) === undefined
      ? "There is a sealed key for somebody who is on no roster: a ghost member."
      : undefined,
  heads: (row, rosters) => ofKnown(row, rosters, "A line of the list of all logs"),
  logs: (row, rosters) =>
    numberIn(row, "size") === 0 ? undefined : ofKnown(row, rosters, "A log"),
  challenges: (row) =>
    bytesIn(row, "nonce").length === 32 ? undefined : "There is a challenge that is none.",
};

async function checkRows(
  { tables }: DatabaseSource,
  rosters: ReadonlyMap<OrgId, Roster>,
  findings: Findings,
): Promise<void> {
  const logs = new Set<number>();
  for await (const row of tables.rows("logs")) logs.add(numberIn(row, "id"));
  const named = new Set((await tables.columns()).map((column) => column.split(".")[0] ?? ""));
  for (const table of named) {
    const check = table === "commits" ? commitIn(logs) : rowChecks[table];
    for await (const row of tables.rows(table)) {
      findings.count("rows");
      const wrong = check?.(row, rosters);
      if (wrong !== undefined) findings.problem(wrong);
    }
  }
}

/** A commit of a log that nobody knows would be looked at by no walk. */
const commitIn =
  (logs: ReadonlySet<number>): RowCheck =>
  (row) =>
    logs.has(numberIn(row, "log")) ? undefined : "There is a commit of a log that does not exist.";

const ofKnown = (row: Row, rosters: ReadonlyMap<OrgId, Roster>, what: string): string | undefined =>
  rosters.has(idFrom.org(bytesIn(row, "org")))
    ? undefined
    : `${what} belongs to an organisation that does not exist.`;

/** Whom a row is about, if she is on the roster or was. */
function memberOf(
  row: Row,
  rosters: ReadonlyMap<OrgId, Roster>,
): { readonly generation: number } | undefined {
  const roster = rosters.get(idFrom.org(bytesIn(row, "org")));
  const member = roster?.members.get(idFrom.member(bytesIn(row, "member")));
  if (member === undefined) return undefined;
  return { generation: valueNow(member.keys)?.generation ?? member.generation };
}
