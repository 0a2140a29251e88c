import {
  type DisclosedContent,
  type Disclosure,
  type Hash,
  type LogHead,
  type RecordId,
  type Result,
  type VaultId,
  emptyFrontier,
  appendLeaf,
  err,
  formatDisclosure,
  fromUtf8,
  hasEnvelope,
  headOf,
  inclusionProof,
  leafHash,
  ok,
  openDisclosure,
  parseCommit,
  rosterLog,
  sameHead,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { HouseId } from "#domain/compartments.ts";
import { type NamedEnvelope, findOpen } from "./crooked.ts";
import type { Follow } from "./follow.ts";
import type { BelievedLine } from "./heads.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import { meaningSchema, readMeaning } from "./opening.ts";

/** A log as far as a line lists it, with what is wanted of it. */
interface Read {
  readonly vault: VaultId;
  readonly hashes: readonly Hash[];
  readonly versions: ReadonlyMap<RecordId, Sealed>;
  /** The first record, which says what the vault is for. */
  readonly meaning: Sealed | undefined;
}

/** A version: the commit that brought it, and its envelopes, the newest first. */
interface Sealed {
  readonly commit: Uint8Array;
  readonly position: number;
  readonly envelopes: readonly [NamedEnvelope, ...NamedEnvelope[]];
}

/**
 * Opens the newest versions of some of a house's incidents to somebody outside: a text that anyone checks without a key.
 * It leaves only if such a reader believes it. docs/protocol.md §4.
 */
export async function disclose(
  { follow, heads }: { readonly follow: Follow; readonly heads: HeadsWatch },
  house: HouseId,
  records: readonly RecordId[],
): Promise<Result<string, ErrorCode>> {
  // Under the same ids others may have written into another vault.
  const vault = follow.find({ compartment: "incidents", house });
  const state = vault && follow.book.logs.get(vault);
  const isThere = records.length > 0 && records.every((record) => state?.live.has(record));
  if (vault === undefined || state === undefined || !isThere) return err("no-such-thing");
  const last = Math.max(...records.map((record) => state.live.get(record)?.writtenAt ?? 0));
  await heads.check();
  const line = lineOver(heads, vault, last);
  if (line === undefined) return err("not-listed-yet");
  const read = await readLog(follow, { vault, line, records });
  if (!read.ok) return read;
  const text = await write(follow, { line, read: read.value });
  if (!text.ok) return text;
  return openDisclosure(text.value).ok ? text : err("cannot-open");
}

/** The line that dates it best: one that witnesses have signed, else the newest. */
function lineOver(heads: HeadsWatch, vault: VaultId, position: number): BelievedLine | undefined {
  const { newest, cosigned } = heads.believed ?? {};
  return [cosigned, newest].find((line) => (headIn(line, vault)?.size ?? 0) > position);
}

const headIn = (line: BelievedLine | undefined, log: string): LogHead | undefined =>
  line?.list.find((head) => head.log === log);

/** Reads a log from its beginning to where the line lists it, which is the only end that is believed. */
async function readLog(
  { api, book, listener }: Follow,
  of: {
    readonly vault: VaultId;
    readonly line: BelievedLine;
    readonly records: readonly RecordId[];
  },
): Promise<Result<Read, ErrorCode>> {
  const { vault } = of;
  const listed = headIn(of.line, vault);
  if (listed === undefined) return err("not-listed-yet");
  const wanted = new Set(of.records);
  const skipped = new Set(book.state(vault).skipped.map(({ position }) => position));
  const versions = new Map<RecordId, Sealed>();
  const hashes: Hash[] = [];
  let meaning: Sealed | undefined;
  let frontier = emptyFrontier;
  while (frontier.size < listed.size) {
    const page = await api.pull(vault, frontier.size);
    if (!page.ok) return page;
    const { commits, from, log } = page.value;
    if (log !== vault || from !== frontier.size || commits.length === 0) {
      listener.lied(vault, "log-malformed");
      return err("log-malformed");
    }
    for (const { bytes: view } of commits.slice(0, listed.size - from)) {
      const bytes = view.slice();
      const position = frontier.size;
      hashes.push(leafHash(bytes));
      frontier = appendLeaf(frontier, leafHash(bytes));
      const commit = parseCommit(bytes);
      if (!commit.ok || skipped.has(position) || commit.value.items.is !== "leaves") continue;
      const sealer = commit.value.author;
      for (const leaf of commit.value.items.leaves) {
        const now: Sealed = { commit: bytes, position, envelopes: [{ leaf, sealer }] };
        // Whoever may write could say it once more, and otherwise: the first is what the vault was made with.
        if (leaf.schema === meaningSchema) {
          if (meaning === undefined || isAnew(meaning, now)) meaning = sealedAnew(meaning, now);
        } else if (wanted.has(leaf.record)) {
          const next = sealedAnew(versions.get(leaf.record), now);
          if (next !== undefined) versions.set(leaf.record, next);
        }
      }
    }
  }
  if (!sameHead(headOf(frontier), listed)) {
    // Nobody has signed for what came: it may be damage on the way.
    listener.lied(vault, "log-malformed");
    return err("log-malformed");
  }
  return ok({ vault, hashes, versions, meaning });
}

/** Whether this is the same version, sealed anew. */
function isAnew({ envelopes: [before] }: Sealed, { envelopes: [now] }: Sealed): boolean {
  const { kind, record, version } = now.leaf;
  return kind === "reseal" && before.leaf.record === record && before.leaf.version === version;
}

/** A version stays where it was written, whoever seals it anew. */
function sealedAnew(before: Sealed | undefined, now: Sealed): Sealed | undefined {
  const [newest] = now.envelopes;
  if (!hasEnvelope(newest.leaf.kind)) return before;
  if (newest.leaf.kind === "put" || before === undefined) return now;
  return { ...before, envelopes: [newest, ...before.envelopes] };
}

async function write(
  follow: Follow,
  { line, read }: { readonly line: BelievedLine; readonly read: Read },
): Promise<Result<string, ErrorCode>> {
  const { book } = follow;
  if (read.meaning === undefined) return err("cannot-open");
  const first = await contentOf(follow, read, read.meaning);
  if (!first.ok) return first;
  const meaning = readMeaning(new TextEncoder().encode(first.value.payload));
  if (meaning === undefined) return err("cannot-open");
  const contents: DisclosedContent[] = [];
  for (const version of read.versions.values()) {
    const content = await contentOf(follow, read, version);
    if (!content.ok) return content;
    contents.push(content.value);
  }
  const { place, blind } = meaning;
  const disclosure: Disclosure = {
    org: book.org,
    roster: book.rosterCommits.slice(0, headIn(line, rosterLog)?.size ?? 0),
    line: { note: line.note, list: line.list, path: line.path },
    meaning: { compartment: place.compartment, house: "house" in place ? place.house : "", blind },
    contents,
  };
  return ok(formatDisclosure(disclosure));
}

/** What a version says, from its newest envelope that opens, and where it was written. */
async function contentOf(
  follow: Follow,
  { vault, hashes }: Read,
  { commit, position, envelopes }: Sealed,
): Promise<Result<DisclosedContent, ErrorCode>> {
  const found = await findOpen(follow, vault, envelopes);
  if (found === "unheard") return err("try-again");
  const payload = typeof found === "string" ? undefined : fromUtf8(found.payload);
  if (typeof found === "string" || payload === undefined) return err("cannot-open");
  const { blind } = found;
  return ok({ commit, position, path: inclusionProof(hashes, position), blind, payload });
}
