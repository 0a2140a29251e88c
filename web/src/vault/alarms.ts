import { type LogId, type VaultId, rosterLog } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Alarm } from "./engine.ts";
import type { Facts } from "./facts.ts";

/** Alarms that end when the log is read again and agrees. What was proved by signatures or keys does not end so. */
const passing: ReadonlySet<ErrorCode> = new Set([
  "log-rolled-back",
  "log-malformed",
  "roster-withheld",
  "acknowledgement-unsigned",
]);

/** What does not verify, kept until its cause goes away. */
export class Alarms {
  readonly #facts: Facts;
  readonly #clock: () => number;
  readonly #changed: () => void;

  constructor(facts: Facts, clock: () => number, changed: () => void) {
    this.#facts = facts;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** All that stand. */
  get all(): readonly Alarm[] {
    return this.#facts.known.alarms;
  }

  /** Raises one; the same about the same log stands once. */
  raise(log: LogId, code: ErrorCode): void {
    const vault = log === rosterLog ? undefined : (log as VaultId);
    if (this.all.some((one) => one.code === code && one.vault === vault)) return;
    const alarm: Alarm = { code, at: this.#clock(), ...(vault !== undefined && { vault }) };
    this.#keep([...this.all, alarm]);
  }

  /** A log agrees with what the server signs: what had only been withheld is there again. */
  agreed(log: LogId): void {
    this.#end(log, passing);
  }

  /** A key that was missing has come. */
  keyed(vault: VaultId): void {
    this.#end(vault, new Set(["box-missing"]));
  }

  /** What had been withheld of a vault has come. */
  whole(vault: VaultId): void {
    this.#end(vault, new Set(["envelope-withheld"]));
  }

  #end(log: LogId, codes: ReadonlySet<ErrorCode>): void {
    const vault = log === rosterLog ? undefined : log;
    const left = this.all.filter((one) => one.vault !== vault || !codes.has(one.code));
    if (left.length < this.all.length) this.#keep(left);
  }

  #keep(alarms: readonly Alarm[]): void {
    void this.#facts.change({ alarms });
    this.#changed();
  }
}
