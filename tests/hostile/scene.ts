import type { BedId, RoomId } from "#domain/ids.ts";
import { id } from "#domain/ids.ts";
import { houseId } from "#domain/compartments.ts";
import { createEngine } from "#vault/create.ts";
import type { Engine, Enrolled } from "#vault/engine.ts";
import type { GivenPorts } from "#vault/ports.ts";
import {
  type House,
  arrival,
  colleague,
  found,
  makeDevice,
  newId,
  passphrase,
  saved,
  until,
} from "../engine/people.ts";
import { type Servers, startServers } from "../server/world.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";

/** What a resident is called who must never be read where she should not: no other text of the scene holds it. */
export const canary = "Zinnia-Quillfeather";

/** Somebody of the organisation, with what stands on her kit. */
export interface Person {
  readonly engine: Engine;
  readonly enrolled: Enrolled;
}

/** A small organisation on a real server: what is true of it, and whom the attacks are on. */
export interface Scene {
  readonly servers: Servers;
  readonly house: House;
  /** An honest device of the director, who also works shifts: what she sees is the truth. */
  readonly director: Person;
  /** Whom the attacks are on. */
  readonly staff: Person;
  /** Every board that was ever true, oldest first. */
  readonly truths: string[];
  /** The disk of a device of the staff member's that was open a while ago. */
  readonly warm: Disk;
  /** Does something honest: the director blocks a bed, or the same bed is free again. */
  stir(): Promise<void>;
  /** Has that bed free again, so that the next thing done is a block: something that has to be read to be seen. */
  calm(): Promise<void>;
  stop(): Promise<void>;
}

/** A house of three rooms with eight beds in all; the last room, of four beds, stays empty. */
export function makeHouse(): House {
  const house = houseId(newId());
  const rooms = Array.from({ length: 3 }, () => id<"room">(newId()));
  const beds = Array.from({ length: 8 }, () => id<"bed">(newId()));
  const of = (from: number, to: number) =>
    beds.slice(from, to).map((bed, at) => ({
      bed,
      label: String.fromCharCode(65 + at),
      kind: "single" as const,
    }));
  const room = (at: number, mode: "shared" | "household_exclusive", from: number, to: number) => ({
    room: rooms[at] as RoomId,
    label: String(at + 1),
    mode,
    attributes: [],
    beds: of(from, to),
  });
  return {
    house,
    rooms,
    beds,
    input: {
      house,
      codeName: "Birch",
      kind: "refuge",
      openedOn: "2020-01-01",
      maxStay: "P1Y",
      policyId: id(newId()),
      policy: { adults: "women_only", unaccompaniedMinors: false, extensionApprover: "manager" },
      rooms: [
        room(0, "household_exclusive", 0, 2),
        room(1, "shared", 2, 4),
        room(2, "shared", 4, 8),
      ],
    },
  };
}

/** A small organisation: a director, a staff member, one house, three residents. */
export async function makeScene(): Promise<Scene> {
  const servers = await startServers();
  const desk = makeDevice(servers.url);
  const director: Person = { engine: desk.engine, enrolled: await found(desk.engine) };
  const house = makeHouse();
  await saved(desk.engine, desk.engine.createHouse(house.input));
  for (const [i, name] of [canary, "Oda", "Perla"].entries()) {
    const bed = house.beds[[0, 2, 3][i] as number] as BedId;
    await saved(desk.engine, desk.engine.act("placeHousehold", arrival(house, bed, name)));
  }
  const disk = new Disk();
  const home = makeDevice(servers.url, { ...new Hostile(servers).ports, stores: disk.stores });
  const enrolled = await colleague(desk.engine, home, {
    displayName: "Bea",
    preset: "staff",
    house,
  });
  const staff: Person = { engine: home.engine, enrolled };
  const truths: string[] = [];
  const note = async (): Promise<void> => {
    const board = await boardOf(desk.engine, house);
    if (board !== undefined && board !== truths.at(-1)) truths.push(board);
  };
  await note();
  await until(
    "the house at the staff member's",
    async () => (await boardOf(home.engine, house)) === truths.at(-1),
  );
  await disk.quiet();
  const warm = disk.copy();
  await home.engine.lock();

  let blocked: string | undefined;
  const stir = async (): Promise<void> => {
    blocked = await toggle(desk.engine, house, { bed: house.beds[4] as BedId, blocked });
    await note();
  };
  return {
    servers,
    house,
    director,
    staff,
    truths,
    warm,
    stir,
    calm: async () => {
      if (blocked !== undefined) await stir();
    },
    stop: async () => {
      await desk.engine.lock();
      await servers.stop();
    },
  };
}

/** Takes a bed out of service, or ends that; returns the block that stands now. */
export async function toggle(
  engine: Engine,
  { house }: House,
  { bed, blocked }: { readonly bed: BedId; readonly blocked: string | undefined },
): Promise<string | undefined> {
  if (blocked !== undefined) {
    await savedOnceRead(engine, () => engine.act("unblockBeds", { house, block: id(blocked) }));
    return undefined;
  }
  const block = newId();
  await savedOnceRead(engine, () =>
    engine.act("blockBeds", { house, block: id(block), on: { bed }, reason: "repair" }),
  );
  return block;
}

/** Does it as a person does: again, while it is said that what it stands on is still being read. */
async function savedOnceRead(engine: Engine, act: () => ReturnType<Engine["act"]>): Promise<void> {
  const came = await until("that it can be done", async () => {
    const outcome = await act();
    return (outcome.ok || outcome.refusal.code !== "still-reading") && outcome;
  });
  await saved(engine, Promise.resolve(came));
}

/** A person's engine on a disk, behind a server. */
export const engineOn = (disk: Disk, hostile: Hostile, given: Partial<GivenPorts> = {}): Engine =>
  createEngine({ ...hostile.ports, stores: disk.stores, timeZone: "Europe/Paris", ...given });

/** Opens an account by its kit on a device that has not seen it. */
export const unlockByKit = (engine: Engine, { enrolled }: Person) =>
  engine.unlock({ kit: enrolled.kit.code, passphrase, deviceLabel: "Phone", sharedDevice: false });

/** Opens the one account that a device knows. */
export async function unlockHere(engine: Engine): ReturnType<Engine["unlock"]> {
  const [account] = await engine.accounts();
  return engine.unlock({ account: account?.id ?? "", passphrase });
}

/** What the board of the house says: for each bed what it is, and who lies there. Undefined while there is none. */
export async function boardOf(engine: Engine, { house }: House): Promise<string | undefined> {
  const status = await engine.status();
  if (status.is !== "open") return undefined;
  const view = await engine.view("tonight", { house });
  return (
    view &&
    JSON.stringify(
      view.rooms.map((room) => [
        room.label,
        ...room.beds.map(({ label, now }) => [
          label,
          now.is,
          ...(now.is === "occupied" ? [now.by.calledName ?? "?"] : []),
        ]),
      ]),
    )
  );
}
