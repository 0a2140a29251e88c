// Over 300 lines: one list, every place at which the server can see something.
import type { Fact } from "./manifest-facts.ts";

/** Places of one kind, each with the name of what can be seen there. */
export type Places = Readonly<Record<string, Fact>>;

/**
 * The plaintext manifest: every place where the server can see something that is not sealed, with what it is
 * (manifest-facts.ts says why it is needed and what can be guessed from it). tests/server/manifest.pg.test.ts compares
 * it with the live database, with every request and reply of a running server, with its log and its files: whatever is
 * seen and not listed here fails, and whatever is listed and not seen.
 */

/** What stands before every field of the same name below. */
const under = (prefix: string, places: Places): Places =>
  Object.fromEntries(Object.entries(places).map(([name, fact]) => [`${prefix}${name}`, fact]));

/** Columns of every table. */
const columns: Places = {
  "server_mark.one": "serverSecret",
  "server_mark.log_key": "serverSecret",
  "server_mark.secrets_check": "serverSecret",
  "server_mark.cluster": "upkeep",
  "healing.org": "organisation",
  "healing.since": "day",
  "claims.org": "organisation",
  "claims.log": "box",
  "claims.size": "length",
  "claims.acknowledgement": "length",
  "logs.id": "upkeep",
  "logs.org": "organisation",
  "logs.log": "box",
  "logs.size": "length",
  "logs.root": "length",
  "logs.mark": "serverSecret",
  "commits.log": "box",
  "commits.position": "length",
  "commits.arrived_on": "day",
  // A commit; its parts stand under `commits`, `leaves` and `entries`.
  "commits.bytes": "record",
  "commits.envelopes": "envelope",
  "boxes.org": "organisation",
  "boxes.vault": "box",
  "boxes.epoch": "epoch",
  "boxes.member": "member",
  "boxes.generation": "keys",
  "boxes.bytes": "sealedKey",
  "prunes.log": "box",
  "prunes.envelope_hash": "fingerprint",
  "prunes.due_on": "day",
  "accounts.login_id": "pseudonym",
  "accounts.org": "organisation",
  "accounts.member": "member",
  "accounts.salt": "loginProof",
  "accounts.auth_hash": "loginProof",
  "accounts.bundle_version": "bundle",
  "accounts.generation": "keys",
  "accounts.bundle": "bundle",
  "challenges.nonce": "challenge",
  "challenges.expires_at": "challenge",
  "sessions.token_hash": "session",
  "sessions.org": "organisation",
  "sessions.member": "member",
  "sessions.generation": "keys",
  "sessions.invite": "invite",
  "sessions.witness": "witness",
  "sessions.ends_at": "session",
  "sessions.idle_at": "session",
  "sessions.closed": "session",
  "heads.org": "organisation",
  "heads.size": "length",
  "heads.nodes": "length",
  "heads.changed": "length",
  "heads.list": "length",
  "heads.note": "witness",
  "heads.cosigned": "witness",
  "heads.in_hour": "hour",
  "kysely_migration.name": "upkeep",
  "kysely_migration.timestamp": "upkeep",
  "kysely_migration_lock.id": "upkeep",
  "kysely_migration_lock.is_locked": "upkeep",
};

/** Whatever else the database holds: indexes, functions, sequences, and the notices between servers. */
const database: Places = {
  "index server_mark_pkey (one)": "serverSecret",
  "index logs_pkey (id)": "upkeep",
  "index logs_org_log_key (org, log)": "box",
  "index commits_pkey (log, position)": "length",
  "index boxes_pkey (org, vault, epoch, member, generation)": "sealedKey",
  "index healing_pkey (org)": "organisation",
  "index claims_pkey (org, log)": "box",
  "index prunes_pkey (log, envelope_hash)": "fingerprint",
  "index accounts_pkey (login_id)": "pseudonym",
  "index accounts_org_member_key (org, member)": "member",
  "index challenges_pkey (nonce)": "challenge",
  "index sessions_pkey (token_hash)": "session",
  "index heads_pkey (org, size)": "length",
  "index heads_read (org, size) WHERE (note IS NOT NULL)": "length",
  "index kysely_migration_pkey (name)": "upkeep",
  "index kysely_migration_lock_pkey (id)": "upkeep",
  "function append_commits": "length",
  "function check_fences": "length",
  "sequence logs_id_seq": "upkeep",
  // Which server, which organisation, which logs: sent to the other servers, kept by nobody.
  "notice linden": "box",
};

