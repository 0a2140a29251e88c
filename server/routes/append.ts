import type { FastifyInstance, FastifyReply } from "fastify";
import {
  type Entry,
  type MemberId,
  type OrgId,
  emptyRoster,
  fold,
  idBytes,
  keysOf,
  orgIdOf,
  parseCommit,
  rosterLog,
} from "#crypto/verify";
import { type Append, acknowledgement, appendRequest, enrolment } from "#contract/append.ts";
import type { Account } from "#contract/account.ts";
import { serverErrors } from "#contract/errors.ts";
import { type Page, movedReply, pageBytes } from "#contract/pull.ts";
import { type Appended, type Seen, takeAppend } from "../append.ts";
import type { Services } from "../app.ts";
import { endsHealing } from "../healing.ts";
import { type OpenOrg, firstHead } from "../ledger.ts";
import { lastPage, pageFrom } from "../pages.ts";
import { Refusal } from "../plugins/failures.ts";
import { Rate } from "../plugins/rate.ts";
import { tokenOf } from "../plugins/session.ts";
import type { Growth } from "../push.ts";
import { type AccountRow, accountOf, findAccount, keepAccount } from "../store/accounts.ts";
import { findLog, makeLogs } from "../store/logs.ts";
import { turnOf } from "../turns.ts";
import { rowOf } from "./accounts.ts";
import { body } from "./body.ts";
import { mayRead } from "./pull.ts";

/** Most commits of the roster that one member has taken in an hour; a large removal is one. */
const rosterCommitsAnHour = 600;

/** Founding, joining and appending: the three requests that move a log. */
export function appendRoutes(app: FastifyInstance, services: Services): void {
  const { db, holding, ledger, sessions, turns, secrets, push, healing, heads } = services;

  const take = async (
    open: OpenOrg,
    append: Append,
    by: { readonly member: Parameters<typeof takeAppend>[3]; readonly token?: Uint8Array },
  ): Promise<Appended> => {
    const heals = endsHealing(append);
    const keys = append.chains.map(({ log }) => turnOf(open.org, log)).sort();
    const who = `${open.org}/${by.member}`;
    if (append.chains.some(({ log }) => log !== rosterLog)) holding.release(who);
    const ports = {
      db,
      ledger,
      notify: push.notice,
      heals,
      logKey: secrets.logKey,
      mayReset: (of: OpenOrg) => healing.misses(of.org),
      appended: ({ org }: OpenOrg, moves: readonly Growth[]) => push.appended(org, moves, by.token),
    };
    const taken = await turns
      .take(keys, () => takeAppend(ports, open, append, by.member))
      .finally(() => holding.release(who));
    // Of a server that heals nothing else is said of an append: the rest is asked about when that is over.
    if (!taken.ok && !heals && (await healing.since(open.org)) !== undefined)
      throw new Refusal("healing");
    if (taken.ok && heals) {
      await healing.ended(open.org);
      // Clients wait for a list of heads from after it.
      await heads.append(open.org).catch(() => undefined);
    }
    return taken;
  };

  /** Refuses a login id that is anybody else's. */
  const free = async ({ loginId, member }: Account, org: OrgId): Promise<void> => {
    const row = await findAccount(db, loginId);
    if (row !== undefined && !isOf(row, org, member)) throw new Refusal("name-taken");
  };

  /** Keeps the account of a new member, or of one with new keys; asked again with the same, there is nothing to do. */
  const keep = async (row: AccountRow): Promise<boolean> => {
    if (await keepAccount(db, row)) return true;
    const stands = await accountOf(db, row.org, row.member);
    return stands?.bundle.equals(row.bundle) === true;
  };

  const entering = new Rate(rosterCommitsAnHour, 3_600_000);

  app.post("/v1/append", async (request, reply) => {
    const { open, member } = await sessions.asker(request);
    const token = tokenOf(request);
    const by = { member, ...(token !== undefined && { token }) };
    const append = body(request, appendRequest);
    // Everybody reads all of the roster for ever, and it can never be made shorter.
    const entries = append.chains.find(({ log }) => log === rosterLog)?.commits ?? [];
    if (!entries.every(() => entering.take(member))) throw new Refusal("too-many");
    const taken = await take(open, append, by);
    const moved = !taken.ok && taken.error.code === "moved" ? taken.error.seen : undefined;
    if (moved === undefined) return answer(services, reply, open.org, taken);
    const pages = await unseen(services, open, member, moved);
    return reply.code(serverErrors.moved).send(movedReply.encode({ pages }));
  });

  /* The answer to a join may be lost. Whoever asks again has used the invite up by then, and asks as the member that
     she has become: the commit stands already, and her account is kept if it was not. */
  app.post("/v1/join", async (request, reply) => {
    const who = await sessions.anyone(request);
    const { account, append } = body(request, enrolment);
    const entry = soleEntry(append);
    const joins =
      entry?.is === "accept" &&
      entry.member === account.member &&
      entry.generation === account.generation;
    if (!joins) throw new Refusal("not-an-account");
    if (!("invite" in who) && !("member" in who && who.member === account.member))
      throw new Refusal("not-allowed");
    await free(account, who.open.org);
    const row = await rowOf(account, who.open.org, secrets.pepper);
    const taken = await take(who.open, append, { member: account.member });
    if (taken.ok && !(await keep(row))) throw new Refusal("name-taken");
    return answer(services, reply, who.open.org, taken);
  });

  app.post("/v1/found", async (request, reply) => {
    const { account, append } = body(request, enrolment);
    const org = foundedBy(append, account.member, secrets.logKey);
    if (org === undefined) throw new Refusal("not-an-account");
    // Whether a name is taken is said to nobody who has not signed a whole organisation for it.
    if (!isGenesis(append)) throw new Refusal("wrong-commit");
    if (!services.foundings.take(request.ip)) throw new Refusal("too-many");
    await free(account, org);
    const row = await rowOf(account, org, secrets.pepper);
    await makeLogs(db, org, [rosterLog], firstHead());
    const log = await findLog(db, org, rosterLog);
    if (log === undefined) throw new Refusal("our-fault");
    const known = await ledger.organisation(org);
    const open: OpenOrg = known ?? {
      org,
      rosterId: log.id,
      roster: emptyRoster(),
      logs: new Map(),
    };
    const taken = await take(open, append, { member: account.member });
    if (taken.ok && !(await keep(row))) throw new Refusal("name-taken");
    return answer(services, reply, org, taken);
  });
}

