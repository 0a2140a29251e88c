import { afterAll, beforeAll, expect, test } from "vitest";
import { type Rights, presets } from "#domain/compartments.ts";
import { type Servers, startServers } from "../server/world.ts";
import { done, found, makeDevice, makeHouse, passphrase, saved, withRights } from "./people.ts";

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

test("whoever is invited into a composed role gets its keys in the houses named, and no other", async () => {
  const desk = makeDevice(servers.url);
  await found(desk.engine);
  const houses = [makeHouse("Birch"), makeHouse("Alder")];
  for (const { input } of houses) await saved(desk.engine, desk.engine.createHouse(input));
  const rights: Rights = { ...presets.volunteer, capacity: 1, team: 1, daily: 0, figures: 2 };
  const named = houses[0]?.house;
  const made = await done(
    desk.engine.invite({
      preset: "staff",
      role: { name: "Bookkeeper", rights },
      houses: named === undefined ? [] : [named],
      displayName: "Bea",
      inPerson: true,
    }),
  );
  const phone = makeDevice(servers.url);
  const seen = await done(phone.engine.readInvite(made.code));
  expect(seen.roles).toEqual({ admin: false, audit: false });
  const open = { passphrase, deviceLabel: "Phone", sharedDevice: false };
  const loginId = seen.suggestedLoginId;
  await done(phone.engine.join({ code: made.code, displayName: "Bea", loginId, ...open }));
  const status = await withRights(phone.engine, 3, 30_000);
  expect(status.is === "open" && status.rights).toEqual(
    expect.arrayContaining([
      { compartment: "capacity", house: named, right: 1 },
      { compartment: "figures", house: named, right: 2 },
      { compartment: "team", right: 1 },
    ]),
  );
  expect(status.is === "open" && status.rights.length).toBe(3);
  for (const { engine } of [desk, phone]) await engine.lock();
});
