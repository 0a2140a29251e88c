import { afterAll, beforeAll, expect, test } from "vitest";
import { type MemberId, inviteKeys, makeIdentity, makeInviteSeed, recoveryMember } from "#crypto";
import { presets } from "#domain/compartments.ts";
import { Api } from "#sync/api.ts";
import type { Engine, Team } from "#vault/engine.ts";
import { type Prepared, enrol, joining } from "#vault/enrol.ts";
import { isRecovery } from "#vault/recovery.ts";
import {
  alarmsOf,
  done,
  found,
  makeDevice,
  newId,
  passphrase,
  rightsOf,
  saved,
  until,
} from "../engine/people.ts";
import { World } from "../crypto-log/world.ts";
import { type Servers, startServers } from "../server/world.ts";
import { makeHouse } from "./scene.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
}, 60_000);
afterAll(() => servers.stop());

const teamOf = (engine: Engine): Team => {
  let team: Team | undefined;
  engine.onTeam((now) => (team = now))();
  if (team === undefined) throw new Error("no team");
  return team;
};
const memberIn = (engine: Engine, member: MemberId) =>
  teamOf(engine).members.find((one) => one.member === member);

/** Joins by a code under the id that a recovery member with these keys would have. */
async function joinAsRecovery(code: string): Promise<Prepared> {
  const identity = makeIdentity(1);
  const member = recoveryMember(identity.signPublic);
  const chosen = { loginId: `eve-${newId().slice(0, 8)}`, passphrase };
  const prepared = await joining(new Api(servers.url), code, chosen, { member, identity });
  if (!prepared.ok) throw new Error(prepared.error);
  expect(await enrol(prepared.value)).toMatchObject({ ok: true });
  return prepared.value;
}

test("a director who joins under a recovery member's id is a director, and everybody is told", async () => {
  const { engine } = makeDevice(servers.url);
  await found(engine, true);
  const first = makeHouse();
  await saved(engine, engine.createHouse(first.input));
  const { code } = await done(
    engine.invite({
      preset: "director",
      houses: [first.house],
      displayName: "Eve",
      inPerson: true,
    }),
  );
  const { entered } = await joinAsRecovery(code);
  const eve = entered.follow.keyring.member;
  await until("her keys", () => (memberIn(engine, eve)?.rights.length ?? 0) > 0);
  const second = makeHouse();
  await saved(engine, engine.createHouse({ ...second.input, codeName: "Alder" }));

  const her = memberIn(engine, eve);
  expect(her).toMatchObject({ recovery: false, admin: true });
  const there = her?.rights.filter(({ house }) => house === second.house) ?? [];
  expect(there.length).toBe(rightsOf("director", 2) - rightsOf("director"));
  const wrong = there.filter(
    ({ compartment, right }) =>
      compartment === undefined || presets.director[compartment] !== right,
  );
  expect(wrong).toEqual([]);
  expect(teamOf(engine).members.filter(({ recovery }) => recovery)).toHaveLength(1);
  expect(alarmsOf(engine)).toMatchObject([{ code: "false-recovery", member: eve }]);

  await done(engine.takeAway({ is: "remove", member: eve }));
  await until("no alarm", () => alarmsOf(engine).length === 0);
  await engine.lock();
});

test("nobody is asked to take the recovery member's place, and whoever does all the same is not her", async () => {
  const { engine } = makeDevice(servers.url);
  await found(engine, true);
  const recovery = teamOf(engine).members.find((one) => one.recovery)?.member as MemberId;
  const asked = await engine.replaceMember({ member: recovery, inPerson: true });
  expect(asked).toMatchObject({ ok: false, code: "not-allowed" });
  await engine.lock();

  const world = new World();
  const identity = makeIdentity(1);
  const she = { id: recoveryMember(identity.signPublic), identity };
  world.join(she, { admin: true, audit: false });
  expect(isRecovery(world.roster, she.id)).toBe(true);
  const seed = makeInviteSeed();
  const invite = inviteKeys(seed).publicKey;
  const roles = { admin: true, audit: false };
  world.must(world.founder, [{ is: "invite", invite, roles, wishes: [], replaces: she.id }]);
  expect(isRecovery(world.roster, she.id)).toBe(false);
  const other = { id: she.id, identity: makeIdentity(2) };
  world.must(other, [world.accept(other, seed)]);
  expect(isRecovery(world.roster, she.id)).toBe(false);
});
