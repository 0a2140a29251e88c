import {
  type Draft,
  type EpochKey,
  type Hash,
  type Identity,
  type Items,
  type Leaf,
  type LiveVersion,
  type LogId,
  type MemberId,
  type OrgId,
  type RecordId,
  type VaultId,
  Writer,
  appendLeaf,
  headOf,
  holders,
  idFrom,
  leafHash,
  makeEpoch,
  randomBytes,
  readKitCode,
  rosterLog,
  seal,
  signCommit,
} from "#crypto";
import type { Append, CommitFrame } from "#contract/append.ts";
import type { Place } from "#domain/compartments.ts";
import type { RecordType } from "#domain/record-types.ts";
import { openDatabase } from "#server/postgres/database.ts";
import { appendCommits, findLog } from "#server/store/logs.ts";
import type { Tables } from "#server/store/tables.ts";
import { Api } from "#sync/api.ts";
import { entered, fetchBundle } from "#vault/enter.ts";
import type { Follow } from "#vault/follow.ts";
import { recordSchema } from "#vault/opening.ts";
import { signJoint } from "#vault/writing.ts";
import { passphrase } from "../engine/people.ts";
import type { Servers } from "../server/world.ts";
import type { Person } from "./scene.ts";

/** One version as an insider seals it; what is not said is as an honest client would have it. */
export interface Sealing {
  readonly record?: RecordId;
  readonly schema?: number;
  readonly version?: number;
  readonly payload: Uint8Array;
}

/**
 * A member with a program of her own: she has her keys and reads what she may, signs what she likes, and can have a
 * server in league with her take it unlooked-at.
 */
export class Insider {
  readonly follow: Follow;
  readonly api: Api;
  readonly #servers: Servers;

  private constructor(servers: Servers, api: Api, follow: Follow) {
    this.#servers = servers;
    this.api = api;
    this.follow = follow;
  }

  /** Comes in with what stands on a member's kit. */
  static async of(servers: Servers, { enrolled }: Person): Promise<Insider> {
    const kit = readKitCode(enrolled.kit.code);
    if (!kit.ok) throw new Error(kit.error);
    const { loginId, accountKey } = kit.value;
    const api = new Api(servers.url);
    const chosen = { loginId, passphrase, accountKey };
    const opened = await fetchBundle(api, chosen, kit.value);
    if (!opened.ok) throw new Error(opened.error);
    const insider = new Insider(servers, api, entered(api, opened.value, chosen).follow);
    await insider.read();
    return insider;
  }

  get org(): OrgId {
    return this.follow.keyring.org;
  }
  get member(): MemberId {
    return this.follow.keyring.member;
  }
  get identity(): Identity {
    return this.follow.keyring.identity;
  }

  /** Reads on to where everything stands. */
  async read(): Promise<void> {
    // On a machine that has too much to do an honest server says so.
    for (let tries = 0; ; tries++) {
      const read = await this.follow.pullAll();
      if (read.ok) return;
      if (read.error !== "try-again" || tries > 20) throw new Error(read.error);
      await new Promise((later) => setTimeout(later, 500));
    }
  }

  /** The vault of a place. */
  vault(place: Place): VaultId {
    const vault = this.follow.find(place);
    if (vault === undefined) throw new Error(`no vault of ${place.compartment}`);
    return vault;
  }

  /** The newest key of a vault. */
  key(vault: VaultId): { readonly epoch: number; readonly key: EpochKey } {
    const key = this.follow.keyring.newest(this.follow.book.roster, vault);
    if (key === undefined) throw new Error("no key");
    return key;
  }

  /** The record of a type that was written first into a vault and is there: its id, its line, and what it says. */
  first(
    vault: VaultId,
    type: RecordType,
  ): { readonly record: RecordId; readonly live: LiveVersion; readonly payload: unknown } {
    const live = this.follow.book.state(vault).live;
    for (const [record, now] of this.follow.recordsOf(vault)) {
      const line = live.get(record);
      if (line === undefined || now.is !== "open" || now.type !== type) continue;
      return { record, live: line, payload: now.payload };
    }
    throw new Error(`there is no ${type}`);
  }

