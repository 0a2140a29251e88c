import { type Hash, type LogHead, type LogId, type OrgId, equal } from "#crypto/verify";
import type { Findings } from "./check.ts";
import { nameOfLog } from "./names.ts";
import type { EarlierHead } from "./source.ts";

interface Known extends LogHead {
  readonly by: string;
}

/** Where an earlier visit saw each log of an organisation: a later one must have all of it, and the same. */
export class EarlierLogs {
  readonly #known: readonly Known[];
  readonly #findings: Findings;
  /** Logs that the server says it has whole, and of which it shows less as long as its newest list is old. */
  #notYet = 0;

  constructor(earlier: readonly EarlierHead[], org: OrgId, findings: Findings) {
    this.#known = earlier
      .filter((one) => one.org === org)
      .flatMap(({ by, logs = [] }) => logs.map((head) => ({ ...head, by })));
    this.#findings = findings;
  }

  /** Compares a log when it was read to a size; false where it is another one. */
  compare(log: LogId, { size, root }: { readonly size: number; readonly root: Hash }): boolean {
    const same = this.#known.filter((one) => one.log === log && one.size === size);
    const other = same.find((one) => !equal(one.root, root));
    this.#findings.count("logs compared with an earlier visit", same.length);
    if (other === undefined) return true;
    this.#findings.problem(
      `The first ${size} commits of ${nameOfLog(log)} are not those that ${other.by} saw: it was rewritten.`,
    );
    return false;
  }

  /** Once a log was read to its end; `later` more of its commits are said to be there. */
  ended(log: LogId, size: number, later: number): void {
    for (const one of this.#known) {
      if (one.log !== log || one.size <= size) continue;
      if (one.size <= size + later) this.#notYet += 1;
      else {
        this.#findings.problem(
          `${capital(nameOfLog(log))} had ${one.size} commits when ${one.by} saw it, and has ${size + later} now: what was there is gone.`,
        );
      }
    }
  }

  /** Once all logs were read, of which there are these; from outside, those alone that the newest list has. */
  end(there: ReadonlySet<LogId>, isListAlone: boolean): void {
    for (const { log, size, by } of this.#known) {
      if (there.has(log)) continue;
      if (isListAlone) {
        this.#notYet += 1;
        continue;
      }
      this.#findings.problem(
        `${capital(nameOfLog(log))} had ${size} commits when ${by} saw it, and is gone.`,
      );
    }
    if (this.#notYet === 0) return;
    this.#findings.note(
      `${this.#notYet} logs cannot yet be compared with what the earlier visit saw of them: the server's newest list is older. Look again after its next list.`,
    );
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
