import {
  type BoxPublic,
  type Entry,
  type Head,
  type Leaf,
  type RecordId,
  type Signature,
  type SignPublic,
  type VaultId,
  emptyHead,
  emptyRoster,
  fold,
  idFrom,
  requestHash,
  rosterLog,
} from "#crypto";
import {
  type Person,
  bytesOf,
  person,
  prune,
  put,
  recordId,
  tombstone,
} from "../crypto-log/cast.ts";
import { holds } from "./held.ts";
import { type Telling, admin, none, seedOf } from "./telling.ts";

/** What is tried on the way and must be refused: at least one commit for every fault that there is. */
const stranger = person("stranger");
const nowhere = idFrom.vault(bytesOf("nowhere").slice(0, 16));
const zeros = new Uint8Array(32);

/** Only a genesis begins a roster. */
export function beforeAnything(told: Telling): void {
  const entries: Entry[] = [{ is: "log-key", logKey: told.genesis.logKey }];
  const [base, roster] = [emptyHead(), emptyHead()];
  const { commit, bytes } = told.sign(told.founder, entries, { base, roster });
  const { verdict } = fold(emptyRoster(), commit, bytes);
  holds(verdict.is === "tree-fault" && verdict.code === "no-genesis");
  const at = { rosterSize: 0, logSize: 0, log: rosterLog };
  told.bad.push({ code: "no-genesis", class: verdict.is, ...at, bytes });
}

export function ofTheOrganisation(told: Telling, deputy: Person): void {
  const { founder } = told;
  const { size, root } = told.roster.head;
  const good: Entry[] = [told.inviting("somebody")];
  const at = (base: Head) => ({ base, roster: base });
  const { bytes } = told.sign(founder, good);
  told.refusesBytes("malformed", rosterLog, bytes.slice(0, -1));
  told.refusesBytes("malformed", rosterLog, new Uint8Array([...bytes, 0]));
  told.refusesBytes("malformed", rosterLog, bytes.with(0, 2));
  told.refuses("wrong-base-size", founder, good, at({ size: size - 1, root }));
  told.refuses("wrong-base-root", founder, good, at({ size, root: bytesOf("fork") }));
  told.refuses("unknown-member", stranger, good);
  told.refuses("bad-signature", { ...founder, identity: stranger.identity }, good);
  const parts = [rosterLog, nowhere].map((log) => ({ log, itemsHash: bytesOf("other") }));
  told.refuses("wrong-joint", founder, good, { joint: parts });
  told.refuses("second-genesis", founder, [told.genesis]);
  told.refuses("bad-key", founder, [{ is: "log-key", logKey: zeros as SignPublic }]);
  told.refuses("no-change", founder, [{ is: "log-key", logKey: told.genesis.logKey }]);
  told.refuses("wrong-quorum", founder, [{ is: "witness", quorum: 1, witnesses: [] }]);
  const head = { size, root: bytesOf("other") };
  told.refuses("wrong-reset", founder, [{ is: "reset", log: rosterLog, head, lost: head }]);
  told.refuses("unknown-vault", founder, [{ is: "reset", log: nowhere, head, lost: head }]);
  const alone: Entry = { is: "abandon", vault: rosterLog as string as VaultId };
  told.refuses("last-admin", founder, [{ is: "role", member: deputy.id, roles: none }]);
  told.refuses("needless-abandon", founder, [alone]);
  told.refuses("repeated", founder, [alone, alone]);
}

export function ofVaults(told: Telling, residents: VaultId): void {
  const { founder } = told;
  const create = (vault: VaultId): Entry => ({
    is: "create-vault",
    vault,
    meaning: bytesOf("meaning"),
    writeOnce: false,
  });
  const first = told.epoch(nowhere, { epoch: 1, link: { is: "first" }, boxesCount: 1 });
  told.refuses("id-in-use", founder, [create(residents), first]);
  told.refuses("no-first-epoch", founder, [create(nowhere)]);
  told.refuses("vault-not-joint", founder, [create(nowhere), first], { joint: [] });
  told.refuses("wrong-link", founder, [create(nowhere), { ...first, link: { is: "cut" } }]);
  const leaf = put({ record: recordId("x") });
  told.refusesBytes("wrong-log", rosterLog, told.signLeaves(residents, founder, [leaf]).bytes);
}

