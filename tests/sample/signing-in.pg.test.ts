import { afterAll, beforeAll, expect, test } from "vitest";
import { houseCompartments, organisationCompartments, presets } from "#domain/compartments.ts";
import type { Engine, Status } from "#vault/engine.ts";
import { everyName } from "../../web/src/sample/names.ts";
import type { SignIn } from "../../web/src/sample/team.ts";
import { done, makeDevice, until } from "../engine/people.ts";
import { serveSample } from "../sampled.ts";
import type { Servers } from "../server/world.ts";

let servers: Servers;
let signIns: readonly SignIn[];
let said: readonly string[];

beforeAll(async () => {
  ({ servers, signIns, said } = await serveSample());
}, 180_000);
afterAll(() => servers.stop());

const of = (role: SignIn["role"]): SignIn => {
  const found = signIns.find((one) => one.role === role);
  if (found === undefined) throw new Error(`nobody signs in as ${role}`);
  return found;
};

const signedIn = new Map<SignIn["role"], Engine>();

/** Signs in on a new device by what stands on the kit: some by the code, some by what can be typed. */
async function signIn({ role, kit, passphrase }: SignIn): Promise<Engine> {
  const known = signedIn.get(role);
  if (known !== undefined) return known;
  const by = role === "staff" || role === "director" ? "groups" : "code";
  const { engine } = makeDevice(servers.url);
  await done(
    engine.unlock({
      kit: by === "code" ? kit.code : { loginId: kit.loginId, groups: kit.groups },
      passphrase,
      deviceLabel: "Desk",
      sharedDevice: false,
    }),
  );
  signedIn.set(role, engine);
  return engine;
}

async function openOf(engine: Engine): Promise<Extract<Status, { is: "open" }>> {
  const status = await engine.status();
  if (status.is !== "open") throw new Error(`it is ${status.is}`);
  return status;
}

/** Everything that the views of an engine show of any house. */
async function everythingShown(engine: Engine): Promise<string> {
  const houses = await engine.view("houses", {});
  const boards = await Promise.all(
    houses.flatMap(({ house }) => [
      engine.view("tonight", { house }),
      engine.view("house", { house }),
    ]),
  );
  return JSON.stringify([houses, boards]);
}
const namesIn = (text: string): readonly string[] =>
  everyName.filter((name) => text.includes(`"${name}"`));

test("how to sign in is told for every role: account key, login, passphrase, code", () => {
  expect(signIns.map(({ role }) => role)).toEqual([
    "staff",
    "caseWorker",
    "manager",
    "director",
    "auditor",
  ]);
  const text = said.join("\n");
  for (const { name, kit, passphrase } of signIns) {
    for (const word of [name, kit.groups, kit.loginId, kit.code, passphrase]) {
      expect(text).toContain(word);
    }
  }
});

test.each(["staff", "caseWorker", "manager", "director"] as const)(
  "a %s holds exactly her preset's rights, in her houses",
  async (role) => {
    const engine = await signIn(of(role));
    const { rights, audit } = await openOf(engine);
    expect(audit).toBe(false);
    const preset = presets[role];
    const houses = new Set(rights.flatMap(({ house }) => house ?? []));
    expect(houses.size).toBe(role === "staff" || role === "caseWorker" ? 1 : 3);
    const held = houseCompartments.filter((compartment) => preset[compartment] > 0);
    expect(rights.filter(({ house }) => house !== undefined)).toHaveLength(
      houses.size * held.length,
    );
    for (const { compartment, right } of rights) expect(right).toBe(preset[compartment]);
    for (const compartment of organisationCompartments.filter((one) => preset[one] > 0)) {
      expect(rights.some((one) => one.compartment === compartment)).toBe(true);
    }
  },
);

test("staff see the names of their own house, free places elsewhere, and no case file", async () => {
  const engine = await signIn(of("staff"));
  const houses = await engine.view("houses", {});
  const linde = houses.find(({ codeName }) => codeName === "Linde");
  if (linde === undefined) throw new Error("no Linde");
  const board = JSON.stringify(await engine.view("tonight", { house: linde.house }));
  expect(namesIn(board)).toContain("Πυγολαμπίδα");
  expect(houses.filter(({ counts }) => counts !== undefined)).toEqual([linde]);
  for (const { offer } of houses) expect(offer?.evenings).toHaveLength(7);
  const { rights } = await openOf(engine);
  expect(rights.some(({ compartment }) => compartment === "case")).toBe(false);
});

test("a manager sees the names of all her houses", async () => {
  const engine = await signIn(of("manager"));
  for (const { house } of await engine.view("houses", {})) {
    expect(namesIn(JSON.stringify(await engine.view("tonight", { house })))).not.toEqual([]);
  }
});

test("a director sees the beds of every house, and no resident's name anywhere", async () => {
  const engine = await signIn(of("director"));
  const houses = await engine.view("houses", {});
  expect(houses).toHaveLength(3);
  for (const { counts } of houses) expect(counts?.occupied).toBeGreaterThan(0);
  expect(namesIn(await everythingShown(engine))).toEqual([]);
});

test("an auditor holds no right, and yet has every log whole, every signature checked and nothing opened", async () => {
  const engine = await signIn(of("auditor"));
  const { audit, admin, rights } = await openOf(engine);
  expect({ audit, admin, rights }).toEqual({ audit: true, admin: false, rights: [] });
  const trust = await until("every signature", async () => {
    const now = await engine.trust();
    return now.vaults.every((one) => one.signaturesVerified === one.entries) && now;
  });
  expect(trust.vaults).toHaveLength(3 * houseCompartments.length + organisationCompartments.length);
  for (const { entries, records, sealed, unreadable, verifiedAt, compartment } of trust.vaults) {
    expect({ records, unreadable, compartment }).toEqual({
      records: 0,
      unreadable: 0,
      compartment: undefined,
    });
    expect(Math.min(entries, sealed)).toBeGreaterThan(0);
    expect(verifiedAt).toBeGreaterThan(0);
  }
  expect(trust.skipped).toEqual([]);
  expect(trust.headsCheckedAt).toBeGreaterThan(0);
  expect(await everythingShown(engine)).toBe("[[],[]]");
});

test("an auditor hears of every entry as it is written", async () => {
  const auditor = await signIn(of("auditor"));
  const entries = async (): Promise<number> =>
    (await auditor.trust()).vaults.reduce((sum, one) => sum + one.entries, 0);
  const before = await entries();
  const manager = await signIn(of("manager"));
  const [house] = await manager.view("houses", {});
  if (house === undefined) throw new Error("no house");
  const changed = await manager.act("changeHouse", { house: house.house, codeName: "Linde 2" });
  if (!changed.ok) throw new Error(changed.refusal.code);
  await manager.settled(changed.entry);
  await until("one entry more", async () => (await entries()) > before);
  expect(await entries()).toBe(before + 1);
});

test("the director knows who the auditor is, by name", async () => {
  const engine = await signIn(of("director"));
  const names = Object.values(await engine.view("teamNames", {}));
  expect(names.toSorted()).toEqual(signIns.map(({ name }) => name).toSorted());
});
