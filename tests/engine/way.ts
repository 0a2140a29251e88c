import type { ActInput, ActName } from "#domain/acts.ts";
import type { Refusal } from "#domain/change.ts";
import { type HouseId, houseId } from "#domain/compartments.ts";
import { type BedId, type PersonRef, type StayRef, id } from "#domain/ids.ts";
import type { HouseKind } from "#domain/records.ts";
import type { Engine } from "#vault/engine.ts";
import { type Device, found, makeDevice, newId, saved, until } from "./people.ts";

/** A house of a way of working: its rooms with so many beds each, and what its wizard was told. */
export interface Lodging {
  readonly house: HouseId;
  readonly beds: readonly BedId[];
}

/** Somebody of a household, in a bed. */
export interface Came {
  readonly name: string;
  readonly bed: BedId;
  readonly kind?: ActInput<"placeHousehold">["persons"][number]["kind"];
  readonly ageBand?: ActInput<"placeHousehold">["persons"][number]["ageBand"];
  readonly personRef?: PersonRef;
}

/** An organisation at work through the client's own engine, at any time of its years. */
export class Work {
  readonly device: Device;
  readonly #clock: { now: number };

  private constructor(device: Device, clock: { now: number }) {
    this.device = device;
    this.#clock = clock;
  }

  /** Founds it at a moment. */
  static async begin(url: string, instant: string): Promise<Work> {
    const clock = { now: Date.parse(instant) };
    const device = makeDevice(url, { clock: () => clock.now });
    await found(device.engine);
    return new Work(device, clock);
  }

  get engine(): Engine {
    return this.device.engine;
  }

  at(instant: string): void {
    this.#clock.now = Date.parse(instant);
  }

  get now(): number {
    return this.#clock.now;
  }

  /** Sets a house up; every room is for one household, unless it is shared. */
  async house(
    codeName: string,
    rooms: readonly number[],
    more: Partial<ActInput<"setUpHouse">> & {
      readonly kind?: HouseKind;
      readonly shared?: boolean;
    },
  ): Promise<Lodging> {
    const { shared = false, ...told } = more;
    const beds: BedId[] = [];
    const house = houseId(newId());
    const input: ActInput<"setUpHouse"> = {
      house,
      codeName,
      kind: "refuge",
      // Before its first evening has ended, whatever the hour: a night belongs to the evening on which it began.
      openedOn: new Date(this.now - 6 * 3_600_000).toISOString().slice(0, 10),
      maxStay: "P1Y",
      policyId: id(newId()),
      policy: { adults: "women_only", unaccompaniedMinors: true, extensionApprover: "manager" },
      rooms: rooms.map((count, at) => ({
        room: id<"room">(newId()),
        label: String(at + 1),
        mode: shared ? ("shared" as const) : ("household_exclusive" as const),
        attributes: [],
        beds: Array.from({ length: count }, (_, bed) => {
          const made = id<"bed">(newId());
          beds.push(made);
          return { bed: made, label: String.fromCharCode(65 + bed), kind: "single" as const };
        }),
      })),
      ...told,
    };
    await saved(this.engine, this.engine.createHouse(input));
    return { house, beds };
  }

  /** An act that is done and proved. */
  async does<N extends ActName>(name: N, input: ActInput<N>): Promise<void> {
    await saved(this.engine, this.engine.act(name, input));
  }

  /** Why an act cannot be done. */
  async refusal<N extends ActName>(name: N, input: ActInput<N>): Promise<Refusal> {
    const came = await this.engine.act(name, input);
    if (came.ok) throw new Error(`${name} was not refused`);
    return came.refusal;
  }

  /** The input of an arrival now. */
  coming({ house }: Lodging, came: readonly Came[]): ActInput<"placeHousehold"> {
    return {
      house,
      stayRef: id(newId()),
      placement: id(newId()),
      file: id(newId()),
      figures: id(newId()),
      episode: id(newId()),
      arrivedAt: this.now,
      persons: came.map(({ name, bed, kind = "woman", ageBand = "25-34", personRef }) => ({
        personRef: personRef ?? id(newId()),
        calledName: name,
        code: newId().slice(0, 5).toUpperCase(),
        kind,
        ageBand,
        bed,
      })),
    };
  }

  /** Somebody comes, and has her bed. */
  async comes(lodging: Lodging, came: readonly Came[]): Promise<ActInput<"placeHousehold">> {
    const input = this.coming(lodging, came);
    await this.does("placeHousehold", input);
    return input;
  }

  /** A household leaves now. */
  async goes(
    { house }: Lodging,
    stayRef: StayRef,
    ending: Pick<ActInput<"departHousehold">, "reason" | "destination">,
  ): Promise<void> {
    await this.does("departHousehold", { house, stayRef, departedAt: this.now, ...ending });
  }

  /** What is due in a house and asks for it now. */
  async due({ house }: Lodging): Promise<readonly string[]> {
    const { open } = await this.engine.view("tasks", { house });
    return open.filter(({ asks }) => asks).map(({ kind }) => kind);
  }

  /** Ticks what can be ticked of a kind. */
  async ticks({ house }: Lodging, kind: string): Promise<void> {
    const { open } = await this.engine.view("tasks", { house });
    for (const task of open.filter((one) => one.kind === kind && one.asks)) {
      await this.does("finishTask", { house, mark: id(newId()), key: task.key });
    }
  }

  /** What a report says of one house. */
  async counted({ house }: Lodging, from: string, to: string) {
    const report = await this.engine.view("report", { from, to });
    const own = report?.columns.find((column) => column.house === house);
    return { quantities: own?.quantities ?? {}, report };
  }

  /** Waits until the other houses have heard what a house could offer. */
  async offered(house: HouseId): Promise<void> {
    await until("the offer", async () =>
      (await this.engine.view("houses", {})).some((line) => line.house === house && line.offer),
    );
  }
}
