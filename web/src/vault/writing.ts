import {
  type Draft,
  type Entry,
  type Head,
  type Items,
  type Leaf,
  type LogHead,
  type LogId,
  type RecordId,
  type Result,
  type Roster,
  type SealedBox,
  type VaultId,
  appendLeaf,
  err,
  foldAll,
  headOf,
  itemsHash,
  leafHash,
  mustRenew,
  noHash,
  ok,
  rightOf,
  rosterLog,
  seal,
  signCommit,
  utf8,
} from "#crypto";
import type { Append } from "#contract/append.ts";
import type { Change, Refusal } from "#domain/change.ts";
import type { Place } from "#domain/compartments.ts";
import { recordTypes } from "#domain/record-types.ts";
import type { Book } from "./book.ts";
import type { Keyring } from "./keyring.ts";

/** One version to be written into a vault. */
export interface Write {
  readonly vault: VaultId;
  readonly record: RecordId;
  readonly schema: number;
  /** Undefined takes the record away. */
  readonly payload: Uint8Array | undefined;
}

/** An append as it goes out, and where it leaves every log if it is taken. */
export interface Signed {
  readonly append: Append;
  readonly expected: readonly LogHead[];
}

/** What a joint append may hold beside records: entries for the roster, with their boxes and first keys. */
export interface RosterPart {
  readonly entries: readonly Entry[];
  readonly boxes: readonly SealedBox[];
}

/** Where a place's vault is. */
export type FindVault = (place: Place) => VaultId | undefined;

/** The writes that changes of the domain come to, or the refusal where she may not write. */
export function writesOf(
  changes: readonly Change[],
  may: { readonly find: FindVault; readonly roster: Roster; readonly keyring: Keyring },
): Result<readonly Write[], Refusal> {
  const writes: Write[] = [];
  for (const change of changes) {
    const { place } = change;
    const vault = may.find(place);
    const right = vault === undefined ? 0 : rightOf(may.roster, vault, may.keyring.member);
    if (vault === undefined || right < 2) {
      const house = "house" in place ? { house: place.house } : {};
      return err({ code: "no-right", compartment: place.compartment, ...house });
    }
    writes.push({
      vault,
      record: change.id as RecordId,
      schema: recordTypes[change.type].code,
      payload: change.is === "put" ? utf8(JSON.stringify(change.payload)) : undefined,
    });
  }
  return ok(writes);
}

/**
 * Seals writes under each vault's newest epoch and signs them, with roster entries where there are any, as one append
 * on the logs as the book has them: all of it stands, or none. docs/protocol.md §5.
 */
export function sign(
  { book, keyring }: { readonly book: Book; readonly keyring: Keyring },
  writes: readonly Write[],
  rosterPart?: RosterPart,
): Result<Signed, "too-large" | "no-key"> {
  const parts: { readonly log: LogId; readonly items: Items; readonly envelopes: Uint8Array[] }[] =
    [];
  if (rosterPart !== undefined) {
    const items = { is: "entries", entries: rosterPart.entries } as const;
    parts.push({ log: rosterLog, items, envelopes: [] });
  }
  for (const vault of new Set(writes.map((write) => write.vault))) {
    const sealed = sealAll(
      { book, keyring },
      vault,
      writes.filter((write) => write.vault === vault),
    );
    if (!sealed.ok) return sealed;
    const { leaves, envelopes } = sealed.value;
    parts.push({ log: vault, items: { is: "leaves", leaves }, envelopes });
  }
  parts.sort((a, b) => (a.log < b.log ? -1 : 1));
  const joint =
    parts.length < 2 ? [] : parts.map(({ log, items }) => ({ log, itemsHash: itemsHash(items) }));

  let roster: Head = book.roster.head;
  const expected: LogHead[] = [];
  const chains = parts.map(({ log, items, envelopes }) => {
    const base = book.head(log);
    const draft: Draft = { log, base, roster, author: keyring.member, joint, items };
    const { bytes } = signCommit(keyring.org, draft, keyring.identity);
    if (log === rosterLog) roster = foldAll(book.roster, [bytes]).roster.head;
    const frontier = log === rosterLog ? book.roster.frontier : book.state(log as VaultId).frontier;
    expected.push({ log, ...headOf(appendLeaf(frontier, leafHash(bytes))) });
    return { log, commits: [{ bytes, envelopes }] };
  });
  return ok({ append: { chains, boxes: rosterPart?.boxes ?? [] }, expected });
}

function sealAll(
  { book, keyring }: { readonly book: Book; readonly keyring: Keyring },
  vault: VaultId,
  writes: readonly Write[],
): Result<{ leaves: Leaf[]; envelopes: Uint8Array[] }, "too-large" | "no-key"> {
  const key = keyring.latest(vault);
  if (key === undefined || mustRenew(book.roster, vault)) return err("no-key");
  const { live } = book.state(vault);
  const leaves: Leaf[] = [];
  const envelopes: Uint8Array[] = [];
  for (const { record, schema, payload } of writes) {
    const version = (live.get(record)?.version ?? 0) + 1;
    if (payload === undefined) {
      leaves.push({
        kind: "tombstone",
        flags: 0,
        schema,
        record,
        version,
        epoch: key.epoch,
        contentCommit: noHash,
        envelopeHash: noHash,
      });
      continue;
    }
    const place = { org: keyring.org, vault, author: keyring.member, epochKey: key.key };
    const sealed = seal(place, { kind: "put", record, version, epoch: key.epoch, schema, payload });
    if (!sealed.ok) return sealed;
    leaves.push(sealed.value.leaf);
    envelopes.push(sealed.value.envelope);
  }
  return ok({ leaves, envelopes });
}
