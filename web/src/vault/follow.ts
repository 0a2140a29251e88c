import {
  type LogHead,
  type LogId,
  type RecordId,
  type Result,
  type VaultId,
  err,
  fromHex,
  ok,
  rosterLog,
  vaultsOf,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { followRequest } from "#contract/live.ts";
import { page as pageCodec } from "#contract/pull.ts";
import type { Change } from "#domain/change.ts";
import { type State, applyChange, emptyState } from "#domain/state.ts";
import type { Api } from "../sync/api.ts";
import { Book, type Taken } from "./book.ts";
import type { Keyring } from "./keyring.ts";
import { type OpenRecord, Opener } from "./opening.ts";

/** What changed: which vaults have new records, or the roster. */
export interface Grown {
  readonly logs: ReadonlySet<LogId>;
}

/**
 * The open organisation: its logs as verified, its records as opened, and the domain's state made of them. It reads
 * from the server until nothing is left to read, and is told of what follows.
 */
export class Follow {
  readonly api: Api;
  readonly keyring: Keyring;
  readonly book: Book;
  readonly opener: Opener;
  readonly state: State = emptyState();
  readonly records = new Map<VaultId, Map<RecordId, OpenRecord>>();

  constructor(api: Api, keyring: Keyring) {
    this.api = api;
    this.keyring = keyring;
    this.book = new Book(keyring.org);
    this.opener = new Opener(keyring);
  }

  /** Reads every log that she may read, the roster first. `progress` is told of records read and expected. */
  async pullAll(
    progress?: (done: number, of: number) => void,
    around?: (read: () => void) => void,
  ): Promise<Result<Grown, ErrorCode>> {
    const logs = new Set<LogId>();
    const roster = await this.pull(rosterLog);
    if (!roster.ok) return roster;
    if (roster.value > 0) logs.add(rosterLog);
    const readable = vaultsOf(this.book.roster, this.keyring.member);
    for (const [i, { vault }] of readable.entries()) {
      const keyed = await this.#keys(vault);
      if (!keyed.ok) return keyed;
      const grown = await this.pull(vault, around);
      if (!grown.ok) return grown;
      if (grown.value > 0) logs.add(vault);
      progress?.(i + 1, readable.length);
    }
    return ok({ logs });
  }

  /** Reads one log on to the head that the server signs for; returns how many commits came. */
  async pull(
    log: LogId,
    around: (read: () => void) => void = (read) => read(),
  ): Promise<Result<number, ErrorCode>> {
    let count = 0;
    for (;;) {
      const from = this.book.head(log).size;
      const answer = await this.api.pull(log, from);
      if (!answer.ok) return answer;
      const page = answer.value;
      if (page.log !== log || page.from !== from) return err("log-malformed");
      const taken = this.book.takePage(page, true);
      if (!taken.ok) return taken;
      around(() => this.read(taken.value));
      count += taken.value.length;
      const standing = page.standing.heads[0] as LogHead;
      if (this.book.head(log).size >= standing.size) return ok(count);
      if (taken.value.length === 0) return err("log-malformed");
    }
  }

  async #keys(vault: VaultId): Promise<Result<void, ErrorCode>> {
    if (this.keyring.newest(this.book.roster, vault) !== undefined) return ok(undefined);
    const boxes = await this.api.boxes(vault);
    return boxes.ok ? this.keyring.take(this.book.roster, vault, boxes.value) : boxes;
  }

  /** Opens what commits carry and brings the state up to it. */
  read(taken: readonly Taken[]): void {
    for (const one of taken) {
      for (const { vault, record, now } of this.opener.read(this.book.roster, one)) {
        const records = this.records.get(vault) ?? new Map<RecordId, OpenRecord>();
        const before = records.get(record);
        this.records.set(vault, records.set(record, now));
        const change = this.#changeOf(vault, record, before, now);
        if (change !== undefined) applyChange(this.state, change);
      }
    }
  }

  #changeOf(
    vault: VaultId,
    record: RecordId,
    before: OpenRecord | undefined,
    now: OpenRecord,
  ): Change | undefined {
    const place = this.opener.places.get(vault);
    if (place === undefined) return undefined;
    if (now.is === "open") {
      return { is: "put", place, type: now.type, id: record, payload: now.payload } as Change;
    }
    return before?.is === "open"
      ? { is: "remove", place, type: before.type, id: record }
      : undefined;
  }

  /** The vault of a place. */
  readonly find = (place: {
    readonly compartment: string;
    readonly house?: string;
  }): VaultId | undefined => {
    for (const [vault, known] of this.opener.places) {
      const house = "house" in known ? known.house : undefined;
      if (known.compartment === place.compartment && house === place.house) return vault;
    }
    return undefined;
  };

  /** What the server is asked to go on sending: every log that is read here, from where it stands. */
  async followFrame(): Promise<Uint8Array | undefined> {
    const token = await this.api.token();
    if (!token.ok) return undefined;
    const vaults = vaultsOf(this.book.roster, this.keyring.member).map(({ vault }) => vault);
    const logs = [rosterLog, ...vaults].map((log) => ({ log, size: this.book.head(log).size }));
    return followRequest.encode({ token: fromHex(token.value), logs });
  }

  /** Takes a page that was pushed; one that does not begin where the log stands says only that there is more. */
  takePushed(
    bytes: Uint8Array,
    around: (read: () => void) => void,
  ): Result<LogId | undefined, ErrorCode> {
    const page = pageCodec.decode(bytes);
    if (page === undefined) return err("malformed");
    if (page.from > this.book.head(page.log).size) return ok(undefined);
    const taken = this.book.takePage(page, true);
    if (!taken.ok) return taken.error === "log-rolled-back" ? ok(undefined) : taken;
    around(() => this.read(taken.value));
    return ok(page.log);
  }
}
