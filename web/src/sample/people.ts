import {
  type Compartment,
  type HouseId,
  houseCompartments,
  isOfHouse,
  presets,
} from "#domain/compartments.ts";
import { memoryStores } from "../sync/store.ts";
import { createEngine } from "../vault/create.ts";
import type { Engine, Kit, Outcome, Preset } from "../vault/engine.ts";
import { neutralName, timeZone } from "./stage.ts";

/** Somebody of the sample: her device, and what she needs to sign in on another. */
export interface Person {
  readonly name: string;
  readonly engine: Engine;
  /** Her clock, as epoch milliseconds; it stands where it is put. */
  readonly clock: { now: number };
  readonly passphrase: string;
}

const deviceLabel = neutralName;
const waitMs = 60_000;
const lookMs = 4;

/** A device of the sample, its clock standing at a moment. */
async function person(url: string, name: string, now: number): Promise<Person> {
  const clock = { now };
  const stores = memoryStores();
  const engine = createEngine({ origin: url, stores, clock: () => clock.now, timeZone });
  const passphrase = await engine.suggestPassphrase("english");
  return { name, engine, clock, passphrase };
}

/** Founds the organisation, with a recovery member. */
export async function founder(url: string, name: string, now: number): Promise<Person> {
  const founder = await person(url, name, now);
  const { engine, passphrase } = founder;
  await done(
    engine.found({
      neutralName,
      displayName: name,
      timeZone,
      locale: "en",
      loginId: await engine.suggestLoginId(),
      passphrase,
      deviceLabel,
      sharedDevice: false,
      recovery: true,
    }),
  );
  return founder;
}

/** Invites somebody as two people do who stand beside each other, and waits until she has her keys. */
export async function colleague(
  inviter: Person,
  as: {
    readonly url: string;
    readonly name: string;
    readonly preset: Preset;
    readonly houses: readonly HouseId[];
  },
): Promise<Person> {
  const { url, name, preset, houses } = as;
  const invite = { preset, houses, displayName: name, inPerson: true };
  const { code } = await done(inviter.engine.invite(invite));
  const joiner = await person(url, name, inviter.clock.now);
  const { engine, passphrase } = joiner;
  const { suggestedLoginId: loginId } = await done(engine.readInvite(code));
  const join = { code, displayName: name, loginId, passphrase, deviceLabel, sharedDevice: false };
  await done(engine.join(join));
  const due = rightsOf(preset, houses.length);
  await until(`the keys of ${name}`, async () => {
    const status = await engine.status();
    return status.is === "open" && status.rights.length >= due;
  });
  return joiner;
}

/** On how many vaults a preset gives a right. */
function rightsOf(preset: Preset, houses: number): number {
  const given = Object.entries(presets[preset]).filter(([, right]) => right > 0);
  const own = given.filter(([compartment]) => isOfHouse(compartment as Compartment)).length;
  return own * houses + given.length - own;
}

/** Gives a house to its manager; the giver keeps what a director has. */
export async function handOver(giver: Person, house: HouseId, to: Person): Promise<void> {
  const status = await to.engine.status();
  if (status.is !== "open") throw new Error("nobody to give the house to");
  await done(giver.engine.handOver(house, status.member));
  await until("the house is given", async () => {
    const now = await to.engine.status();
    if (now.is !== "open") return false;
    const managed = now.rights.filter((one) => one.house === house && one.right === 3);
    return managed.length === houseCompartments.length;
  });
}

/** Her kit, as it would be printed; her device is locked. */
export async function kitOf({ engine }: Person): Promise<Kit> {
  const kit = await engine.kit();
  await engine.lock();
  return kit;
}

async function done<T>(outcome: Promise<Outcome<T>>): Promise<T> {
  const came = await outcome;
  if (!came.ok) throw new Error(`the sample was refused: ${came.code}`);
  return came.value;
}

/** Waits until something is so, looking often. */
export async function until(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + waitMs; !(await look());) {
    if (Date.now() > end) throw new Error(`the sample waited in vain for ${what}`);
    await new Promise((later) => setTimeout(later, lookMs));
  }
}
