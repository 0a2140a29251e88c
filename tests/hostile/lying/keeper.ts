// Over 300 lines: one server in memory, which answers every route that an open client asks.
import {
  type Acknowledgement,
  type Frontier,
  type Hash,
  type LogHead,
  type LogId,
  type LogState,
  type MemberId,
  type Roster,
  type SealedBox,
  type VaultId,
  appendLeaf,
  applyCommit,
  boxLeaves,
  boxPath,
  consistencyProof,
  equal,
  fold,
  hasEnvelope,
  headSigner,
  inclusionProof,
  judge,
  parseCommit,
  rosterLog,
  signAcknowledgement,
  sortHeads,
  toHex,
} from "#crypto";
import { challengeReply, sessionReply, sessionRequest } from "#contract/account.ts";
import { type Append, acknowledgement, appendRequest } from "#contract/append.ts";
import { type ServerError, serverErrors } from "#contract/errors.ts";
import {
  type ServedLine,
  headsProofReply,
  headsProofRequest,
  headsReply,
  headsRequest,
} from "#contract/heads.ts";
import {
  type Page,
  boxesReply,
  boxesRequest,
  historyReply,
  historyRequest,
  movedReply,
  page,
  proofReply,
  proofRequest,
  pullRequest,
  standingRequest,
} from "#contract/pull.ts";
import type { Oracle } from "./oracle.ts";
import type { Line, Past } from "./past.ts";
import { Shelf } from "./shelf.ts";

/** An answer as it stands on the wire. */
export interface Reply {
  readonly status: number;
  readonly bytes: Uint8Array;
}

/** A request as it stands on the wire. */
export interface Ask {
  readonly path: string;
  readonly body: Uint8Array;
  readonly token: string | undefined;
}

/** What somebody is shown of the logs: the truth, an earlier one, or a branch. */
export interface Face {
  shelf(log: LogId): Shelf;
  size(log: LogId): number;
  /** How many lines of the heads log. */
  readonly lines: number;
}

/** How a server serves that has a choice. */
export interface Manner {
  /** Most commits in one page. */
  readonly perPage: number;
  /** Whether envelopes that are nobody's newest version are sent as well. */
  readonly sendsOld: boolean;
}

export const refusal = (code: ServerError): Reply => ({
  status: serverErrors[code],
  bytes: new TextEncoder().encode(JSON.stringify({ code })),
});
export const frame = (bytes: Uint8Array): Reply => ({ status: 200, bytes });

/** An honest server of one organisation, in memory: it judges what it takes as the real one does, and signs for it. */
export class Keeper {
  readonly past: Past;
  readonly oracle: Oracle;
  readonly manner: Manner;
  /** How many of the captured appends are true by now; appends are taken once all are. */
  after: number;
  readonly lines: Line[];
  readonly #frontiers: Frontier[];
  readonly #logs: Map<LogId, Shelf>;
  readonly #states = new Map<VaultId, LogState>();
  readonly #boxes: SealedBox[] = [];
  readonly #tokens = new Map<string, MemberId>();
  readonly #signer;
  readonly #random: () => number;
  #roster: Roster;
  /** Called when logs have grown. */
  grown: (logs: readonly LogId[], by: string | undefined) => void = () => undefined;

  constructor(
    past: Past,
    from: { after: number; oracle: Oracle; manner: Manner; random: () => number },
  ) {
    this.past = past;
    this.oracle = from.oracle;
    this.manner = from.manner;
    this.after = from.after;
    this.#random = from.random;
    this.lines = past.lines.slice(0, from.after);
    this.#frontiers = past.frontiers.slice(0, from.after + 1);
    this.#logs = new Map(past.logs);
    this.#roster = past.roster;
    this.#signer = headSigner(past.captured.logSeed);
  }

  /** The truth. */
  readonly truth: Face = faceOf(
    (log) => this.#logs.get(log) ?? new Shelf(),
    (log) => this.#sizeNow(log),
    () => this.lines.length,
  );

  #sizeNow(log: LogId): number {
    const { past, after } = this;
    return after < past.end ? (past.sizes[after]?.get(log) ?? 0) : (this.#logs.get(log)?.size ?? 0);
  }

