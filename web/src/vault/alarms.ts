import {
  type LogId,
  type OrgId,
  type Statement,
  type VaultId,
  formatEvidence,
  rosterLog,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Alarm } from "./engine.ts";
import type { Facts } from "./facts.ts";

/** Alarms that end when the log is read again and agrees. What was proved by signatures or keys does not end so. */
const passing: readonly ErrorCode[] = [
  "log-rolled-back",
  "log-malformed",
  "roster-withheld",
  "acknowledgement-unsigned",
];

/** What a person must know, although nothing shows that the server has lied. */
const notices: ReadonlySet<ErrorCode> = new Set(["heads-withheld", "witness-stale"]);

/** What does not verify, kept until its cause goes away. */
export class Alarms {
  readonly #facts: Facts;
  readonly #org: OrgId;
  readonly #clock: () => number;
  readonly #changed: () => void;

  constructor(
    facts: Facts,
    org: OrgId,
    { clock, changed }: { clock: () => number; changed: () => void },
  ) {
    this.#facts = facts;
    this.#org = org;
    this.#clock = clock;
    this.#changed = changed;
  }

  /** All that stand. */
  get all(): readonly Alarm[] {
    return this.#facts.known.alarms;
  }

  /** Raises one; the same about the same log stands once, with the first proof that there is. */
  raise(log: LogId | undefined, code: ErrorCode, statements: readonly Statement[] = []): void {
    const vault = vaultOf(log);
    const known = this.all.find((one) => one.code === code && one.vault === vault);
    if (known !== undefined && (known.proof !== undefined || statements.length === 0)) return;
    const alarm: Alarm = {
      code,
      grade: notices.has(code) ? "notice" : "alarm",
      at: known?.at ?? this.#clock(),
      ...(vault !== undefined && { vault }),
      ...(statements.length > 0 && { proof: formatEvidence({ org: this.#org, statements }) }),
    };
    this.#keep([...this.all.filter((one) => one !== known), alarm]);
  }

  /** A log agrees with what the server signs: what had only been withheld is there again. */
  agreed(log: LogId): void {
    this.end(log, passing);
  }

  /** A key that was missing has come. */
  keyed(vault: VaultId): void {
    this.end(vault, ["box-missing"]);
  }

  /** What had been withheld of a vault has come. */
  whole(vault: VaultId): void {
    this.end(vault, ["envelope-withheld"]);
  }

  /** The cause of these has gone away. */
  end(log: LogId | undefined, codes: readonly ErrorCode[]): void {
    const vault = vaultOf(log);
    const left = this.all.filter((one) => one.vault !== vault || !codes.includes(one.code));
    if (left.length < this.all.length) this.#keep(left);
  }

  #keep(alarms: readonly Alarm[]): void {
    void this.#facts.change({ alarms });
    this.#changed();
  }
}

/** Alarms about the roster, and about the heads log, name no vault. */
const vaultOf = (log: LogId | undefined): VaultId | undefined =>
  log === rosterLog ? undefined : (log as VaultId | undefined);
