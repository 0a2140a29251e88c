import {
  type LiveVersion,
  type RecordId,
  type Replaced,
  type VaultId,
  bulkLimit,
  hasEnvelope,
  open,
  parseCommit,
  randomBytes,
  idFrom,
  rightOf,
  sealedFrom,
  toHex,
  utf8,
} from "#crypto";
import type { PulledCommit } from "#contract/pull.ts";
import { type Compartment, writeOnce } from "#domain/compartments.ts";
import { type Follow, isOlder } from "./follow.ts";
import { upkeepSchema } from "./opening.ts";
import type { Write } from "./writing.ts";

/** Records in one commit of sealing anew, and how many bytes of envelopes at most. */
export const batchRecords = 500;
export const batchBytes = 4 << 20;

/** Whose secrets weigh most goes first. */
const bySensitivity: readonly Compartment[] = [
  "residents",
  "case",
  "incidents",
  "exchange",
  "places",
  "team",
  "daily",
  "reports",
  "capacity",
  "figures",
];

/** The newest version of a record as the log has it. */
export type Live = readonly [RecordId, LiveVersion];

/** The vaults that she writes into, the most sensitive first. */
export function inOrder({ opener, book, keyring }: Follow): VaultId[] {
  const rank = (vault: VaultId): number => {
    const place = opener.places.get(vault);
    return place === undefined ? -1 : bySensitivity.indexOf(place.compartment);
  };
  return [...book.logs.keys()]
    .filter((vault) => rightOf(book.roster, vault, keyring.member) >= 2)
    .sort((a, b) => rank(a) - rank(b));
}

/** From which epoch on the records of a vault are to be: nobody has lost that key, and it leads new readers to no gap. */
const freshFrom = ({ book, linkedFrom }: Follow, vault: VaultId): number =>
  Math.max(sealedFrom(book.roster, vault), linkedFrom(vault));

/**
 * The live records of a vault that a key opens which somebody has lost, or that new readers cannot have; and those that
 * were sealed anew with nothing inside, once there is a newer key.
 */
export function dueIn(follow: Follow, vault: VaultId): Live[] {
  const isDue = dueBy(follow, vault);
  const isSome = freshFrom(follow, vault) > 1 || follow.crookedIn(vault).size > 0;
  if (!isSome) return [];
  return [...follow.book.state(vault).live]
    .filter(isDue)
    .sort(([, a], [, b]) => a.position - b.position);
}

function dueBy(follow: Follow, vault: VaultId): (live: Live) => boolean {
  const from = freshFrom(follow, vault);
  const newest = follow.keyring.newest(follow.book.roster, vault)?.epoch ?? 0;
  const records = follow.records.get(vault);
  return ([record, { kind, epoch }]) =>
    kind !== "tombstone" && (epoch < from || (epoch < newest && isOlder(records?.get(record))));
}

/** How many live records of a vault have been under a key since, that nobody has lost. */
export function doneIn(follow: Follow, vault: VaultId): number {
  const from = freshFrom(follow, vault);
  if (from === 1) return 0;
  let done = 0;
  for (const { kind, epoch } of follow.book.state(vault).live.values()) {
    if (kind !== "tombstone" && epoch >= from) done++;
  }
  return done;
}

/** Whether this member can seal a vault anew now: she may write there, and holds a key that nobody has lost. */
export function canReseal(follow: Follow, vault: VaultId): boolean {
  const { book, keyring } = follow;
  const { roster } = book;
  const newest = keyring.newest(roster, vault);
  const isNew = newest !== undefined && newest.epoch >= freshFrom(follow, vault);
  return isNew && rightOf(roster, vault, keyring.member) >= 2;
}

/** An envelope as it was opened: what it holds, and the blind that keeps its commitment. */
export interface Content {
  readonly live: Live;
  readonly payload: Uint8Array;
  readonly blind: Uint8Array;
}

