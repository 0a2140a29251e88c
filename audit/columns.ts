import { emptyFrontier, equal, headOf, isUtf8, parse, readHeads, suite } from "#crypto/verify";
import { isLoginId } from "#contract/account.ts";
import type { Value } from "./source.ts";

type Rule = (value: Value) => boolean;

/** The steps by which the tables came to be; `migrations/` has one file for each. */
export const migrationNames = ["0001_logs", "0002_taking_away", "0003_healing"] as const;

/**
 * Whether bytes that should be random can be read: text without a control character. Of sixteen random bytes three in a
 * million look like it, of more practically none.
 */
export const isReadable = (bytes: Uint8Array): boolean =>
  isUtf8(bytes) && !/\p{Cc}/u.test(Buffer.from(bytes).toString());

const bytes =
  (length: number): Rule =>
  (value) =>
    value instanceof Uint8Array && value.length === length;
/** Bytes that were drawn or hashed, and that no other row explains. */
const random =
  (length: number): Rule =>
  (value) =>
    value instanceof Uint8Array && value.length === length && !isReadable(value);
const text =
  (like: RegExp): Rule =>
  (value) =>
    typeof value === "string" && like.test(value);
const orNone =
  (rule: Rule): Rule =>
  (value) =>
    value === null || rule(value);

const number = text(/^(?:0|[1-9]\d{0,15})$/);
const truth = text(/^[tf]$/);
const date = text(/^20\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])$/);
const moment = text(
  /^20\d\d-(?:0\d|1[0-2])-(?:[0-2]\d|3[01]) [0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-][01]\d(?::[0-5]\d)?$/,
);
const heads: Rule = (value) => value instanceof Uint8Array && parse(value, readHeads) !== undefined;
const hashes: Rule = (value) =>
  value instanceof Uint8Array && value.length > 0 && value.length % 32 === 0;
/** What is compared with the tree, with what was signed, or byte by byte with its own form. */
const looked: Rule = (value) => value instanceof Uint8Array && value.length > 0;

/** As argon2 writes a hash: parameters, a salt of 16 bytes, 32 bytes. */
const hash =
  /^\$argon2id\$v=19\$m=\d{1,8},(?:p=\d{1,3},t=\d{1,3}|t=\d{1,3},p=\d{1,3})\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/;
const authHash: Rule = (value) => {
  const found = typeof value === "string" ? hash.exec(value) : null;
  return found !== null && found.slice(1).every((part) => !isReadable(Buffer.from(part, "base64")));
};

/** The root of a log to which nothing was appended. */
export const emptyRoot: Rule = (value) =>
  value instanceof Uint8Array && equal(value, headOf(emptyFrontier).root);

/**
 * The form of each value, by the columns of the manifest: lengths, digits, dates, closed lists. Whom and what ids name is
 * looked at with the row (rows.ts), and what logs hold with the tree (organisation.ts).
 */
export const columnRules: Readonly<Record<string, Rule>> = {
  "server_mark.one": text(/^t$/),
  "server_mark.log_key": random(32),
  "server_mark.secrets_check": random(32),
  "server_mark.cluster": orNone(text(/^[1-9]\d{0,19}\/[1-9]\d{0,9}$/)),
  "healing.org": bytes(32),
  "healing.since": date,
  "claims.org": bytes(32),
  "claims.log": bytes(16),
  "claims.size": number,
  "claims.acknowledgement": looked,
  "logs.id": number,
  "logs.org": random(32),
  "logs.log": bytes(16),
  "logs.size": number,
  "logs.root": bytes(32),
  "logs.mark": orNone(random(32)),
  "commits.log": number,
  "commits.position": number,
  "commits.arrived_on": orNone(date),
  "commits.bytes": looked,
  "commits.envelopes": looked,
  "boxes.org": bytes(32),
  "boxes.vault": bytes(16),
  "boxes.epoch": number,
  "boxes.member": bytes(16),
  "boxes.generation": number,
  "boxes.bytes": random(112),
  "prunes.log": number,
  "prunes.envelope_hash": bytes(32),
  "prunes.due_on": date,
  "accounts.login_id": (value) => typeof value === "string" && isLoginId(value),
  "accounts.org": bytes(32),
  "accounts.member": bytes(16),
  "accounts.salt": random(suite.saltLength),
  "accounts.auth_hash": authHash,
  "accounts.bundle_version": number,
  "accounts.generation": number,
  "accounts.bundle": random(suite.bundleLength),
  "challenges.nonce": random(32),
  "challenges.expires_at": moment,
  "sessions.token_hash": random(32),
  "sessions.org": bytes(32),
  "sessions.member": orNone(bytes(16)),
  "sessions.generation": orNone(number),
  "sessions.invite": orNone(bytes(32)),
  "sessions.witness": orNone(bytes(32)),
  "sessions.ends_at": moment,
  "sessions.idle_at": moment,
  "sessions.closed": truth,
  "heads.org": bytes(32),
  "heads.size": number,
  "heads.nodes": hashes,
  "heads.changed": heads,
  "heads.list": orNone(heads),
  "heads.note": orNone(text(/^linden\/1\/heads\/[^]+\n$/)),
  "heads.cosigned": text(/^\d{1,2}$/),
  "heads.in_hour": orNone(moment),
  "kysely_migration.name": (value) => migrationNames.some((name) => name === value),
  "kysely_migration.timestamp": text(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  "kysely_migration_lock.id": text(/^migration_lock$/),
  "kysely_migration_lock.is_locked": text(/^[01]$/),
};
