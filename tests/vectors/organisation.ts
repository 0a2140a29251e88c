import {
  type Entry,
  type VaultId,
  applyCommit,
  commitFaults,
  emptyLog,
  emptyRoster,
  encodeCommit,
  fold,
  headOf,
  inviteKeys,
  itemsHash,
  judge,
  parseCommit,
  recoveryIdentity,
  recoveryMember,
  toHex,
  treeFaults,
  wrapPrevious,
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
import { holds, valueOf } from "./held.ts";
import * as refusals from "./refusals.ts";
import { liveOf, summaryOf } from "./summary.ts";
import { Telling, admin, seedOf } from "./telling.ts";

/** The whole of a small organisation: its roster with the fold after each commit, its vaults' logs, and what nobody takes. */
export function organisation(): unknown {
  const told = tell();
  let roster = emptyRoster();
  const commits = told.rosterCommits.map((bytes) => {
    const { verdict, roster: next } = fold(roster, valueOf(parseCommit(bytes)), bytes);
    roster = next;
    return { bytes, verdict, after: summaryOf(roster) };
  });
  const vaults = [...told.commits].map(([vault, list]) => {
    const state = emptyLog(vault as VaultId);
    const verdicts = list.map((bytes) => {
      const commit = valueOf(parseCommit(bytes));
      holds(toHex(encodeCommit(commit)) === toHex(bytes));
      const verdict = judge({ roster, state, commit, bytes, checkSignature: true });
      applyCommit(state, { commit, bytes }, verdict);
      return { bytes, verdict };
    });
    const { size, root } = headOf(state.frontier);
    return { vault, commits: verdicts, size, root, live: liveOf(state) };
  });
  const [founder, reader] = [told.founder, person("reader")];
  const box = told.boxes.find((one) => one.member === reader.id && told.opens(one, reader));
  holds(box !== undefined && !told.opens(box, founder));
  return {
    section: "§3, §4, §5",
    org: told.org,
    people: ["founder", "deputy", "worker", "reader"].map((name) => {
      const { id, identity } = person(name);
      return { name, member: id, signSeed: identity.signSeed, boxSeed: identity.boxSeed };
    }),
    roster: commits,
    vaults,
    boxes: told.boxes,
    envelopes: told.envelopes,
    bad: told.bad,
  };
}

/** Some years of a small house in fifty commits: every kind of entry, every kind of leaf, every fault on the way. */
function tell(): Telling {
  const told = new Telling();
  const { founder } = told;
  const [deputy, worker, reader] = [person("deputy"), person("worker"), person("reader")];
  refusals.beforeAnything(told);
  told.welcome(deputy, "deputy", admin);
  refusals.ofTheOrganisation(told, deputy);
  const residents = told.createVault("residents");
  const incidents = told.createVault("incidents", { writeOnce: true });
  const figures = told.createVault("figures");
  refusals.ofVaults(told, residents);

  told.must(founder, [told.inviting("worker", [{ vault: residents, right: 2 }])]);
  refusals.ofJoining(told, worker);
  told.must(worker, [told.accept(worker, seedOf("worker"))]);
  told.must(founder, [told.grantOf(residents, worker, 2), told.grantOf(incidents, worker, 2)]);
  told.welcome(reader, "reader");
  told.must(founder, [told.grantOf(residents, reader, 1)]);
  told.must(founder, [told.inviting("unused")]);
  told.must(founder, [{ is: "revoke-invite", invite: inviteKeys(seedOf("unused")).publicKey }]);
  refusals.ofGrants(told, { residents, worker, reader });

  writeRecords(told, { residents, incidents, worker });
  refusals.ofCommits(told, { residents, incidents, worker, reader });
  refusals.ofLeaves(told, { residents, incidents, worker });

  told.must(reader, [told.renew(residents)]);
  refusals.ofEpochs(told, { residents, reader });
  resealAndPrune(told, residents, worker);

  // Two commits that the server should not have taken: they stay, and everybody skips them.
  const herself: Entry = { is: "role", member: worker.id, roles: admin };
  holds(told.append(worker, [herself]).is === "commit-fault");
  const early = put({ record: recordId("early"), version: 9, epoch: 2 });
  holds(told.write(residents, worker, [early]).is === "commit-fault");

  const seen = told.roster.head;
  told.must(founder, told.taking(residents, worker, 1));
  refusals.ofTheLeaver(told, { residents, worker, seen });
  lieAndReset(told, figures, reader);

  told.must(deputy, [{ is: "role", member: reader.id, roles: admin }]);
  refusals.ofRoles(told, reader);
  const again = person("founder", 2);
  told.must(founder, rotating(told, founder, again, [residents, incidents, figures]));
  told.refuses("bad-signature", founder, [told.renew(residents)]);
  told.must(reader, [{ is: "box-fault", vault: residents, epoch: 4 }]);
  told.must(reader, [told.renew(residents, "blind")]);
  told.must(again, [linkOf(told, residents, 5), told.renew(residents)]);

  told.must(again, [told.grantOf(incidents, deputy, 3)]);
  const removal: Entry[] = [
    { is: "remove", member: worker.id },
    told.fence(worker, residents),
    told.renew(residents, "blind", told.seats(residents, [worker])),
    told.fence(worker, incidents),
    told.renew(incidents, "blind", told.seats(incidents, [worker])),
  ];
  refusals.ofTakings(told, { deputy, removal, residents, reader, again });
  told.must(deputy, removal);
  told.must(again, [linkOf(told, residents, 7), told.renew(residents)]);
  eraseByTwo(told, { incidents, deputy, again });

  // The house is handed over, and those who come after do not see the past.
  told.must(again, [
    told.grantOf(residents, reader, 3),
    { is: "revoke", vault: residents, member: founder.id, right: 0 },
    told.fence(founder, residents),
    told.renew(residents, "cut", told.seats(residents, [founder])),
  ]);
  const first = told.sealed(residents, reader, { record: recordId("after"), text: '{"new":1}' });
  told.put(residents, reader, first);

  replaceLostKeys(told, { incidents, deputy, again });
  govern(told, again, figures);
  const codes = new Set(told.bad.map((one) => one.code));
  const missing = [...treeFaults, ...commitFaults].filter((code) => !codes.has(code));
  if (missing.length > 0) throw new Error(`no bad commit for ${missing.join(", ")}`);
  return told;
}

/** Puts, a second version, a tombstone, one append to two logs, and an incident. */
function writeRecords(
  told: Telling,
  { residents, incidents, worker }: Record<"residents" | "incidents", VaultId> & { worker: Person },
): void {
  const text = (of: string): string => JSON.stringify({ calledName: of });
  const one = (name: string, version = 1) =>
    told.sealed(residents, worker, { record: recordId(name), text: text(name), version });
  told.put(residents, worker, one("a"), one("b"), one("c"));
  told.put(residents, worker, one("a", 2));
  told.put(residents, worker, tombstone(recordId("c"), 2));
  const there = [one("d")];
  const here = [told.sealed(incidents, worker, { record: recordId("i"), text: text("incident") })];
  const joint = [
    { log: residents, itemsHash: itemsHash({ is: "leaves", leaves: there }) },
    { log: incidents, itemsHash: itemsHash({ is: "leaves", leaves: here }) },
  ].toSorted((x, y) => (x.log < y.log ? -1 : 1));
  holds(told.write(residents, worker, there, { joint }).is === "valid");
  holds(told.write(incidents, worker, here, { joint }).is === "valid");
}

/** The live records of a vault sealed anew for its second epoch, and the old bytes pruned. */
function resealAndPrune(told: Telling, residents: VaultId, worker: Person): void {
  const { founder } = told;
  const again = (record: string, version: number) =>
    told.sealed(residents, founder, {
      record: recordId(record),
      text: JSON.stringify({ calledName: record }),
      version,
      kind: "reseal",
    });
  const other = put({ record: recordId("b"), kind: "reseal", version: 1, epoch: 2 });
  told.refusesLeaves("other-content", residents, worker, [other]);
  const old = told.logs.get(residents)?.live.get(recordId("a"))?.envelopeHash;
  told.put(residents, founder, again("a", 2), again("b", 1));
  const bare = { ...prune(recordId("a"), 2, 1), ...(old && { envelopeHash: old }) };
  told.put(residents, worker, bare, prune(recordId("a"), 1, 1));
}

/** The server signs a head that never was; the log goes on after a reset. */
function lieAndReset(told: Telling, figures: VaultId, reader: Person): void {
  const { founder } = told;
  told.must(founder, [told.grantOf(figures, reader, 2)]);
  const { size, root } = told.headOf(figures);
  told.must(founder, [
    { is: "revoke", vault: figures, member: reader.id, right: 0 },
    told.fenceAt(reader, [{ log: figures, size, root: bytesOf("a head that never was") }]),
    told.renew(figures, "wrapped", told.seats(figures, [reader])),
  ]);
  const leaf = told.sealed(figures, founder, { record: recordId("f"), text: '{"beds":4}' });
  told.refusesLeaves("fence-contradicted", figures, founder, [leaf]);
  const lost = { size: size + 2, root: bytesOf("a head that is lost") };
  told.must(founder, [{ is: "reset", log: figures, head: { size, root }, lost }]);
  told.put(figures, founder, leaf);
}

/** New keys for somebody, and for each vault that she holds a fence and an epoch. */
function rotating(
  told: Telling,
  who: Person,
  to: Person,
  vaults: readonly VaultId[],
): readonly Entry[] {
  const { signPublic: sign, boxPublic: box, generation } = to.identity;
  return [
    { is: "rotate-identity", sign, box, generation },
    ...vaults.flatMap((vault) => [
      told.fence(who, vault),
      told.renew(vault, "wrapped", told.seats(vault, [], [to])),
    ]),
  ];
}

function linkOf(told: Telling, vault: VaultId, epoch: number): Entry {
  const place = { org: told.org, vault, epoch };
  const key = told.epochKey(vault, epoch);
  return {
    is: "link",
    vault,
    epoch,
    previous: wrapPrevious(place, key, told.epochKey(vault, epoch - 1)),
  };
}

/** An incident is taken away with a reason, and its bytes by two managers. */
function eraseByTwo(
  told: Telling,
  { incidents, deputy, again }: { incidents: VaultId; deputy: Person; again: Person },
): void {
  told.must(again, [linkOf(told, incidents, 3), told.renew(incidents)]);
  const request = recordId("request");
  refusals.ofErasures(told, { incidents, again, request });
  const asks = told.sealed(incidents, deputy, { record: request, text: '{"erase":["i"]}' });
  told.put(incidents, deputy, asks);
  const why = told.sealed(incidents, again, { record: recordId("why"), text: '{"why":"asked"}' });
  told.put(incidents, again, tombstone(recordId("i"), 2, 4), why);
  refusals.ofErasedReasons(told, { incidents, deputy, request });
  told.put(incidents, again, refusals.erasing(recordId("i"), request));
}

/** The deputy's keys are lost: she comes back with the next generation. */
function replaceLostKeys(
  told: Telling,
  { incidents, deputy, again }: { incidents: VaultId; deputy: Person; again: Person },
): void {
  told.must(again, [
    told.inviting("deputy again", [], admin, deputy),
    told.fence(deputy, incidents),
    told.renew(incidents, "wrapped", told.seats(incidents, [deputy])),
  ]);
  told.refuses("unknown-member", deputy, [told.renew(incidents)]);
  const renewed = person("deputy", 2);
  told.must(renewed, [told.accept(renewed, seedOf("deputy again"))]);
  told.must(again, [told.grantOf(incidents, renewed, 2)]);
}

/** An auditor, witnesses, a recovery member who is used and replaced, a vault left alone, another log key. */
function govern(told: Telling, again: Person, figures: VaultId): void {
  const auditor = person("auditor");
  told.must(again, [told.inviting("auditor", [], { admin: false, audit: true })]);
  told.must(auditor, [told.accept(auditor, seedOf("auditor"))]);
  told.refuses("auditor-holds-nothing", again, [told.grantOf(figures, auditor, 1)]);
  const watching = ["one", "two"].map((name) => ({
    name: `witness.example/${name}`,
    key: person(name).identity.signPublic,
  }));
  told.must(again, [{ is: "witness", quorum: 1, witnesses: watching }]);

  const identity = recoveryIdentity(bytesOf("recovery seed"), 1);
  const recovery = { id: recoveryMember(identity.signPublic), identity };
  told.must(again, [told.inviting("recovery", [], admin)]);
  told.must(recovery, [told.accept(recovery, seedOf("recovery"))]);
  told.must(again, [told.grantOf(figures, recovery, 3)]);
  const next = { id: recovery.id, identity: recoveryIdentity(bytesOf("next seed"), 2) };
  told.must(recovery, rotating(told, recovery, next, [figures]));

  const named: Entry = { is: "abandon", vault: figures };
  told.must(again, [...told.taking(figures, recovery, 0)]);
  told.must(again, [named, ...told.taking(figures, again, 2)]);
  told.must(again, [{ is: "log-key", logKey: person("second log key").identity.signPublic }]);
}
