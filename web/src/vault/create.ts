// Over 300 lines: one object, every call of the page given to the part that does it.
import {
  type MemberId,
  type RecordId,
  fromHex,
  makePassphrase,
  randomBytes,
  readAccountKey,
  ready,
  rosterLog,
  toHex,
} from "#crypto";
import type { ActName, Deed as Told } from "#domain/acts.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Kept } from "./deed.ts";
import { deviceStore, readAccounts, shownOf } from "./device.ts";
import type { ActOutcome, Engine, Outbox, OutboxEntry, Outcome, Team } from "./engine.ts";
import { comingIn, Entrance, type Phase } from "./entrance.ts";
import * as inviting from "./inviting.ts";
import { lossesOf } from "./losses.ts";
import type { OpenAccount } from "./open-account.ts";
import { type GivenPorts, withPlatform } from "./ports.ts";
import { changePassphrase, isPassphrase } from "./passphrase.ts";
import { Pasts } from "./past.ts";
import { proofsOf } from "./proving.ts";
import { questionOf } from "./question.ts";
import { reachOf, takingOf } from "./reach.ts";
import { suggestLoginId } from "./pseudonym.ts";
import { replaceMember } from "./replacing.ts";
import { sessionsOf } from "./sessions.ts";
import { Signal } from "./signal.ts";
import { takeAway } from "./taking-away.ts";
import { teamOf } from "./team.ts";
import { trustOf } from "./trusting.ts";
import { confirmKit, unconfirmed } from "./unconfirmed.ts";
import { Watching } from "./watching.ts";

const nothing: ActOutcome = { ok: false, refusal: { code: "nothing-to-do" } };
const nobody: Team = { members: [], invites: [], toHandOver: [], losses: [] };

/**
 * The engine: everything between the screens and the wire. In a browser it runs in a dedicated worker (worker.ts), in
 * tests, bench and sample data in the program itself; the code is the same.
 */
