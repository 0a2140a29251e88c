// Over 300 lines: one store, what goes into it and what comes out of it again.
import {
  type Frontier,
  type Hash,
  type LiveVersion,
  type RecordId,
  type VaultId,
  Writer,
  fromHex,
  idBytes,
  idFrom,
  parse,
  rosterLog,
  toHex,
  utf8,
  type EpochKey,
  type LogId,
} from "#crypto";
import type { Place } from "#domain/compartments.ts";
import { organisationOf } from "#domain/house.ts";
import { readPage, writePage } from "./cache-page.ts";
import type { Follow } from "./follow.ts";
import { InOrder } from "./in-order.ts";
import type { Joints } from "./joints.ts";
import type { Local } from "./local.ts";
import type { OpenRecord } from "./opening.ts";

/** Records in one sealed value: a value costs as much to read as a record in it. */
const perPage = 500;
/** How long changes are gathered before they are kept. */
const gatherMs = 500;
/** How long a device is spared that could not keep anything: it may be full. */
const spareMs = 5_000;

const names = {
  roster: "roster",
  skipped: "roster-skipped",
  keys: "keys",
  heads: "heads",
  signed: "signed",
  joints: "joints",
  vaults: "vault/",
  head: (vault: VaultId) => `vault/${vault}/head`,
  page: (vault: VaultId, page: number) => `vault/${vault}/${page}`,
};

/** Where a vault's log stands in the cache, without its records. */
interface HeadValue {
  readonly place: Place;
  readonly size: number;
  readonly nodes: readonly string[];
  readonly rosterSize: number;
  readonly skipped: readonly { readonly position: number; readonly code: string }[];
  readonly pages: number;
}

/** Which page of a vault holds which record. */
class Pages {
  readonly pages: RecordId[][] = [];
  readonly #at = new Map<RecordId, number>();

  /** The page of a record, given one if it has none. */
  of(record: RecordId): number {
    let page = this.#at.get(record);
    if (page !== undefined) return page;
    if ((this.pages.at(-1)?.length ?? perPage) >= perPage) this.pages.push([]);
    page = this.pages.length - 1;
    (this.pages[page] as RecordId[]).push(record);
    this.#at.set(record, page);
    return page;
  }
}

/**
 * What this device keeps of the organisation, sealed under its local key and packed in pages: the roster's commits,
 * the epoch keys, each vault's tree and records, and the largest heads seen. A vault goes in once all its signatures
 * are checked and the server has signed for where it stands, so that what comes out needs none. Nothing here is trusted
 * over what the server signs later.
 */
export class Cache {
  readonly #local: Local;
  readonly #follow: Follow;
  readonly #pages = new Map<VaultId, Pages>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #rosterSize = 0;
  #isEmpty = false;
  #closed = false;
  readonly #inOrder = new InOrder();

  constructor(local: Local, follow: Follow) {
    this.#local = local;
    this.#follow = follow;
  }

  /** Brings back what was kept; false where there is nothing, and the organisation must be read anew. */
  async load(progress?: (done: number, of: number) => void): Promise<boolean> {
    const { book, keyring } = this.#follow;
    const commits = parseWith(await this.#local.get(names.roster), (r) =>
      r.list(0xffff, (v) => v.block(1 << 20).slice()),
    );
    // What was skipped for its signature would count without it.
    const skipped = await this.#local.getJson<readonly number[]>(names.skipped);
    for (const [position, bytes] of (commits ?? []).entries()) {
      const check = skipped?.includes(position) === false ? "kept" : "now";
      if (!book.take(rosterLog, { bytes, envelopes: [] }, check).ok) break;
    }
    this.#rosterSize = book.roster.head.size;
    book.agree(rosterLog);
    await this.#loadHeads();
    await this.#loadSigned();
    if (this.#rosterSize === 0) return false;
    const keys = parseWith(await this.#local.get(names.keys), (r) =>
      r.list(0xffff, (v) => ({
        vault: idFrom.vault(v.bytes(16)),
        epoch: v.u32(),
        key: v.copy(32) as EpochKey,
      })),
    );
    for (const { vault, epoch, key } of keys ?? []) keyring.hold(vault, epoch, key);
    const vaults = this.#follow.readable();
    for (const [i, vault] of vaults.entries()) {
      await this.#loadVault(vault);
      progress?.(i + 1, vaults.length);
    }
    return true;
  }

  async #loadHeads(): Promise<void> {
    const { book } = this.#follow;
    const heads = await this.#local.getJson<[LogId, number, string, number?][]>(names.heads);
    for (const [log, size, root, passed = 0] of heads ?? []) {
      book.mustPass(log, { size, root: fromHex(root) as Hash });
      if (passed > 0) book.passed.set(log, passed);
    }
  }

  /** What the server has signed, and what is half read. */
  async #loadSigned(): Promise<void> {
    const { signedHeads, joints } = this.#follow.book;
    const signed = await this.#local.get(names.signed);
    if (signed !== undefined) signedHeads.restore(signed);
    joints.restore((await this.#local.getJson<ReturnType<Joints["kept"]>>(names.joints)) ?? []);
  }

  async #loadVault(vault: VaultId): Promise<void> {
    const head = await this.#local.getJson<HeadValue>(names.head(vault));
    if (head === undefined) return;
    const live = new Map<RecordId, LiveVersion>();
    const records = new Map<RecordId, OpenRecord>();
    const pages = new Pages();
    for (let page = 0; page < head.pages; page++) {
      const bytes = await this.#local.get(names.page(vault, page));
      const entries = bytes && readPage(bytes);
      if (entries === undefined) return;
      for (const { record, version, opened } of entries) {
        pages.of(record);
        live.set(record, version);
        if (opened !== undefined) records.set(record, opened);
      }
    }
    const nodes = head.nodes.map((node) => fromHex(node) as Hash);
    const frontier: Frontier = { size: head.size, nodes };
    const { rosterSize, skipped } = head;
    const state = { log: vault, frontier, live, rosterSize, skipped: [...skipped] };
    this.#follow.book.logs.set(vault, state);
    this.#follow.book.agree(vault);
    this.#follow.restore(vault, head.place, records);
    this.#pages.set(vault, pages);
  }

