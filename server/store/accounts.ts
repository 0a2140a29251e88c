import { type Insertable, type Selectable, sql } from "kysely";
import type { Db } from "./logs.ts";
import type { Tables } from "./tables.ts";

/** An account with the hash of its auth key in place of the key. */
export type AccountRow = Tables["accounts"];

/** The account of a login id. */
export const findAccount = (db: Db, loginId: string): Promise<AccountRow | undefined> =>
  db.selectFrom("accounts").selectAll().where("login_id", "=", loginId).executeTakeFirst();

/** Replaces salt, auth hash and bundle, only over the version before; false where another stands. */
export async function replaceAccount(db: Db, row: AccountRow): Promise<boolean> {
  const { salt, auth_hash, bundle, bundle_version, generation } = row;
  const changed = await db
    .updateTable("accounts")
    .set({ salt, auth_hash, bundle, bundle_version, generation })
    .where("login_id", "=", row.login_id)
    .where("org", "=", row.org)
    .where("member", "=", row.member)
    .where("bundle_version", "=", bundle_version - 1)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}

/** The account of a member. */
export const accountOf = (
  db: Db,
  org: Uint8Array,
  member: Uint8Array,
): Promise<AccountRow | undefined> =>
  db
    .selectFrom("accounts")
    .selectAll()
    .where("org", "=", Buffer.from(org))
    .where("member", "=", Buffer.from(member))
    .executeTakeFirst();

/** Keeps a member's account: her first, or in place of one of an earlier generation of her keys. False where another stands. */
export async function keepAccount(db: Db, row: AccountRow): Promise<boolean> {
  const made = await db
    .insertInto("accounts")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (made.numInsertedOrUpdatedRows === 1n) return true;
  const renewed = await db
    .updateTable("accounts")
    .set(row)
    .where("org", "=", row.org)
    .where("member", "=", row.member)
    .where("generation", "<", row.generation)
    .executeTakeFirst();
  return renewed.numUpdatedRows === 1n;
}

/** Keeps a challenge until it is answered or ends. */
export async function addChallenge(db: Db, nonce: Uint8Array, expiry: number): Promise<void> {
  const expires_at = new Date(expiry * 1000);
  await db
    .insertInto("challenges")
    .values({ nonce: Buffer.from(nonce), expires_at })
    .execute();
}

/** Takes a challenge away; true once, and only before it ends. */
export async function useChallenge(db: Db, nonce: Uint8Array, now: Date): Promise<boolean> {
  const used = await db
    .deleteFrom("challenges")
    .where("nonce", "=", Buffer.from(nonce))
    .returning("expires_at")
    .executeTakeFirst();
  return used !== undefined && used.expires_at > now;
}

/** Keeps a session by the hash of its token. */
export async function addSession(db: Db, row: Insertable<Tables["sessions"]>): Promise<void> {
  await db.insertInto("sessions").values(row).execute();
}

/** A session as it is kept. */
export type SessionRow = Selectable<Tables["sessions"]>;

/** The session of a token, if it has not ended. */
export const findSession = (
  db: Db,
  tokenHash: Uint8Array,
  now: Date,
): Promise<SessionRow | undefined> =>
  db
    .selectFrom("sessions")
    .selectAll()
    .where("token_hash", "=", Buffer.from(tokenHash))
    .where("ends_at", ">", now)
    .where("idle_at", ">", now)
    .executeTakeFirst();

/** Moves on the time at which a session ends from idleness. */
export async function touchSession(db: Db, tokenHash: Uint8Array, idleAt: Date): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ idle_at: idleAt })
    .where("token_hash", "=", Buffer.from(tokenHash))
    .execute();
}

/** Ends one session. */
export async function endSession(db: Db, tokenHash: Uint8Array): Promise<void> {
  await db.deleteFrom("sessions").where("token_hash", "=", Buffer.from(tokenHash)).execute();
}

/** The sessions of a member that are open. */
export const sessionsOf = (
  db: Db,
  who: { readonly org: Uint8Array; readonly member: Uint8Array; readonly now: Date },
): Promise<SessionRow[]> =>
  db
    .selectFrom("sessions")
    .selectAll()
    .where("org", "=", Buffer.from(who.org))
    .where("member", "=", Buffer.from(who.member))
    .where("closed", "=", false)
    .where("ends_at", ">", who.now)
    .where("idle_at", ">", who.now)
    .orderBy("ends_at", "desc")
    .limit(1_000)
    .execute();

/** Closes a member's session by the beginning of its hash; its row stays until it would have ended. */
export async function closeSession(
  db: Db,
  who: { readonly org: Uint8Array; readonly member: Uint8Array },
  session: Uint8Array,
): Promise<void> {
  await db
    .updateTable("sessions")
    .set({ closed: true })
    .where("org", "=", Buffer.from(who.org))
    .where("member", "=", Buffer.from(who.member))
    .where(sql<Buffer>`substring(token_hash FROM 1 FOR 16)`, "=", Buffer.from(session))
    .execute();
}

/** Forgets what has ended: challenges and sessions. */
export async function forgetEnded(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("challenges").where("expires_at", "<", now).execute();
  await db
    .deleteFrom("sessions")
    .where((is) => is.or([is("ends_at", "<", now), is("idle_at", "<", now)]))
    .execute();
}

/** Forgets the days on which commits older than 30 days arrived. It looks at every commit. */
export async function forgetDays(db: Db, now: Date): Promise<void> {
  const monthAgo = new Date(now.getTime() - 30 * 86_400_000).toISOString().slice(0, 10);
  await db
    .updateTable("commits")
    .set({ arrived_on: null })
    .where("arrived_on", "<", monthAgo)
    .execute();
}
