import { type LogId, type RecordId, type VaultId, sha256, toHex, utf8 } from "#crypto";
import type { Deed as Told } from "#domain/acts.ts";
import type { Change, Now, Refusal } from "#domain/change.ts";
import type { HouseId, Place } from "#domain/compartments.ts";

import { recordSchema, writeRecord } from "./opening.ts";

export type { Told };

/**
 * What a person has done and what is kept of it until it stands: acts that belong in one append, when and by whom they
 * are judged, and what they came to when she did it. Everything here is kept sealed on the device.
 */
export interface Deed {
  /** Sorts in the order of doing. */
  readonly id: string;
  readonly acts: readonly Told[];
  readonly now: Now;
  /** Hash of the changes that the acts came to: another outcome later is a question. */
  readonly meant: string;
  /** The version that each changed record was to get. */
  readonly versions: { readonly [record: string]: number };
  /** Creates this house's vaults in the same append. */
  readonly house?: HouseId;
  /** Nobody did it herself: it is dropped where others would be a question. */
  readonly quiet?: true;
  /** The marks of the commits of each append that went out for it. */
  readonly sent: readonly (readonly string[])[];
  /** Set once it is a question. */
  readonly refusal?: Refusal;
  /** What it would have written, kept with the question. */
  readonly mine?: readonly Change[];
}

/** Where a deed is on its way. */
export type DeedState =
  | { readonly is: "kept" }
  | { readonly is: "sending" }
  | { readonly is: "saved"; readonly savedAt: number }
  /** It no longer fits what came first; the person decides, her words are kept. */
  | { readonly is: "question"; readonly refusal: Refusal };

/** A deed in memory, with what it comes to on the state as it is now. */
export interface Kept {
  deed: Deed;
  state: DeedState;
  /** What it changes, as judged last. */
  changes: readonly Change[];
  /** How to take back what it shows, in order; empty while it shows nothing. */
  shown: readonly Change[];
  /** Marks seen in the logs as verified here. */
  readonly seen: Set<string>;
  /** Why it would be refused now, while an append of it is on its way. */
  doubt: Refusal | undefined;
  /** An append of it went out of which nobody knows whether it stands. */
  unheard: boolean;
  /** Kept on the device, so that it may go out. */
  stored: boolean;
}

/** A change as it will be written: where, which version, and its payload. */
export interface Planned {
  readonly place: Place;
  readonly record: RecordId;
  readonly schema: number;
  readonly version: number;
  readonly payload: Uint8Array | undefined;
}

/** What changes mean for the outside: their hash. */
export const meaningOf = (changes: readonly Change[]): string =>
  toHex(sha256(utf8(JSON.stringify(changes))));

/** Changes with the versions that were fixed for them. */
export const plan = (changes: readonly Change[], { versions, now }: Deed): Planned[] =>
  changes.map((change) => ({
    place: change.place,
    record: change.id as RecordId,
    schema: recordSchema,
    version: versions[change.id] as number,
    payload:
      change.is === "put" ? writeRecord(change.type, change.payload, now.instant) : undefined,
  }));

/** The one vault that a deed writes into, or undefined where it is another number of them. */
export function onlyVault(
  changes: readonly Change[],
  find: (place: Place) => VaultId | undefined,
): LogId | undefined {
  const vaults = new Set(changes.map(({ place }) => find(place)));
  return vaults.size === 1 ? [...vaults][0] : undefined;
}
