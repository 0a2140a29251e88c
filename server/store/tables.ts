import type { Generated } from "kysely";

/** The tables of migrations/, as Kysely sees them. Byte columns are `bytea`, bigints come as text. */
export interface Tables {
  server_mark: {
    one: Generated<boolean>;
    log_key: Buffer;
    secrets_check: Buffer;
    cluster: string | null;
  };
  healing: { org: Buffer; since: string };
  claims: { org: Buffer; log: Buffer; size: string; acknowledgement: Buffer };
  logs: {
    id: Generated<number>;
    org: Buffer;
    log: Buffer;
    size: string;
    root: Buffer;
    mark: Buffer | null;
  };
  commits: {
    log: number;
    position: number;
    arrived_on: string | null;
    bytes: Buffer;
    envelopes: Buffer;
  };
  heads: {
    org: Buffer;
    size: number;
    nodes: Buffer;
    changed: Buffer;
    list: Buffer | null;
    note: string | null;
    cosigned: Generated<number>;
    in_hour: Date | null;
  };
  boxes: {
    org: Buffer;
    vault: Buffer;
    epoch: number;
    member: Buffer;
    generation: number;
    bytes: Buffer;
  };
  prunes: { log: number; envelope_hash: Buffer; due_on: string };
  accounts: {
    login_id: string;
    org: Buffer;
    member: Buffer;
    salt: Buffer;
    auth_hash: string;
    bundle_version: number;
    generation: number;
    bundle: Buffer;
  };
  challenges: { nonce: Buffer; expires_at: Date };
  sessions: {
    token_hash: Buffer;
    org: Buffer;
    member: Buffer | null;
    generation: number | null;
    invite: Buffer | null;
    witness: Buffer | null;
    ends_at: Date;
    idle_at: Date;
    closed: Generated<boolean>;
  };
}
