import { type OrgId, type Roster, membersOf, parseCommit, rosterLog } from "#crypto/verify";
import type { Findings } from "./check.ts";
import type { DatabaseSource } from "./source.ts";
import { numberIn, textIn } from "./stored-source.ts";

/** Days for which it is kept on which day something arrived, and one for the moment of forgetting. */
const daysKept = 31;

/** What whoever owns a database could learn from it without a key, counted. */
export class Guesses {
  readonly #rosters: ReadonlyMap<OrgId, Roster>;
  readonly #days = new Map<string, number>();
  readonly #writers = new Map<string, number>();
  #undated = 0;
  #accounts = 0;
  #sessions = 0;

  private constructor(rosters: ReadonlyMap<OrgId, Roster>) {
    this.#rosters = rosters;
  }

  /** Counts them. */
  static async of(source: DatabaseSource, rosters: ReadonlyMap<OrgId, Roster>): Promise<Guesses> {
    const guesses = new Guesses(rosters);
    const rosterRows = new Set<number>();
    for await (const row of source.tables.rows("logs")) {
      if (isRoster(row["log"])) rosterRows.add(numberIn(row, "id"));
    }
    for await (const row of source.tables.rows("commits")) {
      const day = textIn(row, "arrived_on");
      if (day === "") guesses.#undated += 1;
      else guesses.#days.set(day, (guesses.#days.get(day) ?? 0) + 1);
      const bytes = row["bytes"];
      const commit = bytes instanceof Uint8Array ? parseCommit(bytes) : undefined;
      if (commit?.ok !== true || rosterRows.has(numberIn(row, "log"))) continue;
      const { author } = commit.value;
      guesses.#writers.set(author, (guesses.#writers.get(author) ?? 0) + 1);
    }
    for await (const _ of source.tables.rows("accounts")) guesses.#accounts += 1;
    for await (const _ of source.tables.rows("sessions")) guesses.#sessions += 1;
    return guesses;
  }

  /** Whether some day of arrival stands there longer before the newest than a server keeps any. */
  get keepsTooLong(): boolean {
    const days = [...this.#days.keys()].map((day) => Date.parse(day));
    return Math.max(...days) - Math.min(...days) > daysKept * 86_400_000;
  }

  /** As sentences, with numbers. */
  *sentences(findings: Findings): Generator<string> {
    const rosters = [...this.#rosters.values()];
    const members = rosters.reduce((sum, roster) => sum + membersOf(roster).length, 0);
    const vaults = rosters.reduce((sum, roster) => sum + roster.vaults.size, 0);
    yield findings.isClean
      ? "Whoever owns this database can learn the following:"
      : "Whoever owns this database can learn at least the following; what is wrong may tell her more:";
    yield `${rosters.length} organisation(s) with ${members} members under random numbers, ${this.#accounts} of whom have an account; ${this.#sessions} sessions are open.`;
    yield `${vaults} vaults, so roughly ${Math.round(vaults / 8)} houses, and who may open which.`;
    yield `${findings.of("commits")} steps by ${this.#writers.size} writers, ${findings.of("steps over several logs")} of them over several vaults at once, as an arrival is.`;
    yield `${findings.of("records")} records in ${findings.of("versions written")} versions; ${findings.of("records removed")} were taken away.`;
    const sizes = ["384", "1,536", "6,144", "24,576"].map(
      (size) => `${findings.of(`of ${size} bytes`)} of ${size} bytes`,
    );
    yield `Sealed contents in these sizes: ${sizes.join(", ")}, ${findings.of("larger than 24,576 bytes")} larger.`;
    const busiest = Math.max(0, ...this.#days.values());
    yield `On which day something arrived, for the last ${this.#days.size} day(s) (at most ${busiest} steps on one); ${this.#undated} steps have no date any more.`;
    if (findings.isClean) yield "She finds no name and no word of what was written.";
  }
}

const isRoster = (log: unknown): boolean =>
  log instanceof Uint8Array && Buffer.from(log).toString("hex") === rosterLog;