/** What a commit says in the open. */
const commits: Places = {
  log: "box",
  "base.size": "length",
  "base.root": "length",
  "roster.size": "length",
  "roster.root": "length",
  author: "member",
  "joint[].log": "together",
  "joint[].itemsHash": "fingerprint",
  "items.is": "form",
  signature: "keys",
};

/** What the line about one version says in the open. */
const leaves: Places = {
  kind: "form",
  flags: "form",
  schema: "form",
  record: "record",
  version: "record",
  epoch: "epoch",
  contentCommit: "fingerprint",
  envelopeHash: "fingerprint",
};

/** What the roster's entries say in the open. */
const entries: Places = {
  is: "form",
  ...under("genesis.", {
    nonce: "organisation",
    member: "member",
    sign: "keys",
    box: "keys",
    logKey: "serverSecret",
    "policy.suite": "form",
    "policy.witnessQuorum": "witness",
  }),
  ...under("invite.", {
    invite: "invite",
    "roles.admin": "right",
    "roles.audit": "right",
    "wishes[].vault": "invite",
    "wishes[].right": "invite",
    replaces: "member",
  }),
  ...under("accept.", {
    invite: "invite",
    member: "member",
    sign: "keys",
    box: "keys",
    generation: "keys",
    "head.size": "length",
    "head.root": "length",
    inviteSignature: "keys",
  }),
  "revoke-invite.invite": "invite",
  ...under("grant.", {
    vault: "box",
    member: "member",
    generation: "keys",
    right: "right",
    epoch: "epoch",
    boxHash: "fingerprint",
  }),
  ...under("revoke.", { vault: "box", member: "member", right: "right" }),
  ...under("role.", { member: "member", "roles.admin": "right", "roles.audit": "right" }),
  "remove.member": "member",
  ...under("rotate-identity.", { sign: "keys", box: "keys", generation: "keys" }),
  ...under("create-vault.", { vault: "box", meaning: "fingerprint", writeOnce: "right" }),
  ...under("epoch.", {
    vault: "box",
    epoch: "epoch",
    keyCommit: "fingerprint",
    "link.is": "epoch",
    "link.previous": "epoch",
    boxesRoot: "fingerprint",
    boxesCount: "sealedKey",
  }),
  ...under("link.", { vault: "box", epoch: "epoch", previous: "epoch" }),
  ...under("box-fault.", { vault: "box", epoch: "epoch" }),
  ...under("fence.", {
    member: "member",
    "heads[].log": "box",
    "heads[].size": "length",
    "heads[].root": "length",
    serverSignature: "keys",
  }),
  "abandon.vault": "box",
  ...under("witness.", {
    quorum: "witness",
    "witnesses[].name": "witness",
    "witnesses[].key": "witness",
  }),
  "log-key.logKey": "serverSecret",
  ...under("reset.", {
    log: "box",
    "head.size": "length",
    "head.root": "length",
    "lost.size": "length",
    "lost.root": "length",
  }),
};

const heads = under("heads[].", { log: "box", size: "length", root: "length" });
const acknowledgement: Places = { ...heads, signature: "keys" };
const account: Places = {
  loginId: "pseudonym",
  member: "member",
  salt: "loginProof",
  authKey: "loginProof",
  bundleVersion: "bundle",
  generation: "keys",
  bundle: "bundle",
};
const box: Places = {
  vault: "box",
  epoch: "epoch",
  member: "member",
  generation: "keys",
  bytes: "sealedKey",
};
const roster: Places = { "chains[].log": "box", "chains[].commits[].bytes": "record" };
const append: Places = {
  ...roster,
  "chains[].commits[].envelopes[]": "envelope",
  ...under("boxes[].", box),
};
const enrolment: Places = { ...under("account.", account), ...under("append.", roster) };
const subject: Places = {
  org: "organisation",
  "subject.is": "form",
  "subject.member": "member",
  "subject.invite": "invite",
  "subject.witness": "witness",
};
const page: Places = {
  log: "box",
  from: "asked",
  "commits[].bytes": "record",
  "commits[].envelopes[]": "envelope",
  ...under("standing.", acknowledgement),
};

const line: Places = {
  note: "witness",
  ...under("stands.list[].", { log: "box", size: "length", root: "length" }),
  "stands.path[]": "length",
};