export function createEngine(given: GivenPorts): Engine {
  const ports = withPlatform(given);
  const watching = new Watching({
    show: (name, args) => entrance.open.show(name, args),
    reads: (name) => entrance.open.reads(name),
    broken: (name) => ports.broken(`the view ${name} could not be made`),
  });
  const pasts = new Pasts(() => {
    if (entrance.phase.is !== "open") return undefined;
    const { versions, entered } = entrance.phase.open;
    return { versions, follow: entered.follow };
  });
  const outbox = new Signal<Outbox>(() => outboxOf(account(), entrance.phase.is));
  const team = new Signal<Team>(() => {
    const open = entrance.phase.is === "open" ? entrance.phase.open : undefined;
    if (open === undefined) return nobody;
    const { follow } = open.entered;
    try {
      const names = open.show("teamNames", {});
      return {
        ...teamOf(follow, open.facts, names),
        ...lossesOf(follow, open.facts, open.healing),
      };
    } catch {
      ports.broken("the team could not be made");
      return nobody;
    }
  });
  const alarms = new Signal(() => account()?.alarms.all ?? []);
  const moved = ({ is }: Phase): void => {
    watching.awake(is === "open");
    for (const signal of [outbox, team, alarms]) signal.later();
  };
  const tell = {
    status: () => entrance.status.later(),
    outbox: () => outbox.later(),
    team: () => team.later(),
    alarms: () => alarms.later(),
    closed: () => entrance.lock("session-closed"),
    views: (places: Parameters<Watching["changed"]>[0]) => {
      watching.changed(places);
      if (places !== undefined) pasts.changed();
    },
  };
  const entrance: Entrance = new Entrance(ports, tell, moved);

  /** What is open, covered or not. */
  const account = (): OpenAccount | undefined =>
    entrance.phase.is === "open" || entrance.phase.is === "covered"
      ? entrance.phase.open
      : undefined;
  const desk = () => {
    const { entered, sender, facts, heads } = entrance.open;
    return { follow: entered.follow, sender, facts, heads };
  };
  const find = (entry: string): Kept | undefined =>
    entrance.open.outbox.all.find((one) => one.deed.id === entry);

  return {
    accounts: async () => {
      const accounts = await readAccounts(await ports.stores(deviceStore));
      // Comes while she reads and types; where it does not, the deed that needs it says so.
      void ready().catch(() => undefined);
      void comingIn().catch(() => undefined);
      return accounts.map(shownOf);
    },
    status: async () => statusNow(entrance),
    onStatus: (call) => entrance.status.on(call),
    suggestPassphrase: async (kind) => {
      await ready();
      return makePassphrase(kind);
    },
    suggestLoginId: async () => {
      await ready();
      return suggestLoginId();
    },
    readsKey: async (groups) => {
      await ready();
      return readAccountKey(groups).ok;
    },

    found: async (input) => outcome(await entrance.found(input)),
    readInvite: async (code) => outcome(await entrance.readInvite(code)),
    join: async (input) => outcome(await entrance.join(input)),
    readSheets: async (input) => outcome(await entrance.readSheets(input)),
    recover: async (input) => outcome(await entrance.recover(input)),
    unconfirmed: () => unconfirmed(entrance.open),
    confirmKit: async () => confirmKit(entrance.open.local),
    unlock: async (input) => outcome(await entrance.unlock(input)),
    setPin: (pin) => entrance.setPin(pin),
    setLabel: (label) => entrance.setLabel(label),
    cover: async () => entrance.cover(),
    uncover: async (pin) => outcome(entrance.uncover(pin)),
    lock: async () => entrance.lock(),
    knowsPassphrase: async (passphrase) => (await isPassphrase(entrance.open, passphrase)).ok,
    changePassphrase: async (input) => outcome(await changePassphrase(entrance.open, input)),
    setAuthenticator: async (input) => outcome(await entrance.setAuthenticator(input)),
    renewKeys: async (input) => outcome(await entrance.renewKeys(input)),
    sessions: async () => outcome(await sessionsOf(entrance.open.entered.follow.api)),
    closeSession: async (session) => {
      const { api } = entrance.open.entered.follow;
      return outcome(await api.closeSession(fromHex(session)));
    },

    act: (name, input) => entrance.open.act([{ act: name, input } as Told]),
    actAll: (acts) => entrance.open.act(acts),
    settled: async (entry) => {
      const state = await entrance.open.outbox.settled(entry);
      if (state === undefined) throw new Error("there is no such entry");
      return state;
    },
    undo: (entry) => undo(entrance.open, find(entry)),
    view: async (name, args) => entrance.open.show(name, args),
    watch: (name, args, call) => watching.watch(name, args, call),

    onOutbox: (call) => outbox.on(call),
    history: (type, of, call) => pasts.read(type, of, call),
    question: async (entry) => {
      const kept = find(entry);
      if (kept?.state.is !== "question") return undefined;
      const { entered, outbox: box } = entrance.open;
      const again = box.couldAgain(kept);
      return questionOf(entered.follow, { kept, entry: entryOf(kept), again });
    },
    answer: async (entry, { is }) => {
      const kept = find(entry);
      if (kept === undefined || kept.state.is === "sending") return nothing;
      const { outbox: box } = entrance.open;
      const { acts, house } = kept.deed;
      const again = is === "again" && (await entrance.open.act(acts, house && { house }));
      if (again === false || again.ok) await box.drop(kept);
      return again === false ? { ok: true, entry, canUndo: false } : again;
    },

    draft: (key) => entrance.open.local.getJson(`draft/${key}`),
    keepDraft: async (key, value) => entrance.open.local.putJson(`draft/${key}`, value),
    dropDraft: async (key) => entrance.open.local.put(new Map([[`draft/${key}`, undefined]])),

    createHouse: (input) =>
      entrance.open.act([{ act: "setUpHouse", input }], { house: input.house }),
    invite: async (input) => outcome(await inviting.invite(desk(), input)),
    replaceMember: async (input) => outcome(await replaceMember(desk(), input)),
    onTeam: (call) => team.on(call),
    seeRecovery: async () => {
      const { facts, entered } = entrance.open;
      await facts.change({ recoverySeen: entered.follow.book.roster.head.size });
      team.now();
    },
    seeLosses: async () => {
      const { facts, entered } = entrance.open;
      await facts.change({ lossesSeen: entered.follow.book.roster.head.size });
      team.now();
    },
    goOn: async (shown) => {
      const { entered, sender, healing } = entrance.open;
      const { goOn } = await import("./going-on.ts");
      return outcome(await goOn({ follow: entered.follow, sender, healing }, shown));
    },
    grantWishes: async (member) => outcome(await entrance.open.unasked.grant(member)),
    handOver: async (house: HouseId, to: MemberId, keeps = "director" as const) =>
      outcome(await inviting.handOver(desk(), { house, to, keeps })),

    reach: async (member, taking) => reachOf(entrance.open.entered.follow, member, taking),
    takeAway: async (taking, abandon) => {
      const { follow } = desk();
      const done = await takeAway(desk(), takingOf(follow, taking), abandon);
      const isSelf = taking.member === follow.keyring.member;
      if (done.ok && taking.is === "remove" && isSelf) entrance.lock();
      else if (done.ok) {
        await follow.pull(rosterLog);
        entrance.open.resealing.wake("now");
      }
      return outcome(done);
    },
    pauseResealing: (paused) => entrance.open.resealing.pause(paused),

    setWitnesses: async (input) => {
      const { setWitnesses } = await import("./naming-witnesses.ts");
      return outcome(await setWitnesses(desk(), input));
    },
    trust: async () => {
      const { entered, facts, heads, resealing, agreedAt } = entrance.open;
      return trustOf(entered.follow, { facts, heads, resealing }, agreedAt);
    },
    audit: (call) =>
      listening(call, { is: "failed", why: "" }, async (tell) => {
        const { audit } = await import("./auditing.ts");
        const { origin, clock } = ports;
        await audit({ ...desk(), origin }, clock, tell);
      }),
    checkAgain: (call) =>
      listening(call, { is: "failed", code: "device-fault" }, async (tell) => {
        const { checkAgain } = await import("./checking-again.ts");
        await checkAgain(entrance.open, tell);
      }),
    onAlarms: (call) => alarms.on(call),
    proofs: async () => {
      const { entered, alarms: raised } = entrance.open;
      return proofsOf(entered.follow, [...raised.all, ...raised.past]);
    },
    disclose: async (house, records) => {
      const { disclose } = await import("./disclosing.ts");
      return outcome(await disclose(desk(), house, records as readonly RecordId[]));
    },
    kit: async () => (await comingIn()).kitOf(entrance.open),
  };
}