  /** The truth as it was after so many captured appends. */
  earlier(after: number): Face {
    const sizes = this.past.sizes[after];
    return faceOf(
      this.truth.shelf,
      (log) => sizes?.get(log) ?? 0,
      () => after,
    );
  }

  /** All logs that are there. */
  get logs(): readonly LogId[] {
    return [...this.#logs.keys()].filter((log) => this.truth.size(log) > 0);
  }

  /** The next captured append becomes true. */
  advance(): void {
    const before = this.past.sizes[this.after];
    this.after += 1;
    const sizes = this.past.sizes[this.after] ?? new Map<LogId, number>();
    this.grown(
      [...sizes.keys()].filter((log) => sizes.get(log) !== before?.get(log)),
      undefined,
    );
  }

  /** Adds a line to the heads log, as seen by the witness at `now` (epoch ms). */
  tick(now: number): void {
    const list = this.logs.map((log): LogHead => ({
      log,
      ...this.truth.shelf(log).head(this.truth.size(log)),
    }));
    const on = this.#frontiers.at(-1) as Frontier;
    const line = this.past.line(on, list, Math.floor(now / 1000));
    this.#frontiers.push(appendLeaf(on, line.leaf));
    this.lines.push(line);
  }

  sign(heads: readonly LogHead[]): Acknowledgement {
    return signAcknowledgement(this.past.org, sortHeads(heads), this.#signer.secret);
  }

  /** Who has a token. */
  member(token: string | undefined): MemberId | undefined {
    return token === undefined ? undefined : this.#tokens.get(token);
  }

  /** What is answered, with this face. */
  answer({ path, body, token }: Ask, face: Face): Reply {
    if (path === "/v1/challenge") {
      return frame(challengeReply.encode({ nonce: this.#bytes(32), expiry: 9_999_999_999 }));
    }
    if (path === "/v1/session") {
      const asked = sessionRequest.decode(body);
      if (asked?.subject.is !== "member") return refusal("malformed");
      const fresh = this.#bytes(32);
      this.#tokens.set(toHex(fresh), asked.subject.member);
      return frame(sessionReply.encode({ token: fresh }));
    }
    const member = this.member(token);
    if (path === "/v1/session/end") return { status: 204, bytes: new Uint8Array(0) };
    if (member === undefined) return refusal("session-ended");
    switch (path) {
      case "/v1/pull": {
        const asked = pullRequest.decode(body);
        return asked === undefined
          ? refusal("malformed")
          : frame(page.encode(this.page(face, asked)));
      }
      case "/v1/history":
        return this.#history(body);
      case "/v1/proof": {
        const asked = proofRequest.decode(body);
        const leaves = asked && face.shelf(asked.log).leaves;
        if (
          asked === undefined ||
          leaves === undefined ||
          asked.to > leaves.length ||
          asked.from > asked.to
        )
          return refusal("malformed");
        const { from, to } = asked;
        const hashes = from === 0 ? [] : consistencyProof(leaves.slice(0, to), from);
        return frame(proofReply.encode({ hashes }));
      }
      case "/v1/standing": {
        const logs = standingRequest.decode(body)?.logs ?? [];
        const heads = logs.map((log): LogHead => ({
          log,
          ...face.shelf(log).head(face.size(log)),
        }));
        return frame(acknowledgement.encode(this.sign(heads)));
      }
      case "/v1/boxes":
        return this.#own(body, member);
      case "/v1/heads":
        return this.#heads(body, face);
      case "/v1/heads/proof": {
        const asked = headsProofRequest.decode(body);
        if (asked === undefined || asked.from > asked.to || asked.to > this.lines.length)
          return refusal("malformed");
        const leaves = this.lines.slice(0, asked.to).map(({ leaf }) => leaf);
        return frame(headsProofReply.encode({ hashes: consistencyProof(leaves, asked.from) }));
      }
      case "/v1/append":
        return this.#append(body, { member, token, face });
      default:
        return refusal("try-again");
    }
  }

  /** A page of a log as a face has it. */
  page(face: Face, { log, from }: { readonly log: LogId; readonly from: number }): Page {
    const shelf = face.shelf(log);
    const size = face.size(log);
    const frames = shelf.frames.slice(from, Math.min(size, from + this.manner.perPage));
    const live = this.manner.sendsOld ? undefined : newestIn(shelf, size);
    const commits = frames.map((one, i) =>
      live === undefined ? one : without(one, from + i, live),
    );
    return { log, from, commits, standing: this.sign([{ log, ...shelf.head(size) }]) };
  }

  #history(body: Uint8Array): Reply {
    const asked = historyRequest.decode(body);
    if (asked === undefined) return refusal("malformed");
    const kept = new Map<string, Uint8Array>();
    for (const shelf of [
      this.#logs.get(asked.log),
      ...this.past.branches.map((b) => b.get(asked.log)),
    ])
      for (const { bytes, envelopes } of shelf?.frames ?? []) {
        for (const [i, { envelopeHash }] of sealedIn(bytes).entries())
          kept.set(toHex(envelopeHash), envelopes[i] ?? nothing);
      }
    const envelopes = asked.hashes.map((hash) => kept.get(toHex(hash)) ?? nothing);
    return frame(historyReply.encode({ envelopes }));
  }

  #own(body: Uint8Array, member: MemberId): Reply {
    const vault = boxesRequest.decode(body)?.vault;
    if (vault === undefined) return refusal("malformed");
    const captured = this.past.boxes
      .filter(({ after }) => after <= this.after)
      .map(({ box }) => box);
    const all = [...captured, ...this.#boxes].filter((box) => box.vault === vault);
    const epochs = this.#roster.vaults.get(vault)?.epochs ?? [];
    const boxes = all
      .filter((box) => box.member === member)
      .map((box) => {
        const holders = new Set(epochs[box.epoch - 1]?.holders.map((holder) => holder.member));
        const under = boxLeaves(all.filter((b) => b.epoch === box.epoch && holders.has(b.member)));
        return { box, ...(boxPath(under, box.member) ?? { index: 0, path: [] }) };
      });
    return frame(boxesReply.encode({ boxes }));
  }

  #heads(body: Uint8Array, face: Face): Reply {
    const known = headsRequest.decode(body);
    const at = face.lines - 1;
    const line = this.lines[at];
    if (known === undefined || line === undefined) return refusal("try-again");
    const newest = this.served(at, known.newest);
    return frame(headsReply.encode({ newest, cosigned: this.served(at, known.cosigned) }));
  }

  /** A line as it is served to somebody who knows so many. */
  served(at: number, known: number): ServedLine {
    const { note, list } = this.lines[at] as Line;
    if (at + 1 <= known) return { note, stands: undefined };
    const path = inclusionProof(
      this.lines.slice(0, at + 1).map(({ leaf }) => leaf),
      at,
    );
    return { note, stands: { list, path } };
  }

  #append(
    body: Uint8Array,
    {
      member,
      token,
      face,
    }: { readonly member: MemberId; readonly token: string | undefined; readonly face: Face },
  ): Reply {
    const append = appendRequest.decode(body);
    if (append === undefined) return refusal("malformed");
    // Others are about to write what was captured: until then nothing else is taken.
    if (this.after < this.past.end) return refusal("try-again");
    const came = this.take(append, member);
    if (came === "taken" || came === "known") {
      const heads = append.chains.map(({ log }): LogHead => ({ log, ...this.#shelf(log).head() }));
      if (came === "taken")
        this.grown(
          append.chains.map(({ log }) => log),
          token,
        );
      return frame(acknowledgement.encode(this.sign(heads)));
    }
    if (came !== "moved") return refusal("wrong-commit");
    const pages = seenBy(append)
      .filter(({ log, from }) => from < face.size(log))
      .map((seen) => this.page(face, seen));
    return { status: serverErrors.moved, bytes: movedReply.encode({ pages }) };
  }

  #shelf(log: LogId): Shelf {
    return this.#logs.get(log) ?? new Shelf();
  }

  /** Takes an append as the real server does, or says why not. */
  take(append: Append, author: MemberId): "taken" | "known" | "moved" | "refused" {
    const isKnown = append.chains.every(({ log, commits }) =>
      commits.every(({ bytes }) => {
        const parsed = parseCommit(bytes);
        const there = parsed.ok ? this.#shelf(log).frames[parsed.value.base.size] : undefined;
        return there !== undefined && equal(there.bytes, bytes);
      }),
    );
    if (isKnown) return "known";
    let roster = this.#roster;
    const states = new Map<VaultId, LogState>();
    for (const { log, commits } of append.chains) {
      for (const { bytes } of commits) {
        const parsed = parseCommit(bytes);
        if (!parsed.ok || parsed.value.author !== author) return "refused";
        const commit = parsed.value;
        if (log === rosterLog) {
          const folded = fold(roster, commit, bytes);
          if (folded.verdict.is === "tree-fault") return "moved";
          if (folded.verdict.is !== "valid") return "refused";
          roster = folded.roster;
          continue;
        }
        const vault = log as VaultId;
        const state =
          states.get(vault) ?? copyOf(this.#states.get(vault) ?? this.past.states.get(vault));
        if (state === undefined) return "refused";
        states.set(vault, state);
        const verdict = judge({ roster, state, commit, bytes, checkSignature: true });
        if (verdict.is === "tree-fault") return "moved";
        if (verdict.is !== "valid")
          return verdict.code === "roster-went-back" ? "moved" : "refused";
        applyCommit(state, { commit, bytes }, verdict);
      }
    }
    this.#roster = roster;
    for (const [vault, state] of states) this.#states.set(vault, state);
    this.#boxes.push(...append.boxes);
    for (const { log, commits } of append.chains) {
      const grown = this.#shelf(log).branch();
      const from = grown.size;
      for (const one of commits) grown.add(one);
      this.#logs.set(log, grown);
      this.oracle.know(log, grown, from);
    }
    return "taken";
  }

  #bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(this.#random() * 256));
  }
}

/** How much its writer had seen of the roster and of the logs of an append. */
function seenBy({ chains }: Append): readonly { readonly log: LogId; readonly from: number }[] {
  const seen = new Map<LogId, number>();
  for (const { log, commits } of chains) {
    const parsed = commits[0] && parseCommit(commits[0].bytes);
    if (!parsed?.ok) continue;
    if (!seen.has(rosterLog)) seen.set(rosterLog, parsed.value.roster.size);
    seen.set(log, parsed.value.base.size);
  }
  return Array.from(seen, ([log, from]) => ({ log, from }));
}

/** A face whose parts are asked for when they are needed. */
export const faceOf = (shelf: Face["shelf"], size: Face["size"], lines: () => number): Face => ({
  shelf,
  size,
  get lines() {
    return lines();
  },
});

const nothing = new Uint8Array(0);

const sealedCache = new WeakMap<Uint8Array, { record: string; envelopeHash: Hash }[]>();

/** The leaves of a commit that have an envelope. */
export function sealedIn(bytes: Uint8Array): readonly { record: string; envelopeHash: Hash }[] {
  const known = sealedCache.get(bytes);
  if (known !== undefined) return known;
  const parsed = parseCommit(bytes);
  const leaves = parsed.ok && parsed.value.items.is === "leaves" ? parsed.value.items.leaves : [];
  const sealed = leaves.filter(({ kind }) => hasEnvelope(kind));
  sealedCache.set(bytes, sealed);
  return sealed;
}

const newest = new WeakMap<Shelf, Map<number, ReadonlyMap<string, number>>>();

/** Where each record's newest envelope stands in so much of a log. */
function newestIn(shelf: Shelf, size: number): ReadonlyMap<string, number> {
  const known = newest.get(shelf) ?? new Map<number, ReadonlyMap<string, number>>();
  newest.set(shelf, known);
  let at = known.get(size);
  if (at === undefined) {
    const all = new Map<string, number>();
    for (const [position, { bytes }] of shelf.frames.slice(0, size).entries())
      for (const { record } of sealedIn(bytes)) all.set(record, position);
    known.set(size, (at = all));
  }
  return at;
}

const without = (
  { bytes, envelopes }: { readonly bytes: Uint8Array; readonly envelopes: readonly Uint8Array[] },
  position: number,
  live: ReadonlyMap<string, number>,
) => {
  const sealed = sealedIn(bytes);
  return {
    bytes,
    envelopes: envelopes.map((one, i) =>
      live.get(sealed[i]?.record ?? "") === position ? one : nothing,
    ),
  };
};

const copyOf = (state: LogState | undefined): LogState | undefined =>
  state && { ...state, live: new Map(state.live), skipped: [...state.skipped] };
