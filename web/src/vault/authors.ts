import { type RecordId, type VaultId, rightAt } from "#crypto";
import type { Author } from "#domain/change.ts";
import { type Place, writeOnce } from "#domain/compartments.ts";
import type { Book } from "./book.ts";

/**
 * Who wrote a record, and whether she managed its vault by the roster that she named when she wrote it. Told for vaults
 * that are written once alone: elsewhere a record is everybody's who writes over it.
 */
export function authorIn(
  { roster, logs }: Book,
  { vault, place }: { readonly vault: VaultId; readonly place: Place },
  record: RecordId,
): Author | undefined {
  if (!writeOnce.has(place.compartment)) return undefined;
  const version = logs.get(vault)?.live.get(record);
  if (version === undefined) return undefined;
  const { author: member, writtenUnder } = version;
  return { member, manages: rightAt(roster, writtenUnder, { vault, member }) === 3 };
}
