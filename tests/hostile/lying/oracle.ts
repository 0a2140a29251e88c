import {
  type Hash,
  type Head,
  type LogId,
  type MemberId,
  type VaultId,
  fromUtf8,
  hasEnvelope,
  open,
  parseCommit,
  rosterLog,
  toHex,
} from "#crypto";
import type { CommitFrame } from "#contract/append.ts";
import type { Place } from "#domain/compartments.ts";
import { type RecordType, recordTypeOf } from "#domain/record-types.ts";
import { readMeaning } from "#vault/opening.ts";
import type { Past } from "./past.ts";
import type { Shelf } from "./shelf.ts";

/** What a record says, as its author wrote it. */
export type Said =
  | {
      readonly is: "open";
      readonly type: RecordType;
      readonly payload: unknown;
      readonly at: number;
      readonly by: MemberId;
      readonly version: number;
    }
  | { readonly is: "gone"; readonly version: number };

/** A vault as it was at one head. */
export interface Then {
  readonly place: Place | undefined;
  readonly records: ReadonlyMap<string, Said>;
}

/**
 * Knows every head that any member has signed a log to, and what every vault said there. It reads envelopes with keys
 * that it was given, and by a fold of its own.
 */
export class Oracle {
  readonly #past: Past;
  readonly #heads = new Map<string, { readonly shelf: Shelf; readonly size: number }>();
  readonly #read: Map<string, Then>;
  readonly #opened: Map<string, unknown>;

  /** `before` knows the captured heads; what a seed adds stays with the seed. */
  constructor(past: Past, before?: Oracle) {
    this.#past = past;
    this.#read = before === undefined ? new Map() : before.#read;
    this.#opened = before === undefined ? new Map() : before.#opened;
    if (before !== undefined) {
      this.#heads = new Map(before.#heads);
      return;
    }
    for (const [log, shelf] of past.logs) this.know(log, shelf);
    for (const branch of past.branches) for (const [log, shelf] of branch) this.know(log, shelf);
  }

  /** Heads from `from` on were signed by members. */
  know(log: LogId, shelf: Shelf, from = 0): void {
    for (let size = from; size <= shelf.size; size++) {
      const name = nameOf(log, shelf.head(size));
      if (!this.#heads.has(name)) this.#heads.set(name, { shelf, size });
    }
  }

  /** Whether a log ever had this head, by what its members have signed. */
  was(log: LogId, head: { readonly size: number; readonly root: Uint8Array }): boolean {
    return head.size === 0 || this.#heads.has(nameOf(log, head));
  }

  /** The root that a log had on the way to a head that it had. */
  rootAt(log: LogId, head: Head, size: number): Hash | undefined {
    return this.#heads.get(nameOf(log, head))?.shelf.head(size).root;
  }

  /** What a vault said at a head that it had. */
  at(vault: VaultId, head: { readonly size: number; readonly root: Uint8Array }): Then {
    const name = nameOf(vault, head);
    const known = this.#read.get(name);
    if (known !== undefined) return known;
    const then = this.#fold(vault, name);
    this.#read.set(name, then);
    return then;
  }

  #fold(vault: VaultId, name: string): Then {
    const { shelf, size } = this.#heads.get(name) ?? { shelf: undefined, size: 0 };
    const records = new Map<string, Said>();
    let place: Place | undefined;
    for (const frame of shelf?.frames.slice(0, size) ?? []) {
      for (const { record, said, meaning } of this.#said(vault, frame)) {
        if (meaning !== undefined) place = meaning;
        else if (said !== undefined) records.set(record, said);
      }
    }
    return { place, records };
  }

  *#said(
    vault: VaultId,
    { bytes, envelopes }: CommitFrame,
  ): Iterable<{ record: string; said?: Said; meaning?: Place }> {
    const parsed = parseCommit(bytes);
    if (!parsed.ok || parsed.value.items.is !== "leaves") return;
    const { author, items } = parsed.value;
    let at = 0;
    for (const leaf of items.leaves) {
      const { record, version, kind } = leaf;
      const envelope = hasEnvelope(kind) ? envelopes[at++] : undefined;
      if (kind === "tombstone") yield { record, said: { is: "gone", version } };
      // Sealed anew it says the same; without bytes nothing changes.
      if (kind !== "put" || envelope === undefined) continue;
      const value = this.#payload(vault, author, { leaf, envelope });
      if (leaf.schema === 1) {
        const meaning = readMeaning(value as Uint8Array)?.place;
        if (meaning !== undefined) yield { record, meaning };
      } else if (leaf.schema === 2) {
        const [code, payload, seconds] = value as [number, unknown, number];
        const type = recordTypeOf(code) as RecordType;
        yield {
          record,
          said: { is: "open", type, payload, at: seconds * 1000, by: author, version },
        };
      }
    }
  }

  #payload(
    vault: VaultId,
    author: MemberId,
    { leaf, envelope }: { leaf: Parameters<typeof open>[1]; envelope: Uint8Array },
  ): unknown {
    const name = toHex(leaf.envelopeHash);
    const known = this.#opened.get(name);
    if (known !== undefined) return known;
    const epochKey = this.#past.captured.keys.get(`${vault} ${leaf.epoch}`);
    if (epochKey === undefined) throw new Error(`the oracle has no key ${leaf.epoch} of ${vault}`);
    const opened = open({ org: this.#past.org, vault, author, epochKey }, leaf, envelope);
    if (!opened.ok) throw new Error("the oracle cannot open what a member has written");
    const { payload } = opened.value;
    const value = leaf.schema === 2 ? (JSON.parse(fromUtf8(payload) ?? "") as unknown) : payload;
    this.#opened.set(name, value);
    return value;
  }
}

const nameOf = (log: LogId, head: { readonly size: number; readonly root: Uint8Array }): string =>
  `${log === rosterLog ? "roster" : log} ${head.size} ${toHex(head.root)}`;
