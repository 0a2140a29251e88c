import { createHash, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import {
  type MemberId,
  type NoteKey,
  type OrgId,
  type SignPublic,
  fromHex,
  idBytes,
  idFrom,
  inviteOf,
  keysOf,
  witnessOf,
} from "#crypto/verify";
import type { Ledger, OpenOrg } from "../ledger.ts";
import {
  type SessionRow,
  addSession,
  closeSession,
  endSession,
  findSession,
  sessionsOf,
  touchSession,
} from "../store/accounts.ts";
import type { SessionSeen } from "#contract/account.ts";
import type { Db } from "../store/logs.ts";
import { Refusal } from "./failures.ts";
import type { Rate } from "./rate.ts";

/** Who asks, as the roster has her now. */
export interface Asker {
  readonly open: OpenOrg;
  readonly member: MemberId;
}

/** An invited person before she has joined: may read the roster and join. */
interface Guest {
  readonly open: OpenOrg;
  readonly invite: SignPublic;
}

/** A machine that the roster names as a witness: sees the heads log and nothing else. */
export interface Watcher {
  readonly open: OpenOrg;
  readonly witness: NoteKey;
}

/** Whoever has a session. */
export type Anyone = Asker | Guest | Watcher;

const longestMs = 12 * 3_600_000;
const idleMs = 30 * 60_000;
const grainMs = 5 * 60_000;

/** An end to the last five minutes: the table of sessions is no record of when somebody did what. */
const coarse = (instant: number): Date => new Date(Math.floor(instant / grainMs) * grainMs);

/** Sessions: 32 random bytes in the client's memory, of which the server keeps a hash. docs/protocol.md §2. */
export class Sessions {
  readonly #db: Db;
  readonly #ledger: Ledger;
  readonly #rate: Rate;
  readonly #known = new Map<string, { readonly row: SessionRow; readonly until: number }>();

  constructor(db: Db, ledger: Ledger, rate: Rate) {
    this.#db = db;
    this.#ledger = ledger;
    this.#rate = rate;
  }

  /** Makes a session for a member in her generation, or for the key of an invite or a witness; returns its token. */
  async make(
    org: OrgId,
    who:
      | { readonly member: MemberId; readonly generation: number }
      | { readonly invite: SignPublic }
      | { readonly witness: SignPublic },
  ): Promise<Uint8Array> {
    const token = randomBytes(32);
    const now = Date.now();
    const isMember = "member" in who;
    const key = (bytes: Uint8Array | undefined): Buffer | null =>
      bytes === undefined ? null : Buffer.from(bytes);
    await addSession(this.#db, {
      token_hash: hashOf(token),
      org: Buffer.from(idBytes(org)),
      member: isMember ? Buffer.from(idBytes(who.member)) : null,
      generation: isMember ? who.generation : null,
      invite: key("invite" in who ? who.invite : undefined),
      witness: key("witness" in who ? who.witness : undefined),
      ends_at: coarse(now + longestMs),
      idle_at: coarse(now + idleMs),
    });
    return token;
  }

  /** The member behind a request, still on the roster in the generation of her session. */
  async asker(request: FastifyRequest): Promise<Asker> {
    const who = await this.anyone(request);
    if (!("member" in who)) throw new Refusal("not-allowed");
    return who;
  }

  /**
   * Whoever is behind a request that reads, by the roster as the database has it at this moment: another server may
   * just have taken her right away. An append needs no such look, because the database compares the roster's size.
   */
  async reader(request: FastifyRequest): Promise<Anyone> {
    const { open } = await this.anyone(request);
    await this.#ledger.readRoster(open);
    return this.of(tokenOf(request));
  }

  /** The member behind a request that reads. */
  async readingMember(request: FastifyRequest): Promise<Asker> {
    const who = await this.reader(request);
    if (!("member" in who)) throw new Refusal("not-allowed");
    return who;
  }

  /** The member, the invited person or the witness behind a request. */
  async anyone(request: FastifyRequest): Promise<Anyone> {
    const who = await this.of(tokenOf(request));
    if ("member" in who && !this.#rate.take(who.member)) throw new Refusal("too-many");
    return who;
  }

  /** Ends the session of a request. */
  async end(request: FastifyRequest): Promise<void> {
    const token = tokenOf(request);
    if (token === undefined) return;
    const hash = hashOf(token);
    this.#known.delete(hash.toString("hex"));
    await endSession(this.#db, hash);
  }

  /** The asker's open sessions, as she may see them. */
  async seen(request: FastifyRequest, { open, member }: Asker): Promise<readonly SessionSeen[]> {
    const own = tokenOf(request);
    const hash = own && hashOf(own);
    const who = { org: idBytes(open.org), member: idBytes(member), now: new Date() };
    return (await sessionsOf(this.#db, who)).map((row) => ({
      session: row.token_hash.subarray(0, 16),
      beganAt: (row.ends_at.getTime() - longestMs) / 1000,
      usedAt: (row.idle_at.getTime() - idleMs) / 1000,
      own: hash !== undefined && row.token_hash.equals(hash),
    }));
  }

  /** Closes one of the asker's sessions. Its device is told so, and locks. */
  async close({ open, member }: Asker, session: Uint8Array): Promise<void> {
    await closeSession(this.#db, { org: idBytes(open.org), member: idBytes(member) }, session);
    this.#known.clear();
  }

  /** The row of a token; one that was read less than five seconds ago is not read again. */
  async #row(token: Uint8Array, now: Date): Promise<SessionRow | undefined> {
    const hash = hashOf(token);
    const key = hash.toString("hex");
    const known = this.#known.get(key);
    if (known !== undefined && known.until > now.getTime()) return known.row;
    const row = await findSession(this.#db, hash, now);
    this.#known.delete(key);
    if (row !== undefined) this.#known.set(key, { row, until: now.getTime() + 5_000 });
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > 10_000 && oldest !== undefined) this.#known.delete(oldest);
    return row;
  }

  /** Whoever is behind a token. */
  async of(token: Uint8Array | undefined): Promise<Anyone> {
    if (token === undefined) throw new Refusal("session-ended");
    const now = new Date();
    const row = await this.#row(token, now);
    if (row === undefined) throw new Refusal("session-ended");
    if (row.closed) throw new Refusal("session-closed");
    const open = await this.#ledger.organisation(idFrom.org(row.org));
    if (open === undefined) throw new Refusal("session-ended");
    const idleAt = coarse(now.getTime() + idleMs);
    if (idleAt > row.idle_at) {
      row.idle_at = idleAt;
      await touchSession(this.#db, row.token_hash, idleAt);
    }
    if (row.invite !== null) {
      const invite = row.invite as Uint8Array as SignPublic;
      if (inviteOf(open.roster, invite)?.state !== "open") throw new Refusal("session-ended");
      return { open, invite };
    }
    if (row.witness !== null) {
      const witness = witnessOf(open.roster, row.witness);
      if (witness === undefined) throw new Refusal("session-ended");
      return { open, witness };
    }
    const member = idFrom.member(row.member as Buffer);
    if (keysOf(open.roster, member)?.generation !== row.generation)
      throw new Refusal("session-ended");
    return { open, member };
  }
}

/** The token of `Authorization: Bearer <64 hex characters>`. */
export function tokenOf(request: FastifyRequest): Uint8Array | undefined {
  const found = /^Bearer ([0-9a-f]{64})$/.exec(request.headers.authorization ?? "");
  return found?.[1] === undefined ? undefined : fromHex(found[1]);
}

const hashOf = (token: Uint8Array): Buffer => createHash("sha256").update(token).digest();