export function ofJoining(told: Telling, worker: Person): void {
  const accept = told.accept(worker, seedOf("worker"));
  const refuse = (code: string, change: Partial<typeof accept>, who = worker): void =>
    told.refuses(code, who, [{ ...accept, ...change }]);
  told.refuses("unknown-invite", worker, [told.accept(worker, seedOf("nobody"))]);
  refuse("bad-invite-signature", { inviteSignature: new Uint8Array(64) as Signature });
  refuse("bad-invite-signature", { box: stranger.identity.boxPublic });
  told.refuses("accept-not-alone", worker, [accept, told.inviting("more")]);
  const { size } = told.roster.head;
  const fake = { size, root: bytesOf("another organisation") };
  told.refuses("not-on-roster", worker, [told.accept(worker, seedOf("worker"), fake)]);
  const taken = { id: told.founder.id, identity: worker.identity };
  told.refuses("id-in-use", taken, [told.accept(taken, seedOf("worker"))]);
  const same = { id: worker.id, identity: told.founder.identity };
  told.refuses("key-in-use", same, [told.accept(same, seedOf("worker"))]);
  const weak = { ...worker.identity, boxPublic: zeros as BoxPublic };
  const weakened = { id: worker.id, identity: weak };
  told.refuses("bad-key", weakened, [told.accept(weakened, seedOf("worker"))]);
  const later = { id: worker.id, identity: { ...worker.identity, generation: 2 } };
  told.refuses("wrong-generation", later, [told.accept(later, seedOf("worker"))]);
}

interface Places {
  readonly residents: VaultId;
  readonly incidents: VaultId;
  readonly worker: Person;
  readonly reader: Person;
  readonly deputy: Person;
  readonly again: Person;
}

export function ofGrants(
  told: Telling,
  { residents, worker, reader }: Pick<Places, "residents" | "worker" | "reader">,
): void {
  const { founder } = told;
  const grant = told.grantOf(residents, reader, 2);
  told.refuses("no-right", worker, [grant]);
  told.refuses("not-more", founder, [{ ...grant, right: 1 }]);
  told.refuses("wrong-epoch", founder, [{ ...grant, epoch: 2 }]);
  told.refuses("wrong-generation", founder, [{ ...grant, generation: 2 }]);
  told.refuses("unknown-member", founder, [{ ...grant, member: stranger.id }]);
  told.refuses("unknown-vault", founder, [told.inviting("x", [{ vault: nowhere, right: 1 }])]);
  const audit = { admin: false, audit: true };
  const wish = { vault: residents, right: 1 as const };
  told.refuses("auditor-holds-nothing", founder, [told.inviting("x", [wish], audit)]);
  told.refuses("not-less", founder, [
    { is: "revoke", vault: residents, member: reader.id, right: 1 },
  ]);
  told.refuses("no-change", founder, [{ is: "role", member: reader.id, roles: none }]);
}

export function ofCommits(
  told: Telling,
  { residents, worker, reader }: Pick<Places, "residents" | "worker" | "reader" | "incidents">,
): void {
  const leaf = put({ record: recordId("next") });
  const refuse = (code: string, change = {}, by = worker): void =>
    told.refusesLeaves(code, residents, by, [leaf], change);
  const { size, root } = told.headOf(residents);
  const { bytes } = told.signLeaves(residents, worker, [leaf]);
  told.refusesBytes("malformed", residents, bytes.slice(0, 100));
  told.refusesBytes(
    "bad-signature",
    residents,
    bytes.with(bytes.length - 1, (bytes.at(-1) as number) ^ 16),
  );
  told.refusesBytes("wrong-log", residents, told.sign(worker, [told.inviting("x")]).bytes);
  refuse("wrong-base-size", { base: { size: size + 1, root } });
  refuse("wrong-base-root", { base: { size, root: bytesOf("fork") } });
  const { head, roots } = told.roster;
  refuse("roster-not-delivered", { roster: { size: head.size + 1, root: bytesOf("later") } });
  refuse("not-on-roster", { roster: { size: head.size, root: bytesOf("another") } });
  refuse("roster-went-back", { roster: { size: head.size - 1, root: roots[head.size - 1] } });
  refuse("unknown-vault", { roster: { size: 1, root: roots[1] } });
  refuse("unknown-member", {}, stranger);
  refuse("no-right", {}, reader);
  refuse("bad-signature", {}, { ...worker, identity: stranger.identity });
  const parts = [residents, nowhere]
    .toSorted()
    .map((log) => ({ log, itemsHash: bytesOf("other") }));
  refuse("wrong-joint", { joint: parts });
}

export const erasing = (record: RecordId, request: RecordId): Leaf => ({
  ...prune(record, 1),
  contentCommit: requestHash(request),
});

export function ofLeaves(
  told: Telling,
  { residents, incidents, worker }: Pick<Places, "residents" | "incidents" | "worker">,
): void {
  const [a, b, c] = ["a", "b", "c"].map(recordId) as [RecordId, RecordId, RecordId];
  const refuse = (code: string, ...leaves: Leaf[]): void =>
    told.refusesLeaves(code, residents, worker, leaves);
  refuse("wrong-epoch", put({ record: recordId("next"), epoch: 2 }));
  refuse("wrong-version", put({ record: a, version: 2 }));
  refuse("wrong-version", put({ record: a, version: 4 }));
  refuse("wrong-version", tombstone(b, 1));
  refuse("nothing-there", tombstone(c, 3));
  refuse("nothing-there", prune(recordId("never"), 1));
  refuse("nothing-there", put({ record: c, kind: "reseal", version: 2 }));
  refuse("still-live", prune(a, 2));
  refuse("wrong-version", prune(a, 3));
  refuse("no-request", erasing(a, b));
  refuse("repeated", put({ record: b, version: 2 }), put({ record: b, version: 2, schema: 2 }));
  const many = Array.from({ length: 21 }, (_, i) => recordId(`many ${i}`));
  told.put(residents, worker, ...many.map((record) => put({ record })));
  const stones = many.map((record) => tombstone(record, 2));
  refuse("needs-manage", ...stones);
  told.refusesLeaves("needs-reason", residents, told.founder, stones);
  told.put(residents, told.founder, ...stones, put({ record: recordId("why many") }));
  const i = recordId("i");
  told.refusesLeaves("write-once", incidents, worker, [put({ record: i, version: 2 })]);
  told.refusesLeaves("needs-manage", incidents, worker, [tombstone(i, 2)]);
  told.refusesLeaves("needs-reason", incidents, told.founder, [tombstone(i, 2)]);
}