/** What each route is told. `GET /*` is the built web client, and the same for everybody. */
const requests: Readonly<Record<string, Places>> = {
  "GET /healthz": {},
  "GET /v1/server": {},
  "GET /*": {},
  "POST /v1/csp-report": { body: "report" },
  "POST /v1/salt": { loginId: "pseudonym" },
  "POST /v1/login": { loginId: "pseudonym", authKey: "loginProof" },
  "POST /v1/challenge": subject,
  "POST /v1/session": { ...subject, nonce: "challenge", expiry: "challenge", signature: "keys" },
  "POST /v1/session/end": {},
  "POST /v1/sessions": {},
  "POST /v1/sessions/close": { session: "session" },
  "POST /v1/account": {},
  "POST /v1/bundle": account,
  "POST /v1/found": enrolment,
  "POST /v1/join": enrolment,
  "POST /v1/append": append,
  "POST /v1/pull": { log: "box", from: "asked" },
  "POST /v1/history": { log: "box", "hashes[]": "asked" },
  "POST /v1/proof": { log: "box", from: "asked", to: "asked" },
  "POST /v1/standing": { "logs[]": "box" },
  "POST /v1/boxes": { vault: "box" },
  "POST /v1/heads": { newest: "asked", cosigned: "asked" },
  "POST /v1/heads/proof": { from: "asked", to: "asked" },
  "POST /v1/heads/lines": { from: "asked" },
  "POST /v1/heads/cosign": { note: "witness" },
  "POST /v1/healing": { rosterSize: "asked", ...under("claims[].", acknowledgement) },
  "POST /v1/healing/return": {
    log: "box",
    from: "length",
    "commits[].bytes": "record",
    "commits[].envelopes[]": "envelope",
    "rest[]": "fingerprint",
    ...under("signed.", acknowledgement),
    ...under("boxes[].", box),
  },
  "GET /v1/live": { token: "session", "logs[].log": "box", "logs[].size": "asked" },
};

/** What each route says. Every refusal is one `code`, but that of an append whose logs have moved. */
const replies: Readonly<Record<string, Places>> = {
  refusal: { code: "refusal" },
  moved: under("pages[].", page),
  "GET /healthz": { ok: "count", policyReports: "report" },
  "GET /v1/server": { protocol: "form", suite: "form", logKey: "serverSecret" },
  "GET /*": {},
  "POST /v1/csp-report": {},
  "POST /v1/salt": {
    suite: "form",
    org: "organisation",
    member: "member",
    salt: "loginProof",
  },
  "POST /v1/login": { bundleVersion: "bundle", generation: "keys", bundle: "bundle" },
  "POST /v1/challenge": { nonce: "challenge", expiry: "challenge" },
  "POST /v1/session": { token: "session" },
  "POST /v1/session/end": {},
  "POST /v1/sessions": under("sessions[].", {
    session: "session",
    beganAt: "session",
    usedAt: "session",
    own: "session",
  }),
  "POST /v1/sessions/close": {},
  "POST /v1/account": {
    salt: "loginProof",
    bundleVersion: "bundle",
    generation: "keys",
    bundle: "bundle",
  },
  "POST /v1/bundle": {},
  "POST /v1/found": acknowledgement,
  "POST /v1/join": acknowledgement,
  "POST /v1/append": acknowledgement,
  "POST /v1/pull": page,
  "POST /v1/history": { "envelopes[]": "envelope" },
  "POST /v1/proof": { "hashes[]": "length" },
  "POST /v1/standing": acknowledgement,
  "POST /v1/boxes": {
    ...under("boxes[].box.", box),
    "boxes[].index": "sealedKey",
    "boxes[].path[]": "fingerprint",
  },
  "POST /v1/heads": { ...under("newest.", line), ...under("cosigned.", line) },
  "POST /v1/heads/proof": { "hashes[]": "length" },
  "POST /v1/heads/lines": under("lines[][].", { log: "box", size: "length", root: "length" }),
  "POST /v1/heads/cosign": {},
  "POST /v1/healing": { since: "day", ...under("claims[].", acknowledgement) },
  "POST /v1/healing/return": acknowledgement,
  "GET /v1/live": page,
};

