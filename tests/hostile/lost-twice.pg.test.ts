import { afterAll, beforeAll, expect, test } from "vitest";
import { inviteKeys, makeInviteSeed, rosterLog } from "#crypto";
import { colleague, done, found, makeDevice, rightsOf, saved } from "../engine/people.ts";
import { type Servers, startServers } from "../server/world.ts";
import { Insider } from "./insider.ts";
import { makeHouse } from "./scene.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
}, 60_000);
afterAll(() => servers.stop());

test("a member whose keys are lost twice asks for what she had, whatever was asked for in her name between", async () => {
  const desk = makeDevice(servers.url);
  await found(desk.engine);
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  const [home, phone] = [makeDevice(servers.url), makeDevice(servers.url)];
  const director = { displayName: "Eve", preset: "director", house } as const;
  const enrolled = await colleague(desk.engine, home, director);
  const eve = await Insider.of(servers, { engine: home.engine, enrolled });
  await colleague(desk.engine, phone, { displayName: "Bea", preset: "staff", house });
  const status = await phone.engine.status();
  if (status.is !== "open") throw new Error("she is not in");
  const { member } = status;
  await phone.engine.lock();

  await done(desk.engine.replaceMember({ member, inPerson: true }));
  await eve.read();
  const { roster } = eve.follow.book;
  const had = [...roster.invites.values()].find(({ replaces }) => replaces === member)?.wishes;
  expect(had?.length).toBe(rightsOf("staff"));
  const all = [...roster.vaults.keys()].toSorted().map((vault) => ({ vault, right: 3 }) as const);
  const invite = inviteKeys(makeInviteSeed()).publicKey;
  const roles = { admin: false, audit: false };
  const entry = { is: "invite", invite, roles, wishes: all, replaces: member } as const;
  const bytes = eve.sign(rosterLog, { is: "entries", entries: [entry] });
  expect(await eve.append(rosterLog, [{ bytes, envelopes: [] }])).toBe("taken");

  await done(desk.engine.replaceMember({ member, inPerson: true }));
  await eve.read();
  const [, , last] = [...eve.follow.book.roster.invites.values()].filter(
    ({ replaces }) => replaces === member,
  );
  expect(last?.wishes).toEqual(had);
  await home.engine.lock();
  await desk.engine.lock();
});
