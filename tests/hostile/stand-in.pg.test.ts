import { afterAll, beforeAll, expect, test } from "vitest";
import { appendLeaf, headOf, inviteKeys, leafHash, randomBytes, rosterLog } from "#crypto";
import { acknowledgement, appendRequest } from "#contract/append.ts";
import {
  alarmsOf,
  colleague,
  found,
  makeDevice,
  makeHouse,
  saved,
  until,
} from "../engine/people.ts";
import { type Servers, startServers } from "../server/world.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers(1);
});
afterAll(() => servers.stop());

test("a removal that is signed for, while what a colleague wrote stands in its place, is not said to have been done", async () => {
  const hostile = new Hostile(servers);
  const director = makeDevice(servers.url, hostile.ports);
  await found(director.engine);
  const house = makeHouse();
  await saved(director.engine, director.engine.createHouse(house.input));
  const joined = async (displayName: string, preset: "manager" | "staff") => {
    const device = makeDevice(servers.url);
    const enrolled = await colleague(director.engine, device, { displayName, preset, house });
    return Insider.of(servers, { engine: device.engine, enrolled });
  };
  const other = await joined("Mona", "manager");
  const { member } = await joined("Vera", "staff");
  const size = async () => (await director.engine.trust()).rosterSize;
  const before = await size();
  let kept = 0;
  hostile.before("/v1/append", async (sent) => {
    const chain = appendRequest.decode(sent.body)?.chains.find(({ log }) => log === rosterLog);
    if (chain === undefined || ++kept > 1) return sent;
    // The removal is kept back, two true entries of a colleague are taken and pushed, and the removal is signed for.
    await other.read();
    const leaves = chain.commits.map(({ bytes }) => leafHash(bytes));
    const head = headOf(leaves.reduce(appendLeaf, other.follow.book.roster.frontier));
    const vault = other.vault({ compartment: "daily", house: house.house });
    for (let i = 0; i < 2; i++) {
      const invite = inviteKeys(randomBytes(16)).publicKey;
      const roles = { admin: false, audit: false };
      const entry = { is: "invite", invite, roles, wishes: [{ vault, right: 1 }] } as const;
      const bytes = other.sign(rosterLog, { is: "entries", entries: [entry] });
      expect(await other.append(rosterLog, [{ bytes, envelopes: [] }])).toBe("taken");
      await other.read();
    }
    await until("what was pushed", async () => (await size()) >= before + 2);
    const signed = hostile.sign(other.org, [{ log: rosterLog, ...head }]);
    return { status: 200, bytes: acknowledgement.encode(signed) };
  });
  const taken = await director.engine.takeAway({ is: "remove", member });
  await other.read();
  expect(taken.ok).toBe(true);
  expect(other.follow.book.roster.members.get(member)?.removed).toBe(true);
  expect(alarmsOf(director.engine)).toMatchObject([{ code: "log-forked" }]);
  await director.engine.lock();
});
