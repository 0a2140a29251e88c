import {
  type Hash,
  type LogHead,
  type LogId,
  type OrgId,
  type SealedBox,
  type VaultId,
  equal,
  hasEnvelope,
  parseCommit,
  rosterLog,
  sha256,
  type Result,
  toHex,
} from "#crypto/verify";
import type { Codec } from "#contract/codec.ts";
import {
  headsLinesReply,
  headsLinesRequest,
  headsReply,
  headsRequest,
  linesCap,
} from "#contract/heads.ts";
import {
  type Page,
  boxesReply,
  boxesRequest,
  historyReply,
  historyRequest,
  page,
  pullRequest,
} from "#contract/pull.ts";
import { Unreadable } from "./failing.ts";
import type { KeptCommit, KeptLine, Source } from "./source.ts";

/** Most envelopes that are asked for at once. */
const historyStep = 64;
/** Most commits behind the published list of members that are read: a server may go on for ever. */
const mostBeyond = 20_000;

/** Requests to one server in the name of an auditor; each error is a sentence. */
export interface Calls {
  readonly origin: string;
  ask<T>(path: string, reply: Codec<T>, body: Uint8Array): Promise<Result<T, string>>;
  /** The last question was asked. */
  leave(): Promise<void>;
}

/** The server's answers as a source. What moves on while it is read is read up to where the newest line of the heads log has it. */
export class ServerSource implements Source {
  readonly name: string;
  readonly #calls: Calls;
  readonly #org: OrgId;
  #heads: Promise<readonly LogHead[]> | undefined;
  readonly #later = new Map<LogId, number>();
  #note = "";
  #size = 0;

  constructor(calls: Calls, org: OrgId) {
    this.name = `the server at ${calls.origin}`;
    this.#calls = calls;
    this.#org = org;
  }

  async organisations(): Promise<readonly OrgId[]> {
    return [this.#org];
  }

  logs(): Promise<readonly LogHead[]> {
    return (this.#heads ??= this.#readHeads());
  }

  async *commits(_org: OrgId, log: LogId): AsyncGenerator<KeptCommit> {
    const head = (await this.logs()).find((one) => one.log === log);
    if (head === undefined) return;
    for (let from = 0; from < head.size;) {
      const asked = this.#calls.ask("/v1/pull", page, pullRequest.encode({ log, from }));
      const pulled = must(await asked);
      this.#checkPage(pulled, log, from);
      const now = pulled.standing.heads.find((one) => one.log === log)?.size ?? 0;
      this.#later.set(log, Math.max(0, now - head.size));
      const commits = pulled.commits.slice(0, head.size - from);
      yield* await this.#whole(log, from, commits);
      from += commits.length;
      if (commits.length === 0) return;
    }
  }

  async *boxes(_org: OrgId, vaults: Iterable<VaultId>): AsyncGenerator<SealedBox> {
    for (const vault of vaults) {
      const asked = await this.#calls.ask("/v1/boxes", boxesReply, boxesRequest.encode({ vault }));
      for (const { box } of must(asked).boxes) yield box;
    }
  }

  async beyond(_org: OrgId, from: number): Promise<readonly Uint8Array[]> {
    const all: Uint8Array[] = [];
    for (;;) {
      const at = from + all.length;
      const asked = this.#calls.ask(
        "/v1/pull",
        page,
        pullRequest.encode({ log: rosterLog, from: at }),
      );
      const pulled = must(await asked);
      this.#checkPage(pulled, rosterLog, at);
      if (pulled.commits.length === 0 || all.length > mostBeyond) return all;
      for (const { bytes } of pulled.commits) all.push(bytes.slice());
    }
  }

  later(log: LogId): number {
    return this.#later.get(log) ?? 0;
  }

  async *lines(): AsyncGenerator<KeptLine> {
    await this.logs();
    for (let from = 0; from < this.#size;) {
      const asked = this.#calls.ask(
        "/v1/heads/lines",
        headsLinesReply,
        headsLinesRequest.encode({ from }),
      );
      const { lines } = must(await asked);
      for (const changed of lines.slice(0, this.#size - from)) {
        from += 1;
        const isNewest = from === this.#size;
        const list = isNewest ? await this.logs() : undefined;
        const note = isNewest ? this.#note : undefined;
        yield { size: from, changed, nodes: undefined, list, note };
      }
      if (lines.length < linesCap) return;
    }
  }

  async close(): Promise<void> {
    await this.#calls.leave();
  }

  async #readHeads(): Promise<readonly LogHead[]> {
    const asked = await this.#calls.ask(
      "/v1/heads",
      headsReply,
      headsRequest.encode({ newest: 0, cosigned: 0 }),
    );
    const { newest } = must(asked);
    this.#note = newest.note;
    this.#size = Number(newest.note.split("\n")[1]) || 0;
    return newest.stands?.list ?? [];
  }

  #checkPage({ standing, from: at, log: of }: Page, log: LogId, from: number): void {
    if (of !== log || at !== from || !standing.heads.some((head) => head.log === log)) {
      throw new Unreadable("The server sent a page of another log than was asked for.");
    }
  }

  /** The commits with the envelopes that a page leaves out: those of versions that are no longer the newest. */
  async #whole(log: LogId, from: number, commits: Page["commits"]): Promise<KeptCommit[]> {
    const lacking = commits.flatMap(({ bytes, envelopes }) =>
      sealedHashes(bytes).filter((_, at) => envelopes[at]?.length === 0),
    );
    const found = new Map<string, Uint8Array>();
    for (let at = 0; at < lacking.length; at += historyStep) {
      const hashes = lacking.slice(at, at + historyStep);
      const asked = await this.#calls.ask(
        "/v1/history",
        historyReply,
        historyRequest.encode({ log, hashes }),
      );
      for (const [i, envelope] of must(asked).envelopes.entries()) {
        const hash = hashes[i];
        if (hash !== undefined && equal(sha256(envelope), hash)) found.set(nameOf(hash), envelope);
      }
    }
    return commits.map(({ bytes, envelopes }, i) => {
      const hashes = sealedHashes(bytes);
      return {
        position: from + i,
        bytes,
        envelopes: envelopes.map((envelope, at) =>
          envelope.length > 0 ? envelope : (found.get(nameOf(hashes[at])) ?? envelope),
        ),
      };
    });
  }
}

function sealedHashes(bytes: Uint8Array): readonly Hash[] {
  const commit = parseCommit(bytes);
  if (!commit.ok || commit.value.items.is !== "leaves") return [];
  return commit.value.items.leaves
    .filter(({ kind }) => hasEnvelope(kind))
    .map(({ envelopeHash }) => envelopeHash);
}

const nameOf = (hash: Hash | undefined): string => (hash === undefined ? "" : toHex(hash));

function must<T>(came: Result<T, string>): T {
  if (!came.ok) throw new Unreadable(came.error);
  return came.value;
}