  /** Seals one version for a vault, well formed or not. */
  seal(vault: VaultId, sealing: Sealing): { readonly leaf: Leaf; readonly envelope: Uint8Array } {
    const { epoch, key } = this.key(vault);
    const { schema = recordSchema, payload } = sealing;
    const record = sealing.record ?? idFrom.record(randomBytes(16));
    const live = this.follow.book.state(vault).live.get(record);
    const version = sealing.version ?? (live?.version ?? 0) + 1;
    const at = { org: this.org, vault, author: this.member, epochKey: key };
    const sealed = seal(at, { kind: "put", record, version, epoch, schema, payload });
    if (!sealed.ok) throw new Error(sealed.error);
    return sealed.value;
  }

  /** Signs a commit on what she has read, or on something else. */
  sign(log: LogId, items: Items, change: Partial<Draft> = {}): Uint8Array {
    const { book } = this.follow;
    const [base, roster] = [book.head(log), book.roster.head];
    const draft = { log, base, roster, author: this.member, joint: [], items, ...change };
    return signCommit(this.org, draft, this.identity).bytes;
  }

  /** Signs leaves with their envelopes. */
  frame(vault: VaultId, sealed: readonly { leaf: Leaf; envelope?: Uint8Array }[]): CommitFrame {
    const bytes = this.sign(vault, { is: "leaves", leaves: sealed.map(({ leaf }) => leaf) });
    return { bytes, envelopes: sealed.flatMap(({ envelope }) => envelope ?? []) };
  }

  /** Makes a new epoch of a vault for the same holders, as any of them may. */
  async renew(vault: VaultId): Promise<void> {
    const { epoch, key } = this.key(vault);
    const all = holders(this.follow.book.roster, vault);
    const place = { org: this.org, vault, epoch: epoch + 1 };
    const made = makeEpoch(place, all, { is: "wrapped", previous: key });
    const part = { entries: [made.entry], boxes: made.boxes, keys: [] };
    const signed = signJoint(this.follow, [], part);
    if (!signed.ok) throw new Error(signed.error);
    const answer = await this.api.append(signed.value.append);
    if (!answer.ok) throw new Error(answer.error.code);
    await this.read();
  }

  /** Asks the server to take commits, as any client does; says what it answered. */
  async append(log: LogId, commits: readonly CommitFrame[]): Promise<string> {
    const answer = await this.api.append({ chains: [{ log, commits }], boxes: [] });
    return answer.ok ? "taken" : answer.error.code;
  }

  /** Has a server in league take commits without looking at them, and tell everybody. */
  forceInto(log: LogId, ...commits: readonly CommitFrame[]): Promise<void> {
    return this.force({ chains: [{ log, commits }], boxes: [] });
  }

  /** Has a server in league take an append without looking at it, whole, and tell everybody. */
  async force({ chains, boxes }: Append): Promise<void> {
    const db = openDatabase<Tables>(this.#servers.databaseUrl);
    const { book } = this.follow;
    let rosterSize = book.roster.head.size;
    const moves = [];
    for (const { log, commits } of chains) {
      const row = await findLog(db, this.org, log);
      if (row === undefined) throw new Error("the server has no such log");
      let frontier = log === rosterLog ? book.roster.frontier : book.state(log as VaultId).frontier;
      const from = frontier.size;
      for (const { bytes } of commits) frontier = appendLeaf(frontier, leafHash(bytes));
      if (log === rosterLog) rosterSize = frontier.size;
      moves.push({
        id: row.id,
        from,
        mark: undefined,
        to: headOf(frontier) as { size: number; root: Hash },
        commits: commits.map(({ bytes, envelopes }) => ({ bytes, envelopes: listed(envelopes) })),
      });
    }
    const notice = ["in-league", this.org, ...chains.map(({ log }) => log)].join(" ");
    const nothing = { fences: [], prunes: [] };
    const append = { org: this.org, rosterSize, moves, boxes, notice, ...nothing };
    const came = await appendCommits(db, append);
    await db.destroy();
    if (came === "moved") throw new LogMoved();
  }
}

/** Somebody honest was faster. */
export class LogMoved extends Error {
  override message = "the log has moved";
}

const listed = (envelopes: readonly Uint8Array[]): Uint8Array =>
  new Writer().list(envelopes, (w, envelope) => w.block(envelope)).done();
