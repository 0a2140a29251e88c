import type { LogId, Statement, VaultId } from "#crypto";
import type { Place } from "#domain/compartments.ts";
import type { Lie, Taken } from "./book.ts";

/** Who is told of what is read. */
export interface Listener {
  /** Commits were verified. `read` opens them into the state; `shown` where the state has all of it already. */
  arrived(taken: readonly Taken[], read: (shown: boolean) => void): void;
  changed(touched: ReadonlySet<Place>): void;
  /** The roster has grown and its keys are fetched. */
  roster(): void;
  lied(
    log: LogId,
    lie: Lie | "box-missing" | "envelope-withheld" | "vault-meaning-wrong" | "vault-twice",
    statements?: readonly Statement[],
  ): void;
  /** A key of a vault does not open here, and that is its maker's doing and no server's. */
  spoilt(vault: VaultId): void;
  /** Something that was sealed anew holds nothing, or is mended. */
  crooked(): void;
  /** A log was read up to where the server signs that it stands. */
  agreed(log: LogId): void;
  /** A log is let go of, to be read from its beginning: until it is, much is missing that is there. */
  readsAnew(): void;
  /** The end of a log is lost, as an administrator has signed: it is read anew, and nothing kept of it stays but what it was for. */
  lost(log: LogId, place?: Place): Promise<void>;
  /** Every envelope of a vault that should be here is. */
  whole(vault: VaultId): void;
  /** The newest key of a vault has come. */
  keyed(vault: VaultId): void;
  /** Something could not be asked for: it is to be asked for again. */
  waits(): void;
}

/** A listener to whom nothing matters: what was read is opened, and that is all. */
export const nobody: Listener = {
  arrived: (_taken, read) => read(false),
  changed: () => undefined,
  roster: () => undefined,
  lied: () => undefined,
  spoilt: () => undefined,
  crooked: () => undefined,
  agreed: () => undefined,
  readsAnew: () => undefined,
  lost: async () => undefined,
  whole: () => undefined,
  keyed: () => undefined,
  waits: () => undefined,
};