const isOf = (row: AccountRow, org: OrgId, member: MemberId): boolean =>
  row.org.equals(idBytes(org)) && row.member.equals(idBytes(member));

function answer(
  services: Services,
  reply: FastifyReply,
  org: OrgId,
  taken: Appended,
): FastifyReply {
  if (taken.ok) {
    return reply.send(acknowledgement.encode(services.standings.of(org, taken.value)));
  }
  throw new Refusal(taken.error.code);
}

/** What stands past what the writer of an append had seen, as far as she may read it and it fits into a page. */
async function unseen(
  services: Services,
  open: OpenOrg,
  member: MemberId,
  seen: readonly Seen[],
): Promise<readonly Page[]> {
  const { roster } = open;
  const pages: Page[] = [];
  let left = pageBytes;
  for (const { log, size } of seen) {
    const isOfRoster = log === rosterLog;
    const readable = isOfRoster ? keysOf(roster, member) !== undefined : mayRead(open, log, member);
    const opened = open.logs.get(log);
    const stands = isOfRoster ? roster.head.size : (opened?.state.frontier.size ?? 0);
    if (!readable || size >= stands || left <= 0) continue;
    const last = opened && lastPage(opened, size);
    const found = last ?? (await pageFrom(services, open, { log, from: size, bytes: left }));
    if (found === undefined) continue;
    const { head, commits } = found;
    for (const { bytes, envelopes } of commits)
      left -= envelopes.reduce((sum, { length }) => sum + length, bytes.length);
    pages.push({ log, from: size, commits, standing: services.standings.of(open.org, [head]) });
  }
  return pages;
}

/** The one entry of an append that is nothing but that: what founds or joins. */
function soleEntry({ chains, boxes }: Append): Entry | undefined {
  const [chain] = chains;
  const frame = chain?.log === rosterLog ? chain.commits[0] : undefined;
  const alone = chains.length === 1 && chain?.commits.length === 1 && boxes.length === 0;
  const commit = alone && frame !== undefined ? parseCommit(frame.bytes) : undefined;
  if (!commit?.ok || commit.value.items.is !== "entries") return undefined;
  const { entries } = commit.value.items;
  return entries.length === 1 ? entries[0] : undefined;
}

/** Whether the one commit of an append is a whole and signed genesis. */
function isGenesis({ chains }: Append): boolean {
  const bytes = chains[0]?.commits[0]?.bytes ?? new Uint8Array(0);
  const commit = parseCommit(bytes);
  return commit.ok && fold(emptyRoster(), commit.value, bytes).verdict.is === "valid";
}

/** The organisation that an append founds: by this member, under this server's log key. */
function foundedBy(append: Append, member: string, logKey: Uint8Array): OrgId | undefined {
  const entry = soleEntry(append);
  if (entry?.is !== "genesis" || entry.member !== member) return undefined;
  return Buffer.compare(entry.logKey, logKey) === 0 ? orgIdOf(entry) : undefined;
}
