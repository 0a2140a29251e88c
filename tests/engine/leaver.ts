import {
  type EpochKey,
  type Identity,
  type MemberId,
  type OrgId,
  type Roster,
  type VaultId,
  applyCommit,
  emptyLog,
  emptyRoster,
  epochsOf,
  foldAll,
  hasEnvelope,
  idBytes,
  idFrom,
  judge,
  open,
  openBox,
  parse,
  parseCommit,
  rosterLog,
  toHex,
  unwrapPrevious,
} from "#crypto";
import type { Engine } from "#vault/engine.ts";
import { asAdmin } from "../template.ts";
import type { Servers } from "../server/world.ts";
import { handOf } from "./own-hand.ts";

/** The tables of a stolen database that hold anything sealed. */
interface Dump {
  readonly commits: readonly { log: Buffer; bytes: Buffer; envelopes: Buffer }[];
  readonly boxes: readonly { vault: Buffer; epoch: number; member: Buffer; bytes: Buffer }[];
}

/** How many envelopes were opened, and how many of them say what a newest version says. */
interface Found {
  readonly live: number;
  readonly all: number;
}

/**
 * Somebody with the keys that a member had at one time and a copy of the database of any other: what of it does she
 * read? She follows every box, link and wrapped key there is, and tries every envelope that is stored.
 */
export class Leaver {
  readonly org: OrgId;
  readonly member: MemberId;
  readonly identity: Identity;
  readonly #servers: Pick<Servers, "databaseUrl">;
  /** Keys that she has seen in any copy. */
  readonly #keys = new Map<string, EpochKey>();

  private constructor(
    servers: Pick<Servers, "databaseUrl">,
    who: Pick<Leaver, "org" | "member" | "identity">,
  ) {
    this.#servers = servers;
    this.org = who.org;
    this.member = who.member;
    this.identity = who.identity;
  }

  /** Takes the keys of whoever is in on an engine, by her kit. */
  static async of(engine: Engine, servers: Pick<Servers, "databaseUrl" | "url">): Promise<Leaver> {
    return new Leaver(servers, await handOf(engine, servers.url));
  }

  /** What she opens in a fresh copy of the database. `live` are envelopes that say what a newest version says. */
  async reads(): Promise<Found> {
    const dump = await this.#dump();
    const of = new Map<string, Buffer[]>();
    const envelopes = new Map<string, Buffer[]>();
    for (const { log, bytes, envelopes: sealed } of dump.commits) {
      const key = log.toString("hex");
      of.set(key, [...(of.get(key) ?? []), bytes]);
      envelopes.set(key, [...(envelopes.get(key) ?? []), sealed]);
    }
    const roster = foldAll(emptyRoster(), of.get(rosterLog) ?? []).roster;
    this.#learn(roster, dump);
    let [live, all] = [0, 0];
    for (const vault of roster.vaults.keys()) {
      const found = this.#readLog(roster, vault, {
        commits: of.get(vault) ?? [],
        envelopes: envelopes.get(vault) ?? [],
      });
      live += found.live;
      all += found.all;
    }
    return { live, all };
  }

  #readLog(
    roster: Roster,
    vault: VaultId,
    log: { readonly commits: readonly Buffer[]; readonly envelopes: readonly Buffer[] },
  ): Found {
    const state = emptyLog(vault);
    const opened: string[] = [];
    for (const [i, bytes] of log.commits.entries()) {
      const parsed = parseCommit(bytes);
      if (!parsed.ok) throw new Error(parsed.error);
      const commit = parsed.value;
      applyCommit(
        state,
        { commit, bytes },
        judge({ roster, state, commit, bytes, checkSignature: true }),
      );
      if (commit.items.is !== "leaves") continue;
      const leaves = commit.items.leaves.filter(({ kind }) => hasEnvelope(kind));
      const sealed = parse(log.envelopes[i] ?? new Uint8Array(0), (r) =>
        r.list(1_024, (v) => v.block(1 << 20)),
      );
      for (const [at, leaf] of leaves.entries()) {
        const epochKey = this.#keys.get(`${vault} ${leaf.epoch}`);
        const envelope = sealed?.[at];
        if (epochKey === undefined || envelope === undefined) continue;
        const place = { org: roster.org, vault, author: commit.author, epochKey };
        if (open(place, leaf, envelope).ok) opened.push(toHex(leaf.contentCommit));
      }
    }
    const standing = [...state.live.values()].filter(({ kind }) => kind !== "tombstone");
    const newest = new Set(standing.map(({ contentCommit }) => toHex(contentCommit)));
    return { live: opened.filter((one) => newest.has(one)).length, all: opened.length };
  }

  /** Opens every box that is hers, and follows every link from every key, forwards there is none. */
  #learn(roster: Roster, { boxes }: Dump): void {
    const { org } = roster;
    const own = { member: this.member, identity: this.identity };
    for (const row of boxes) {
      const vault = idFrom.vault(row.vault);
      const epoch = epochsOf(roster, vault)[row.epoch - 1];
      if (epoch === undefined || idFrom.member(row.member) !== this.member) continue;
      const { generation } = this.identity;
      const box = { vault, epoch: row.epoch, member: this.member, generation, bytes: row.bytes };
      const opened = openBox(org, box, own, epoch.keyCommit);
      if (opened.ok) this.#keys.set(`${vault} ${row.epoch}`, opened.value);
    }
    for (const vault of roster.vaults.keys()) {
      const epochs = epochsOf(roster, vault);
      for (let number = epochs.length; number > 1; number--) {
        const [epoch, before] = [epochs[number - 1], epochs[number - 2]];
        const key = this.#keys.get(`${vault} ${number}`);
        if (key === undefined || epoch === undefined || before === undefined) continue;
        const wraps = epoch.link.is === "wrapped" ? [epoch.link.previous] : epoch.links;
        for (const wrapped of wraps) {
          const previous = unwrapPrevious(
            { org, vault, epoch: number },
            key,
            wrapped,
            before.keyCommit,
          );
          if (previous.ok) this.#keys.set(`${vault} ${number - 1}`, previous.value);
        }
      }
    }
  }

  /** The roster as the database has it. */
  async roster(): Promise<Roster> {
    const { commits } = await this.#dump();
    const entries = commits.filter(({ log }) => log.every((byte) => byte === 0));
    return foldAll(
      emptyRoster(),
      entries.map(({ bytes }) => bytes),
    ).roster;
  }

  async #dump(): Promise<Dump> {
    const org = [Buffer.from(idBytes(this.org))];
    return asAdmin(this.#servers.databaseUrl, async (client) => {
      const commits = await client.query<Dump["commits"][number]>(
        `SELECT l.log, bytes, envelopes FROM commits c JOIN logs l ON l.id = c.log WHERE l.org = $1
         ORDER BY c.log, position`,
        org,
      );
      const boxes = await client.query<Dump["boxes"][number]>(
        "SELECT vault, epoch, member, bytes FROM boxes WHERE org = $1",
        org,
      );
      return { commits: commits.rows, boxes: boxes.rows };
    });
  }
}