  /** Something was read: it will be kept soon. */
  touch(afterMs = gatherMs): void {
    if (this.#closed) return;
    this.#timer ??= setTimeout(() => this.flush().catch(() => this.touch(spareMs)), afterMs);
  }

  /** Keeps everything that is not kept yet. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#inOrder.run(() => this.#write());
  }

  /** Keeps nothing more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    const { book, unsaved, opener, state } = this.#follow;
    await this.#local.put(this.#seen());
    if (organisationOf(state)?.offlineUse === false) return this.#empty();
    if (this.#isEmpty) for (const vault of opener.places.keys()) this.#follow.unsave(vault);
    this.#isEmpty = false;
    const { size } = book.roster.head;
    const grew = size > this.#rosterSize && size === book.agreed(rosterLog);
    await this.#local.put(this.#common(grew));
    if (grew) this.#rosterSize = size;
    for (const [vault, records] of unsaved) {
      const place = opener.places.get(vault);
      const late = (book.behind.get(vault)?.left ?? 0) > 0;
      const signed = book.agreed(vault) === book.size(vault);
      if (place === undefined || late || !signed || records.size === 0) continue;
      const changes = this.#vaultValues(vault, place, records);
      unsaved.delete(vault);
      await this.#local.put(changes).catch((reason: unknown) => {
        this.#follow.unsave(vault);
        throw reason;
      });
    }
    for (const vault of this.#pages.keys()) {
      if (!book.logs.has(vault)) await this.#forget(vault);
    }
  }

  /** What the server has signed: by it a roll-back is noticed, whatever else is kept. */
  #seen(): Map<string, Uint8Array> {
    const { book } = this.#follow;
    const heads = book
      .largest()
      .map(({ log, size, root }) => [log, size, toHex(root), book.passed.get(log) ?? 0]);
    return new Map([
      [names.heads, utf8(JSON.stringify(heads))],
      [names.signed, book.signedHeads.write()],
    ]);
  }

  /** The organisation wants nothing to be opened without a network: neither keys nor records stay here. */
  async #empty(): Promise<void> {
    if (this.#isEmpty) return;
    const kept = [
      ...(await this.#local.names(names.vaults)),
      names.roster,
      names.skipped,
      names.keys,
      names.joints,
    ];
    await this.#local.put(new Map(kept.map((name) => [name, undefined])));
    this.#pages.clear();
    this.#rosterSize = 0;
    this.#isEmpty = true;
  }

  #common(withRoster: boolean): Map<string, Uint8Array> {
    const { book, keyring } = this.#follow;
    const changes = new Map<string, Uint8Array>();
    if (withRoster) {
      const writer = new Writer().list(book.rosterCommits, (w, bytes) => w.block(bytes));
      changes.set(names.roster, writer.done());
      const skipped = book.roster.skipped.map(({ position }) => position);
      changes.set(names.skipped, utf8(JSON.stringify(skipped)));
    }
    const keys = new Writer().list(keyring.held(), (w, { vault, epoch, key }) =>
      w.bytes(idBytes(vault)).u32(epoch).bytes(key),
    );
    changes.set(names.keys, keys.done());
    changes.set(names.joints, utf8(JSON.stringify(book.joints.kept())));
    return changes;
  }

  #vaultValues(
    vault: VaultId,
    place: Place,
    changed: ReadonlySet<RecordId>,
  ): Map<string, Uint8Array> {
    const state = this.#follow.book.state(vault);
    const records = this.#follow.recordsOf(vault);
    const pages = this.#pages.get(vault) ?? new Pages();
    this.#pages.set(vault, pages);
    const known = [...changed].filter((record) => state.live.has(record));
    const due = new Set(known.map((record) => pages.of(record)));
    const changes = new Map<string, Uint8Array>();
    for (const page of due) {
      // What was read anew may not have come to all of it yet.
      const here = (pages.pages[page] as RecordId[]).filter((record) => state.live.has(record));
      const entries = here.map((record) => ({
        record,
        version: state.live.get(record) as LiveVersion,
        opened: records.get(record),
      }));
      changes.set(names.page(vault, page), writePage(entries));
    }
    const { frontier, rosterSize, skipped } = state;
    const nodes = frontier.nodes.map(toHex);
    const { size } = frontier;
    const head: HeadValue = { place, size, nodes, rosterSize, skipped, pages: pages.pages.length };
    changes.set(names.head(vault), utf8(JSON.stringify(head)));
    return changes;
  }

  /** Keeps nothing more of a log that goes on elsewhere; of the roster: nothing of anything. */
  drop(log: LogId): Promise<void> {
    this.touch();
    return this.#inOrder.run(async () => {
      if (log !== rosterLog) return this.#forget(log as VaultId);
      this.#isEmpty = false;
      await this.#empty();
    });
  }

  async #forget(vault: VaultId): Promise<void> {
    const kept = await this.#local.names(`${names.vaults}${vault}/`);
    await this.#local.put(new Map(kept.map((name) => [name, undefined])));
    this.#pages.delete(vault);
  }
}

const parseWith = <T>(
  bytes: Uint8Array | undefined,
  read: Parameters<typeof parse<T>>[1],
): T | undefined => bytes && parse(bytes, read);
