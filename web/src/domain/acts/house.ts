import { changes, putIn, refuse, type Act, type Change } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { Duration, IsoDate, TimeOfDay } from "../dates.ts";
import { usualCensusHour } from "../evenings.ts";
import { organisationOf, settingsOf, tonightOf } from "../house.ts";
import type { BedId, Id, RoomId } from "../ids.ts";
import type {
  AdmissionPolicy,
  BedKind,
  House,
  HouseKind,
  RoomAttribute,
  RoomMode,
} from "../records.ts";

export interface NewBed {
  readonly bed: BedId;
  readonly label: string;
  readonly kind: BedKind;
  /** Cots are mobile and the rest is not, where this is left out. */
  readonly isMobile?: boolean;
  /** Funded, where this is left out. */
  readonly funded?: boolean;
}

export interface NewRoom {
  readonly room: RoomId;
  readonly label: string;
  readonly mode: RoomMode;
  readonly floor?: string;
  readonly attributes: readonly RoomAttribute[];
  readonly beds: readonly NewBed[];
}

/** A house with its rooms, beds, policy and address. */
export interface SetUpHouse {
  readonly house: HouseId;
  readonly codeName: string;
  readonly kind: HouseKind;
  /** Tonight where it is left out. */
  readonly openedOn?: IsoDate;
  readonly maxStay: Duration;
  readonly censusHour?: TimeOfDay;
  readonly policyId: Id<"policy">;
  readonly policy: AdmissionPolicy;
  readonly address?: {
    readonly id: Id<"address">;
    readonly address: string;
    readonly accessNotes: string;
  };
  readonly rooms: readonly NewRoom[];
}

/** The basics of a house; what is left out stays. */
export interface ChangeHouse {
  readonly house: HouseId;
  readonly codeName?: string;
  readonly kind?: HouseKind;
  readonly maxStay?: Duration;
  readonly censusHour?: TimeOfDay;
  readonly policy?: AdmissionPolicy;
  readonly closedOn?: IsoDate;
}

/** Opens a house: all its records in one append. */
export const setUpHouse: Act<SetUpHouse> = (state, input, now) => {
  if (settingsOf(state, input.house)) return refuse({ code: "already-there", what: "house" });
  const twice =
    twiceIn(input.rooms.map((room) => room.label)) ??
    input.rooms.map((room) => twiceIn(room.beds.map((bed) => bed.label))).find(Boolean);
  if (twice !== undefined) return refuse({ code: "label-twice", label: twice });
  const openedOn = input.openedOn ?? tonightOf(state, input.house, now);
  const put = putIn(input.house);
  const beds = input.rooms.flatMap((room) => room.beds).filter(({ funded }) => funded ?? true);
  return changes(
    put("admissionPolicy", input.policyId, input.policy),
    put("house", input.house, {
      codeName: input.codeName.trim(),
      kind: input.kind,
      openedOn,
      fundedBeds: [{ from: openedOn, beds: beds.length }],
      maxStay: input.maxStay,
      censusHour: input.censusHour ?? organisationOf(state)?.censusHour ?? usualCensusHour,
      policy: input.policyId,
    }),
    ...(input.address
      ? [
          put("houseAddress", input.address.id, {
            address: input.address.address,
            accessNotes: input.address.accessNotes,
          }),
        ]
      : []),
    ...input.rooms.flatMap((room) => roomWithBeds(input.house, room, openedOn)),
  );
};

/** Changes the basics of a house. It can close only when nobody sleeps there any more. */
export const changeHouse: Act<ChangeHouse> = (state, { house: id, policy, ...basics }) => {
  const before = settingsOf(state, id);
  if (!before) return refuse({ code: "not-found", what: "house" });
  const { closedOn } = basics;
  const there = [...(state.houses.get(id)?.placement.values() ?? [])]
    .flatMap((placement) => placement.assignments)
    .some(({ to }) => closedOn !== undefined && (to === undefined || to > closedOn));
  if (there) return refuse({ code: "still-here" });
  const after: House = { ...before, ...basics };
  const put = putIn(id);
  return changes(
    put("house", id, after),
    ...(policy ? [put("admissionPolicy", before.policy, policy)] : []),
  );
};

/** A room with its beds, from a night on, as changes. */
export function roomWithBeds(house: HouseId, room: NewRoom, from: IsoDate): Change[] {
  const put = putIn(house);
  return [
    put("room", room.room, {
      label: room.label.trim(),
      ...(room.floor && { floor: room.floor }),
      mode: [{ from, mode: room.mode }],
      openedOn: from,
      attributes: [...room.attributes],
    }),
    ...room.beds.map((bed) => newBed(house, bed, { room: room.room, from })),
  ];
}

/** A bed that stands in a room from a night on, as a change. */
export const newBed = (
  house: HouseId,
  { bed, label, kind, isMobile, funded }: NewBed,
  { room, from }: { readonly room: RoomId; readonly from: IsoDate },
): Change =>
  putIn(house)("bed", bed, {
    label: label.trim(),
    kind,
    isMobile: isMobile ?? kind === "cot",
    funded: funded ?? true,
    roomHistory: [{ room, from }],
    inServiceFrom: from,
  });

/** The first label that is there twice. */
export function twiceIn(labels: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return labels.map((label) => label.trim()).find((label) => seen.size === seen.add(label).size);
}