/** Opens those envelopes of a page that are due. What came is held against the hash in its leaf, so it is believed. */
export function contentsIn(
  { keyring }: Follow,
  vault: VaultId,
  of: { readonly commits: readonly PulledCommit[]; readonly due: ReadonlyMap<RecordId, Live> },
): Content[] {
  const contents: Content[] = [];
  for (const { bytes, envelopes } of of.commits) {
    const commit = parseCommit(bytes);
    if (!commit.ok || commit.value.items.is !== "leaves") continue;
    const sealed = commit.value.items.leaves.filter(({ kind }) => hasEnvelope(kind));
    for (const [i, leaf] of sealed.entries()) {
      const live = of.due.get(leaf.record);
      const envelope = envelopes[i];
      if (live === undefined || envelope === undefined || envelope.length === 0) continue;
      if (toHex(leaf.envelopeHash) !== toHex(live[1].envelopeHash)) continue;
      const epochKey = keyring.key(vault, leaf.epoch);
      if (epochKey === undefined) continue;
      const at = { org: keyring.org, vault, author: commit.value.author, epochKey };
      const opened = open(at, leaf, envelope);
      if (opened.ok) contents.push({ live, ...opened.value });
    }
  }
  return contents;
}

/** The same contents, to be sealed under the newest key: those that nobody has written over or sealed anew meanwhile. */
export function writesOf(follow: Follow, vault: VaultId, contents: readonly Content[]): Write[] {
  const isDue = dueBy(follow, vault);
  const { live } = follow.book.state(vault);
  return contents.flatMap(({ live: [record, was], payload, blind }) => {
    const now = live.get(record);
    if (now === undefined || now.envelopeHash !== was.envelopeHash) return [];
    if (!isDue([record, now])) return [];
    const { schema, version } = now;
    return [{ vault, record, schema, version, payload, blind }];
  });
}

/** Envelopes of a vault that others have taken the place of. */
export const replacedIn = ({ book }: Follow, vault: VaultId): number =>
  [...(book.logs.get(vault)?.live.values() ?? [])].reduce(
    (sum, { replaced }) => sum + (replaced?.length ?? 0),
    0,
  );

/**
 * Prunes of old envelopes, as many as go into one commit. Each only where what took its place stands below `covered`
 * (the size of the log in a head that others see too) and opens here: what is dropped is never the last copy.
 * docs/protocol.md §4.
 */
export function prunesOf(
  { book, keyring, records: all, opener }: Follow,
  vault: VaultId,
  covered: number,
): Write[] {
  const right = rightOf(book.roster, vault, keyring.member);
  const place = opener.places.get(vault);
  const state = book.logs.get(vault);
  const records = all.get(vault);
  if (state === undefined || place === undefined || right < 2) return [];
  const manages = right === 3;
  const once = writeOnce.has(place.compartment);
  if (once && !manages) return [];
  const most = manages ? batchRecords : bulkLimit;
  const pruned: { readonly record: RecordId; readonly schema: number; readonly one: Replaced }[] =
    [];
  for (const [record, { replaced, position, schema }] of state.live) {
    if (replaced === undefined || position >= covered) continue;
    const now = records?.get(record);
    if (now?.is === "unreadable" || isOlder(now)) continue;
    // Of one that was sealed anew again and again, as many as have room.
    for (const one of replaced.slice(0, most - pruned.length)) pruned.push({ record, schema, one });
    if (pruned.length === most) break;
  }
  const writes = pruned.map(({ record, schema, one }): Write => {
    const { version, epoch, envelopeHash } = one;
    return { vault, record, schema, version, payload: undefined, prunes: { epoch, envelopeHash } };
  });
  const needsReason = pruned.length > 0 && (once || pruned.length > bulkLimit);
  return needsReason ? [...writes, reasonIn(vault)] : writes;
}

/** The sealed reason that a commit carries which drops many envelopes. docs/protocol.md §4. */
const reasonIn = (vault: VaultId): Write => ({
  vault,
  record: idFrom.record(randomBytes(16)),
  schema: upkeepSchema,
  version: 1,
  payload: utf8(JSON.stringify({ why: "sealed-anew" })),
});
