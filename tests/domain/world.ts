import { runAct, type ActInput, type ActName } from "#domain/acts.ts";
import type { Arriving } from "#domain/acts/arriving.ts";
import type { Change, Now, Outcome, Refusal } from "#domain/change.ts";
import type { AgeBand, PersonKind } from "#domain/codes.ts";
import { houseId, type HouseId } from "#domain/compartments.ts";
import { instantOf, msOf } from "#domain/dates.ts";
import { id, type BedId, type Id, type IdName, type PersonRef, type StayRef } from "#domain/ids.ts";
import type { BedKind, HouseKind, RoomAttribute, RoomMode } from "#domain/records.ts";
import { applyChange, emptyState, type State } from "#domain/state.ts";

/** A room of a made-up house: its beds' labels, with kinds where they are not single. */
export interface RoomPlan {
  readonly label: string;
  readonly mode: RoomMode;
  readonly attributes?: readonly RoomAttribute[];
  readonly beds: readonly (string | readonly [string, BedKind])[];
}

/** Somebody of a made-up household, and the bed she gets, as "room bed". */
export interface Guest {
  readonly name: string;
  readonly bed: string;
  readonly kind?: PersonKind;
  readonly ageBand?: AgeBand;
  readonly personRef?: PersonRef;
}

const letters = "ABCDEFGHJKMNPQRSTVWXYZ";

/** A state with a clock, on which acts are done and their changes written. */
export class World {
  readonly state: State = emptyState();
  readonly timeZone: string;
  /** Epoch milliseconds. */
  clock: number;
  manages: readonly HouseId[] = [];
  /** Who acts. */
  member = "ee".repeat(16);
  #drawn = 0;

  constructor(at: string, timeZone = "Europe/Paris") {
    this.clock = msOf(at);
    this.timeZone = timeZone;
    this.do("setOrganisation", { organisation: this.id<"organisation">(), ...named, timeZone });
  }

  /** A new id, the same in every run. */
  id<N extends IdName>(): Id<N> {
    this.#drawn += 1;
    return id<N>(this.#drawn.toString(16).padStart(32, "0"));
  }

  get now(): Now {
    const { clock, member, manages } = this;
    return { instant: clock, timeZone: "UTC", member, manages, signsOff: manages };
  }

  /** Lets the clock stand at a moment. */
  at(instant: string): this {
    this.clock = msOf(instant);
    return this;
  }

  /** Judges an act without writing. */
  try<N extends ActName>(act: N, input: ActInput<N>): Outcome {
    return runAct(this.state, { act, input }, this.now);
  }

  /** Does an act, which must be possible; returns what was written. */
  do<N extends ActName>(act: N, input: ActInput<N>): readonly Change[] {
    const outcome = this.try(act, input);
    if (!outcome.ok) throw new Error(`${act} was refused: ${JSON.stringify(outcome.refusal)}`);
    for (const change of outcome.changes) applyChange(this.state, change);
    return outcome.changes;
  }

  /** Writes what an act came to, which may have been judged on an earlier state. */
  take(outcome: Outcome): void {
    if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome.refusal)}`);
    for (const change of outcome.changes) applyChange(this.state, change);
  }

  /** Writes a change as it comes from another device. */
  write(change: Change): void {
    applyChange(this.state, change);
  }

  /** Why an act is refused; throws when it is not. */
  refusal<N extends ActName>(act: N, input: ActInput<N>): Refusal {
    const outcome = this.try(act, input);
    if (outcome.ok) throw new Error(`${act} was not refused`);
    return outcome.refusal;
  }

  /** Sets up a house. */
  house(
    codeName: string,
    rooms: readonly RoomPlan[],
    more: Partial<ActInput<"setUpHouse">> & { readonly kind?: HouseKind } = {},
  ): HouseId {
    const house = houseId(this.id<"policy">());
    this.do("setUpHouse", {
      house,
      codeName,
      kind: "emergency_shelter",
      openedOn: "2024-01-01",
      maxStay: "P1Y",
      policyId: this.id<"policy">(),
      policy: { adults: "other", unaccompaniedMinors: true, extensionApprover: "manager" },
      rooms: rooms.map(({ label, mode, attributes = [], beds }) => ({
        room: this.id<"room">(),
        label,
        mode,
        attributes,
        beds: beds.map((bed) => ({
          bed: this.id<"bed">(),
          label: typeof bed === "string" ? bed : bed[0],
          kind: typeof bed === "string" ? ("single" as const) : bed[1],
        })),
      })),
      ...more,
    });
    return house;
  }

  /** The bed called "room bed", or by a label of its own. */
  bed(house: HouseId, name: string): BedId {
    const { bed: beds, room: rooms } = this.state.houses.get(house) ?? { bed: [], room: new Map() };
    for (const [bed, { label, roomHistory }] of beds) {
      const room = rooms.get(roomHistory.at(-1)?.room ?? "")?.label;
      if (label === name || `${room} ${label}` === name) return bed as BedId;
    }
    throw new Error(`no bed ${name}`);
  }

  /** The input of an arrival now, or at `at`. */
  arrival(
    house: HouseId,
    guests: readonly Guest[],
    more: Partial<ActInput<"placeHousehold">> & { readonly at?: string } = {},
  ): ActInput<"placeHousehold"> {
    const { at, ...rest } = more;
    return {
      house,
      stayRef: this.id<"stay">(),
      placement: this.id<"placement">(),
      file: this.id<"file">(),
      figures: this.id<"figures">(),
      episode: this.id<"episode">(),
      arrivedAt: at === undefined ? this.clock : msOf(at),
      persons: guests.map((guest) => this.#person(house, guest)),
      ...rest,
    };
  }

  /** Places a household; the stay is how later acts name it. */
  place(...given: Parameters<World["arrival"]>): StayRef {
    const input = this.arrival(...given);
    this.do("placeHousehold", input);
    return input.stayRef;
  }

  /** A household leaves, now or at `at`. */
  depart(house: HouseId, stayRef: StayRef, at: string = instantOf(this.clock)): void {
    const ending = { reason: "planned_move_on", destination: "own_tenancy" } as const;
    this.do("departHousehold", { house, stayRef, departedAt: msOf(at), ...ending });
  }

  #person(house: HouseId, guest: Guest): Arriving {
    const { name, bed, kind = "woman", ageBand = "25-34", personRef } = guest;
    const ref = personRef ?? this.id<"person">();
    const signs = Array.from(ref.slice(-3), (sign) => letters[Number.parseInt(sign, 16)]);
    const code = `P${signs.join("")}`;
    return { personRef: ref, calledName: name, code, kind, ageBand, bed: this.bed(house, bed) };
  }
}

const named = { name: "Nordwind e. V.", neutralDisplayName: "Nordwind", locales: ["en"] };
