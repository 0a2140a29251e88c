import { randomBytes } from "node:crypto";
import type { ActInput } from "#domain/acts.ts";
import {
  type Compartment,
  type HouseId,
  type Preset,
  houseId,
  isOfHouse,
  presets,
} from "#domain/compartments.ts";
import { type BedId, type RoomId, id } from "#domain/ids.ts";
import { memoryStores } from "#sync/store.ts";
import { createEngine } from "#vault/create.ts";
import type { Alarm, Engine, Enrolled, Outcome, Status } from "#vault/engine.ts";
import type { GivenPorts } from "#vault/ports.ts";

/** 32 random hex characters. */
export const newId = (): string => randomBytes(16).toString("hex");

/** A device: its stores outlive the engines that are made on it. */
export interface Device {
  readonly ports: GivenPorts;
  engine: Engine;
  /** Ends the engine as a closed tab does, and makes another on the same stores. */
  reload(): Promise<Engine>;
}

/** A new device, talking to the server at `origin`. */
export function makeDevice(origin: string, given: Partial<GivenPorts> = {}): Device {
  const ports: GivenPorts = { origin, stores: memoryStores(), timeZone: "Europe/Paris", ...given };
  const device: Device = {
    ports,
    engine: createEngine(ports),
    reload: async () => {
      await device.engine.lock();
      device.engine = createEngine(ports);
      return device.engine;
    },
  };
  return device;
}

/** What a device reads is gathered for half a second before it keeps it: long enough that it has. */
export const gathered = (): Promise<void> => new Promise((later) => setTimeout(later, 1_500));

/** The value of an outcome; a refusal is a failed test. */
export async function done<T>(outcome: Promise<Outcome<T>> | Outcome<T>): Promise<T> {
  const came = await outcome;
  if (!came.ok) throw new Error(`refused: ${came.code}`);
  return came.value;
}

export const passphrase = "amber crane delta fern heron slate";

/** Founds an organisation on a device. */
export const found = (engine: Engine, recovery = false): Promise<Enrolled> =>
  done(
    engine.found({
      neutralName: "Lime Tree",
      displayName: "Ada",
      timeZone: "Europe/Paris",
      locale: "en",
      loginId: `ada-${newId().slice(0, 8)}`,
      passphrase,
      deviceLabel: "Desk",
      sharedDevice: false,
      recovery,
    }),
  );

/** A small house: room 1 for one household with two beds, room 2 shared with two. */
export interface House {
  readonly house: HouseId;
  readonly rooms: readonly RoomId[];
  readonly beds: readonly BedId[];
  readonly input: ActInput<"setUpHouse">;
}

export function makeHouse(codeName = "Birch"): House {
  const house = houseId(newId());
  const rooms = [id<"room">(newId()), id<"room">(newId())] as const;
  const beds = Array.from({ length: 4 }, () => id<"bed">(newId()));
  const bed = (at: number) => ({
    bed: beds[at] as BedId,
    label: String.fromCharCode(65 + (at % 2)),
    kind: "single" as const,
  });
  const input: ActInput<"setUpHouse"> = {
    house,
    codeName,
    kind: "refuge",
    openedOn: "2020-01-01",
    maxStay: "P1Y",
    policyId: id(newId()),
    policy: { adults: "women_only", unaccompaniedMinors: false, extensionApprover: "manager" },
    rooms: [
      {
        room: rooms[0],
        label: "1",
        mode: "household_exclusive",
        attributes: [],
        beds: [bed(0), bed(1)],
      },
      { room: rooms[1], label: "2", mode: "shared", attributes: [], beds: [bed(2), bed(3)] },
    ],
  };
  return { house, rooms, beds, input };
}

/** One woman who arrives now and gets this bed. */
export function arrival(
  { house }: House,
  bed: BedId,
  calledName = "Mina",
): ActInput<"placeHousehold"> {
  return {
    house,
    stayRef: id(newId()),
    placement: id(newId()),
    file: id(newId()),
    figures: id(newId()),
    episode: id(newId()),
    arrivedAt: Date.now(),
    persons: [
      {
        personRef: id(newId()),
        calledName,
        code: newId().slice(0, 5).toUpperCase(),
        kind: "woman",
        ageBand: "25-34",
        bed,
      },
    ],
  };
}

/** Does an act and waits until it is saved; a refusal or a question is a failed test. */
export async function saved(engine: Engine, act: ReturnType<Engine["act"]>): Promise<string> {
  const came = await act;
  if (!came.ok) throw new Error(`refused: ${JSON.stringify(came.refusal)}`);
  const state = await engine.settled(came.entry);
  if (state.is !== "saved") throw new Error(`not saved: ${JSON.stringify(state)}`);
  return came.entry;
}

/** Waits until something holds, looking often; says what it waited for when it does not. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 40_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((later) => setTimeout(later, 10));
  }
}

/** The alarms that an engine tells of now. */
export function alarmsOf(engine: Engine): readonly Alarm[] {
  let alarms: readonly Alarm[] = [];
  engine.onAlarms((all) => (alarms = all))();
  return alarms;
}

/** How many rights a preset is made of, in so many houses. */
export function rightsOf(preset: Preset, houses = 1): number {
  const held = Object.entries(presets[preset]).filter(([, right]) => right > 0);
  const ofHouses = held.filter(([compartment]) => isOfHouse(compartment as Compartment)).length;
  return ofHouses * houses + held.length - ofHouses;
}

/** Waits until the account is open and has as many rights as said: what they open is known then, and read. */
export const withRights = (engine: Engine, least: number, waitMs?: number): Promise<Status> => {
  const open = async (): Promise<Status | false> => {
    const status = await engine.status();
    return status.is === "open" && status.rights.length >= least && status;
  };
  return until(`${least} rights`, open, waitMs);
};

/** Invites by a code that is scanned in person, joins on another device, and waits for the keys. */
export async function colleague(
  inviter: Engine,
  device: Device,
  as: {
    readonly displayName: string;
    readonly preset: "staff" | "manager" | "director";
    readonly house: House;
  },
): Promise<Enrolled> {
  const { displayName, preset, house } = as;
  const made = await done(
    inviter.invite({ preset, houses: [house.house], displayName, inPerson: true }),
  );
  const seen = await done(device.engine.readInvite(made.code));
  const enrolled = await done(
    device.engine.join({
      code: made.code,
      displayName,
      loginId: seen.suggestedLoginId,
      passphrase,
      deviceLabel: "Phone",
      sharedDevice: false,
    }),
  );
  await withRights(device.engine, rightsOf(preset));
  return enrolled;
}
