import {
  type Leaf,
  type LogState,
  type MemberId,
  type RecordId,
  type Result,
  type VaultId,
  applyCommit,
  checkEnvelope,
  emptyLog,
  err,
  hasEnvelope,
  headOf,
  judge,
  namesEnvelope,
  ok,
  parseCommit,
  sameHead,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { PulledCommit } from "#contract/pull.ts";
import type { Place } from "#domain/compartments.ts";
import { type NamedEnvelope, findOpen, isCrooked } from "./crooked.ts";
import type { Follow } from "./follow.ts";
import { InOrder } from "./in-order.ts";
import type { OpenRecord } from "./opening.ts";

/** One version of a record as the log tells it. */
interface Line {
  readonly version: number;
  /** The newest leaf that carries its envelope, or its tombstone. */
  readonly leaf: Leaf;
  /** Who wrote it. */
  readonly author: MemberId;
  /** Who sealed the newest envelope. */
  readonly sealer: MemberId;
  /** Those before it that nobody has dropped, the newest first. */
  readonly earlier: readonly NamedEnvelope[];
  /** Its bytes were dropped, by a leaf that says so. */
  readonly dropped: boolean;
}

/** A log as it was read for its past. */
interface Past {
  readonly state: LogState;
  readonly lines: Map<RecordId, Line[]>;
}

/** A record, and where it stands: under the same id others may have written into another vault. */
export interface Wanted {
  readonly place: Place;
  readonly record: RecordId;
}

/** A version as it was opened; `withheld` where the server does not give what the log names. */
export interface Version {
  readonly version: number;
  readonly author: MemberId;
  readonly opened: OpenRecord | { readonly is: "dropped" } | { readonly is: "withheld" };
}

/** Most envelopes asked for at once: so many of the largest fit into one reply. */
const atOnce = 30;

/**
 * The versions of records before the newest. [Note: Where history comes from] A client keeps the newest version of each
 * record and no commits. Asked for an older one it reads the log again from its beginning, judges every commit as it did
 * before, and believes the result only if it ends in the very head that it knows: then every version, its author and its
 * order are what the log says. What is read stays in memory until the lock, so that the next time only what is new is
 * read.
 */
export class Versions {
  readonly #follow: Follow;
  readonly #pasts = new Map<VaultId, Past>();
  /** Versions that were opened, by their leaf: another's may name the same envelope. */
  readonly #opened = new WeakMap<Leaf, OpenRecord>();
  readonly #inOrder = new InOrder();

  constructor(follow: Follow) {
    this.#follow = follow;
  }

  /** Every version of a record, oldest first; `progress` hears how many commits are read, and of how many. */
  of(
    wanted: Wanted,
    progress: (done: number, of: number) => void,
  ): Promise<Result<readonly Version[], ErrorCode>> {
    return this.#inOrder.run(() => this.#read(wanted, progress));
  }

  async #read(
    { place, record }: Wanted,
    progress: (done: number, of: number) => void,
  ): Promise<Result<readonly Version[], ErrorCode>> {
    const vault = this.#follow.find(place);
    if (vault === undefined) return ok([]);
    const pulled = await this.#follow.pull(vault);
    if (!pulled.ok) return pulled;
    const past = await this.#pastOf(vault, progress);
    if (!past.ok) return past;
    return this.#open(vault, past.value.lines.get(record) ?? []);
  }

  async #pastOf(
    vault: VaultId,
    progress: (done: number, of: number) => void,
  ): Promise<Result<Past, ErrorCode>> {
    const { api, book, listener } = this.#follow;
    const whole = book.head(vault);
    const past = this.#pasts.get(vault) ?? { state: emptyLog(vault), lines: new Map() };
    // While it grows it is nobody's: a log that does not end in the known head leaves nothing behind.
    this.#pasts.delete(vault);
    const { state } = past;
    while (state.frontier.size < whole.size) {
      const from = state.frontier.size;
      progress(from, whole.size);
      const page = await api.pull(vault, from);
      if (!page.ok) return page;
      const { commits } = page.value;
      const fits = page.value.log === vault && page.value.from === from && commits.length > 0;
      if (!fits || !this.#take(past, commits.slice(0, whole.size - from))) {
        listener.lied(vault, "log-malformed");
        return err("log-malformed");
      }
    }
    if (!sameHead(headOf(state.frontier), whole)) {
      // Nobody has signed for what came: it may be damage on the way.
      listener.lied(vault, "log-malformed");
      return err("log-malformed");
    }
    progress(whole.size, whole.size);
    this.#pasts.set(vault, past);
    return ok(past);
  }

  /** Judges commits as they were judged when they came; false where one does not belong there. */
  #take({ state, lines }: Past, commits: readonly PulledCommit[]): boolean {
    const { book } = this.#follow;
    const vault = state.log as VaultId;
    const skipped = new Set(book.state(vault).skipped.map(({ position }) => position));
    // Signatures that are still to be checked in the background are checked here, before anything is shown.
    const checkSignature = (book.behind.get(vault)?.left ?? 0) > 0;
    for (const { bytes: view } of commits) {
      const bytes = view.slice();
      const parsed = parseCommit(bytes);
      if (!parsed.ok) return false;
      const commit = parsed.value;
      const position = state.frontier.size;
      const judged = judge({ roster: book.roster, state, commit, bytes, checkSignature });
      if (judged.is === "tree-fault") return false;
      const verdict = skipped.has(position)
        ? ({ is: "commit-fault", code: "bad-signature" } as const)
        : judged;
      applyCommit(state, { commit, bytes }, verdict);
      if (verdict.is !== "valid" || commit.items.is !== "leaves") continue;
      for (const leaf of commit.items.leaves) note(lines, leaf, commit.author);
    }
    return true;
  }

  async #open(
    vault: VaultId,
    lines: readonly Line[],
  ): Promise<Result<readonly Version[], ErrorCode>> {
    const wanted = lines.filter((line) => !line.dropped && hasEnvelope(line.leaf.kind));
    const missing = wanted.filter(({ leaf }) => !this.#opened.has(leaf));
    const { api, book, keyring, opener } = this.#follow;
    for (let at = 0; at < missing.length; at += atOnce) {
      const part = missing.slice(at, at + atOnce);
      const answer = await api.history(
        vault,
        part.map(({ leaf }) => leaf.envelopeHash),
      );
      if (!answer.ok) return answer;
      for (const [i, { leaf, sealer, earlier }] of part.entries()) {
        const envelope = answer.value[i];
        // What does not come, or is not what the log names, may come another time.
        if (envelope === undefined || !checkEnvelope(leaf, envelope).ok) continue;
        const newest = { leaf, sealer, envelope };
        const found = isCrooked(keyring, vault, newest, envelope)
          ? await findOpen(this.#follow, vault, earlier)
          : newest;
        if (found === "withheld" || found === "unheard") continue;
        const one = found === "nothing" ? newest : found;
        const standing = { vault, leaf: one.leaf, author: one.sealer };
        const opened = opener.open(book.roster, standing, one.envelope);
        if (opened !== undefined) this.#opened.set(leaf, opened);
      }
    }
    return ok(lines.map((line) => this.#versionOf(line)));
  }

  #versionOf({ version, author, leaf, dropped }: Line): Version {
    if (leaf.kind === "tombstone") return { version, author, opened: { is: "gone" } };
    if (dropped) return { version, author, opened: { is: "dropped" } };
    const opened = this.#opened.get(leaf) ?? ({ is: "withheld" } as const);
    return { version, author, opened };
  }
}

/** A leaf written down under its version. */
function note(lines: Map<RecordId, Line[]>, leaf: Leaf, by: MemberId): void {
  const known = lines.get(leaf.record) ?? [];
  lines.set(leaf.record, known);
  const at = known.findIndex(({ version }) => version === leaf.version);
  const line = known[at];
  if (line === undefined) {
    known.push({
      version: leaf.version,
      leaf,
      author: by,
      sealer: by,
      earlier: [],
      dropped: false,
    });
  } else if (leaf.kind === "reseal") {
    const earlier = [{ leaf: line.leaf, sealer: line.sealer }, ...line.earlier];
    known[at] = { ...line, leaf, sealer: by, earlier, dropped: false };
  } else if (leaf.kind === "prune") {
    // What is dropped may be the envelope before it was sealed anew.
    const isNewest = namesEnvelope(leaf, line.leaf);
    const earlier = line.earlier.filter((one) => !namesEnvelope(leaf, one.leaf));
    known[at] = { ...line, earlier, dropped: line.dropped || isNewest };
  }
}