export function ofEpochs(
  told: Telling,
  { residents, reader }: Pick<Places, "residents" | "reader">,
): void {
  const { founder } = told;
  const next = told.renew(residents);
  const used = told.roster.vaults.get(residents)?.epochs[0]?.keyCommit;
  told.refuses("wrong-epoch", founder, [{ ...next, epoch: 4 }]);
  told.refuses("wrong-link", founder, [{ ...next, link: { is: "blind" } }]);
  told.refuses("no-right", reader, [{ ...next, link: { is: "cut" } }]);
  told.refuses("key-commit-in-use", founder, [{ ...next, keyCommit: used ?? next.keyCommit }]);
  told.refuses("wrong-boxes-count", founder, [{ ...next, boxesCount: 2 }]);
  told.refuses("repeated", founder, [next, { ...next, epoch: 4 }]);
  const link: Entry = { is: "link", vault: residents, epoch: 2, previous: new Uint8Array(48) };
  told.refuses("wrong-link", founder, [link]);
  told.refuses("wrong-epoch", reader, [{ is: "box-fault", vault: residents, epoch: 1 }]);
}

export function ofTheLeaver(
  told: Telling,
  { residents, worker, seen }: Pick<Places, "residents" | "worker"> & { readonly seen: Head },
): void {
  const late = put({ record: recordId("late"), epoch: 2 });
  told.refusesLeaves("past-fence", residents, worker, [late], { roster: seen });
  told.refusesLeaves("no-right", residents, worker, [late]);
  const record = recordId("meanwhile");
  told.put(residents, told.founder, told.sealed(residents, told.founder, { record, text: "{}" }));
  told.refusesLeaves("roster-went-back", residents, worker, [late], { roster: seen });
}

export function ofRoles(told: Telling, reader: Person): void {
  const audit = { admin: false, audit: true };
  told.refuses("auditor-holds-nothing", told.founder, [
    { is: "role", member: reader.id, roles: audit },
  ]);
  told.refuses("no-change", told.founder, [{ is: "role", member: reader.id, roles: admin }]);
}

export function ofTakings(
  told: Telling,
  places: Pick<Places, "deputy" | "residents" | "reader" | "again"> & {
    readonly removal: readonly Entry[];
  },
): void {
  const { deputy, removal, residents, reader, again } = places;
  const without = (at: number): Entry[] => removal.toSpliced(at, 1);
  told.refuses("no-fence", deputy, without(1));
  told.refuses("no-new-epoch", deputy, without(2));
  told.refuses("no-fence", deputy, without(3));
  told.refuses("no-new-epoch", deputy, without(4));
  told.refuses("stray-fence", deputy, [...removal, told.fence(reader, residents)]);
  const fence = removal[1] as Extract<Entry, { is: "fence" }>;
  const moved = fence.heads.map((head) => ({ ...head, size: head.size + 1 }));
  told.refuses("bad-fence-signature", deputy, removal.with(1, { ...fence, heads: moved }));
  const epoch = removal[2] as Extract<Entry, { is: "epoch" }>;
  told.refuses("wrong-boxes-count", deputy, removal.with(2, { ...epoch, boxesCount: 3 }));
  told.refuses("wrong-link", deputy, removal.with(2, { ...epoch, link: { is: "cut" } }));
  told.refuses("last-manager", again, told.taking(residents, again, 2));
  told.refuses("no-right", reader, told.taking(residents, again, 2));
}

export function ofErasures(
  told: Telling,
  { incidents, again, request }: Pick<Places, "incidents" | "again"> & { request: RecordId },
): void {
  const leaf = erasing(recordId("i"), request);
  told.refusesLeaves("no-request", incidents, again, [leaf]);
  told.refusesLeaves("needs-reason", incidents, again, [tombstone(recordId("i"), 2, 4)]);
}

export function ofErasedReasons(
  told: Telling,
  { incidents, deputy, request }: Pick<Places, "incidents" | "deputy"> & { request: RecordId },
): void {
  told.refusesLeaves("no-request", incidents, deputy, [erasing(recordId("i"), request)]);
}
