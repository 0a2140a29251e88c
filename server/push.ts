import { randomBytes } from "node:crypto";
import pg from "pg";
import type { LogId, OrgId } from "#crypto/verify";
import type { OpenOrg } from "./ledger.ts";

/** A log that has grown by an append to this process. */
export interface Growth {
  readonly log: LogId;
  readonly from: number;
  readonly to: number;
}

/** Somebody who wants to know that logs of an organisation have grown. */
export interface Follower {
  readonly org: OrgId;
  /** Elsewhere: these logs, or with `undefined` any. */
  grown(logs: readonly LogId[] | undefined): void;
  /** Here, by an append of the session of `token`; undefined where it was made without one. */
  appended(moves: readonly Growth[], token: Uint8Array | undefined): void;
  /** A session was closed: it may be this one's. */
  closed(): void;
}

/** PostgreSQL takes notices of less than 8,000 bytes: above this many logs a notice names none. */
const namedLogs = 200;
const again = 1_000;

/**
 * Tells followers of appends: of this process at once, of other processes on the same database by LISTEN/NOTIFY. A
 * notice carries ids and nothing else; who follows then reads, with her rights as they are at that moment.
 */
export class Push {
  readonly #url: string;
  readonly #own = randomBytes(8).toString("hex");
  readonly #followers = new Map<OrgId, Set<Follower>>();
  readonly #grown: (org: OrgId | undefined) => void;
  readonly #elsewhere: (org: OrgId | undefined) => void;
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  /**
   * `grown` is told of every append to any organisation, `elsewhere` of those by other servers; undefined: some may
   * have been missed.
   */
  constructor(
    url: string,
    { grown, elsewhere }: Readonly<Record<"grown" | "elsewhere", (org: OrgId | undefined) => void>>,
  ) {
    this.#url = url;
    this.#grown = grown;
    this.#elsewhere = elsewhere;
  }

  /** The text of the notice that goes out with an append. */
  readonly notice = (open: OpenOrg, logs: readonly LogId[]): string =>
    [this.#own, open.org, ...(logs.length > namedLogs ? [] : logs)].join(" ");

  /** Tells the followers in this process. */
  appended(org: OrgId, moves: readonly Growth[], token: Uint8Array | undefined): void {
    this.#grown(org);
    for (const follower of this.#followers.get(org) ?? []) follower.appended(moves, token);
  }

  /** Tells the followers in this process that a session was closed; others notice when they are next sent something. */
  closed(org: OrgId): void {
    for (const follower of this.#followers.get(org) ?? []) follower.closed();
  }

  /** Adds a follower; returns the way to leave. */
  follow(follower: Follower): () => void {
    const all = this.#followers.get(follower.org) ?? new Set();
    this.#followers.set(follower.org, all.add(follower));
    return () => {
      all.delete(follower);
      if (all.size === 0) this.#followers.delete(follower.org);
    };
  }

  /** Begins to listen; a lost connection is made anew, and everybody then looks for herself. */
  async start(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({ connectionString: this.#url, application_name: "linden-push" });
    this.#client = client;
    client.on("notification", ({ payload }) => this.#heard(payload ?? ""));
    client.on("error", () => this.#lost(client));
    client.on("end", () => this.#lost(client));
    try {
      await client.connect();
      await client.query("LISTEN linden");
      this.#grown(undefined);
      this.#elsewhere(undefined);
      for (const [, followers] of this.#followers)
        for (const one of followers) one.grown(undefined);
    } catch {
      this.#lost(client);
    }
  }

  #lost(client: pg.Client): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    if (!this.#stopped) this.#timer = setTimeout(() => void this.start(), again);
  }

  #heard(payload: string): void {
    const [from, org, ...logs] = payload.split(" ");
    if (from === this.#own || org === undefined) return;
    this.#grown(org as OrgId);
    this.#elsewhere(org as OrgId);
    const grown = logs.length === 0 ? undefined : (logs as LogId[]);
    for (const follower of this.#followers.get(org as OrgId) ?? []) follower.grown(grown);
  }

  /** Stops listening. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => undefined);
  }
}