/** Does something and tells of it for as long as somebody listens; of what breaks, that it has. */
function listening<T>(
  call: (told: T) => void,
  broke: T,
  work: (tell: (told: T) => void) => Promise<void>,
): () => void {
  let listens = true;
  const tell = (told: T): void => void (listens && call(told));
  work(tell).catch(() => tell(broke));
  return () => {
    listens = false;
  };
}

const outcome = <T>(
  result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: ErrorOf },
): Outcome<T> => (result.ok ? result : { ok: false, code: result.error });
type ErrorOf = Extract<Outcome<unknown>, { readonly ok: false }>["code"];

function statusNow(entrance: Entrance) {
  let now: Parameters<Parameters<Entrance["status"]["on"]>[0]>[0] | undefined;
  entrance.status.on((status) => (now = status))();
  if (now === undefined) throw new Error("no status");
  return now;
}

/** The outbox as it is shown: what a person did, and not what the client does by itself. */
function outboxOf(open: OpenAccount | undefined, is: Phase["is"]): Outbox {
  if (open === undefined || is === "covered") return { entries: [], online: open?.online ?? false };
  const entries = open.outbox.all.filter(({ deed }) => !deed.quiet).map(entryOf);
  const checkedAt = open.agreedAt.all;
  return { entries, online: open.online, ...(checkedAt !== undefined && { checkedAt }) };
}

function entryOf({ deed, state }: Kept): OutboxEntry {
  const [first] = deed.acts;
  return {
    id: deed.id,
    act: first?.act as ActName,
    input: first?.input,
    at: deed.now.instant,
    state,
  };
}

/** Takes a deed back: each of its acts, the last one first, as one deed. */
async function undo(open: OpenAccount, kept: Kept | undefined): Promise<ActOutcome> {
  const { undoOf } = await import("#domain/undo.ts");
  const told = kept?.deed.acts ?? [];
  const back = told.toReversed().map((act) => undoOf(act, () => toHex(randomBytes(16))));
  const acts = back.filter((act) => act !== undefined);
  if (acts.length === 0 || acts.length < told.length) return nothing;
  return open.act(acts);
}