/** Headers that browsers, programs and proxies send. Only `authorization`, `origin` and `x-forwarded-*` are read. */
const requestHeaders: Places = {
  authorization: "session",
  host: "address",
  origin: "address",
  referer: "address",
  "x-forwarded-for": "address",
  "x-forwarded-proto": "address",
  "x-forwarded-host": "address",
  "user-agent": "browser",
  "accept-language": "browser",
  "sec-ch-ua": "browser",
  "sec-ch-ua-mobile": "browser",
  "sec-ch-ua-platform": "browser",
  "sec-fetch-dest": "transport",
  "sec-fetch-mode": "transport",
  "sec-fetch-site": "transport",
  "sec-fetch-user": "transport",
  "upgrade-insecure-requests": "transport",
  accept: "transport",
  "accept-encoding": "transport",
  "cache-control": "transport",
  connection: "transport",
  "content-length": "envelope",
  "content-type": "transport",
  pragma: "transport",
  upgrade: "transport",
  "sec-websocket-extensions": "transport",
  "sec-websocket-key": "transport",
  "sec-websocket-version": "transport",
};

/** Headers of every reply. */
const replyHeaders: Places = {
  "cache-control": "transport",
  connection: "transport",
  "content-length": "envelope",
  "content-security-policy": "transport",
  "content-type": "transport",
  "cross-origin-embedder-policy": "transport",
  "cross-origin-opener-policy": "transport",
  "cross-origin-resource-policy": "transport",
  date: "transport",
  "keep-alive": "transport",
  "origin-agent-cluster": "transport",
  "permissions-policy": "transport",
  "referrer-policy": "transport",
  "retry-after": "refusal",
  "sec-websocket-accept": "transport",
  "strict-transport-security": "transport",
  upgrade: "transport",
  vary: "transport",
  "x-content-type-options": "transport",
  "x-dns-prefetch-control": "transport",
  "x-download-options": "transport",
  "x-frame-options": "transport",
  "x-permitted-cross-domain-policies": "transport",
  "x-xss-protection": "transport",
};

/** Fields of a log line. Nothing else is written. */
const logFields: Places = {
  level: "count",
  time: "count",
  method: "count",
  route: "count",
  status: "count",
  count: "count",
  slowest: "count",
  fault: "count",
};

/** Files of the data folder; a name that ends in `/` is a folder with whatever is in it. */
const files: Places = {
  "secrets.json": "serverSecret",
  "sample.begun": "sample",
  "sample.txt": "sample",
  ...under("postgres/", {
    "base/": "storage",
    "global/": "storage",
    "pg_commit_ts/": "storage",
    "pg_dynshmem/": "storage",
    "pg_logical/": "storage",
    "pg_multixact/": "storage",
    "pg_notify/": "storage",
    "pg_replslot/": "storage",
    "pg_serial/": "storage",
    "pg_snapshots/": "storage",
    "pg_stat/": "storage",
    "pg_stat_tmp/": "storage",
    "pg_subtrans/": "storage",
    "pg_tblspc/": "storage",
    "pg_twophase/": "storage",
    "pg_wal/": "storage",
    "pg_xact/": "storage",
    PG_VERSION: "storage",
    "pg_hba.conf": "storage",
    "pg_ident.conf": "storage",
    "postgresql.auto.conf": "storage",
    "postgresql.conf": "storage",
    "postmaster.opts": "storage",
    "postmaster.pid": "storage",
    ".s.PGSQL.5432": "storage",
    ".s.PGSQL.5432.lock": "storage",
  }),
};

/** What stands in the secrets file. */
const secrets: Places = {
  logSeed: "serverSecret",
  pepper: "serverSecret",
  saltSecret: "serverSecret",
};

/** What every connection shows by itself; nobody keeps it. */
const connection: Places = { address: "address", time: "address", size: "address" };

/** Every place, by its kind. */
export const manifest = {
  columns,
  database,
  commits,
  leaves,
  entries,
  requests,
  replies,
  requestHeaders,
  replyHeaders,
  logFields,
  files,
  secrets,
  connection,
} as const;

/** One place: where it is, and what is seen there. */
export interface Place {
  readonly at: string;
  readonly fact: Fact;
}

/** The whole manifest as one list: `columns accounts.login_id`, `requests POST /v1/salt loginId`. */
export const places: readonly Place[] = Object.entries(manifest).flatMap(([kind, listed]) =>
  flat(kind, listed),
);

function flat(at: string, listed: Fact | Places | Readonly<Record<string, Places>>): Place[] {
  if (typeof listed === "string") return [{ at, fact: listed }];
  return Object.entries(listed).flatMap(([name, inner]) => flat(`${at} ${name}`, inner));
}
