import type { FastifyInstance } from "fastify";
import {
  type Hash,
  type LogHead,
  type LogId,
  boxLeaves,
  boxPath,
  consistencyProof,
  headOf,
  idFrom,
  leafHash,
  parseCommit,
  hasEnvelope,
  rightOf,
  rolesOf,
  rosterLog,
  toHex,
  type MemberId,
  type VaultId,
} from "#crypto/verify";
import { acknowledgement } from "#contract/append.ts";
import {
  boxesReply,
  boxesRequest,
  historyReply,
  historyRequest,
  page,
  proofReply,
  proofRequest,
  pullRequest,
  standingRequest,
} from "#contract/pull.ts";
import type { Services } from "../app.ts";
import type { OpenOrg } from "../ledger.ts";
import { pageFrom, readEnvelopes } from "../pages.ts";
import { Refusal } from "../plugins/failures.ts";
import { headsNow } from "../store/heads.ts";
import { turnOf } from "../turns.ts";
import { boxesOf, commitBytesFrom, commitsFrom } from "../store/logs.ts";
import { body } from "./body.ts";

/** Reading: logs in pages, older versions, proofs, and one's own boxes (an auditor compares all of them). Rights are those of the roster as it is now. */
export function pullRoutes(app: FastifyInstance, services: Services): void {
  const { db, holding, ledger, sessions } = services;

  app.post("/v1/pull", async (request) => {
    const who = await sessions.reader(request);
    const { log, from } = body(request, pullRequest);
    const readable =
      log === rosterLog
        ? !("witness" in who)
        : "member" in who && mayRead(who.open, log, who.member);
    if (!readable) throw new Refusal("not-allowed");
    const found = await pageFrom(services, who.open, { log, from });
    if (found === undefined) throw new Refusal("unknown-log");
    const standing = services.standings.of(who.open.org, [found.head]);
    return page.encode({ log, from, commits: found.commits, standing });
  });

  app.post("/v1/history", async (request) => {
    const { open, member } = await sessions.readingMember(request);
    const { log, hashes } = body(request, historyRequest);
    if (log === rosterLog || !mayRead(open, log, member)) throw new Refusal("not-allowed");
    const opened = await ledger.log(open, log);
    if (opened === undefined) throw new Refusal("unknown-log");
    const wanted = new Map<string, Uint8Array>(
      hashes.map((hash) => [toHex(hash), new Uint8Array(0)]),
    );
    const look = async (from: number, most: number): Promise<void> => {
      for (const row of await commitsFrom(db, opened.id, { from, most })) {
        const commit = parseCommit(row.bytes);
        if (!commit.ok || commit.value.items.is !== "leaves") continue;
        const sealed = commit.value.items.leaves.filter((leaf) => hasEnvelope(leaf.kind));
        const envelopes = readEnvelopes(row.envelopes);
        sealed.forEach((leaf, i) => {
          const key = toHex(leaf.envelopeHash);
          // Where the same bytes stand a second time, they may be gone there.
          if (wanted.get(key)?.length === 0) wanted.set(key, envelopes[i] ?? new Uint8Array(0));
        });
      }
    };
    // Where the newest versions stand is known; only for older ones the log is looked through.
    const { live, frontier } = opened.state;
    for (const { envelopeHash, position } of live.values()) {
      if (wanted.has(toHex(envelopeHash))) await look(position, 1);
    }
    const isMissing = (): boolean => [...wanted.values()].some(({ length }) => length === 0);
    const step = 500;
    for (let from = 0; from < frontier.size && isMissing(); from += step) await look(from, step);
    return historyReply.encode({
      envelopes: hashes.map((hash) => wanted.get(toHex(hash)) as Uint8Array),
    });
  });

  app.post("/v1/proof", async (request) => {
    const { open, member } = await sessions.readingMember(request);
    const { log, from, to } = body(request, proofRequest);
    if (log !== rosterLog && !mayRead(open, log, member)) throw new Refusal("not-allowed");
    const id = log === rosterLog ? open.rosterId : (await ledger.log(open, log))?.id;
    if (id === undefined) throw new Refusal("unknown-log");
    if (from > to) throw new Refusal("malformed");
    const leaves: Hash[] = (await commitBytesFrom(db, id, { from: 0, most: to })).map(leafHash);
    if (leaves.length < to) throw new Refusal("malformed");
    return proofReply.encode({ hashes: from === 0 ? [] : consistencyProof(leaves, from) });
  });

  app.post("/v1/standing", async (request) => {
    const { open, member } = await sessions.readingMember(request);
    const { logs } = body(request, standingRequest);
    const { admin } = rolesOf(open.roster, member);
    if (admin || logs.every((log) => rightOf(open.roster, log as VaultId, member) === 3))
      await holding.hold(`${open.org}/${member}`, logs.map((log) => turnOf(open.org, log)).sort());
    const stored = new Map((await headsNow(db, open.org)).map(({ log, size }) => [log, size]));
    const heads: LogHead[] = [];
    for (const log of [...new Set(logs)].sort()) {
      const opened = open.roster.vaults.has(log as VaultId) && (await ledger.log(open, log));
      if (!opened) throw new Refusal("unknown-log");
      // Another server may have taken what stands past what this one has read.
      const behind = (stored.get(log) ?? 0) > opened.state.frontier.size;
      if (behind) await ledger.readLog(open, opened);
      heads.push({ log, ...headOf(opened.state.frontier) });
    }
    if (heads.length === 0) throw new Refusal("malformed");
    return acknowledgement.encode(services.standings.of(open.org, heads));
  });

  app.post("/v1/boxes", async (request) => {
    const { open, member } = await sessions.readingMember(request);
    const { vault } = body(request, boxesRequest);
    const rows = await boxesOf(db, open.org, vault);
    const all = rows.map((row) => ({
      vault,
      epoch: row.epoch,
      member: idFrom.member(row.member),
      generation: row.generation,
      bytes: row.bytes,
    }));
    const epochs = open.roster.vaults.get(vault)?.epochs ?? [];
    const isAuditor = rolesOf(open.roster, member).audit;
    const boxes = all
      .filter((box) => box.member === member || isAuditor)
      .map((box) => {
        const holders = new Set(epochs[box.epoch - 1]?.holders.map((holder) => holder.member));
        const under = boxLeaves(all.filter((b) => b.epoch === box.epoch && holders.has(b.member)));
        return { box, ...(boxPath(under, box.member) ?? { index: 0, path: [] }) };
      });
    return boxesReply.encode({ boxes });
  });
}

/** Whether a member may fetch a vault's log: with any right on it, or as an auditor. */
export const mayRead = (open: OpenOrg, log: LogId, member: MemberId): boolean =>
  rightOf(open.roster, log as VaultId, member) > 0 || rolesOf(open.roster, member).audit;
