import type * as codes from "./codes.ts";
import { msOf, type IsoDate } from "./dates.ts";
import { bedName, headOf, overdueDays, personOf, stayOf } from "./house.ts";
import type { BedId, HoldId, PersonRef, StayRef } from "./ids.ts";
import { holdsNight } from "./intervals.ts";
import { isOpenHold, type RoomOfNight } from "./nights.ts";
import type { Hold, Placement } from "./records.ts";
import type { FiguresRecord } from "./records-people.ts";
import type { HouseState, Occupancy } from "./state.ts";

export type ArrivalLine =
  | {
      readonly is: "arrived";
      readonly at?: number;
      readonly stayRef: StayRef;
      readonly calledName?: string;
      readonly persons: number;
      readonly bed: { readonly room: string; readonly bed: string };
      readonly arrivalKind?: codes.ArrivalKind;
    }
  | {
      readonly is: "expected";
      readonly at?: number;
      readonly hold: HoldId;
      readonly persons: number;
      readonly room: string;
      readonly beds: readonly BedId[];
      readonly expiresAt: number;
      readonly confirmed: boolean;
    };

export type DepartureLine =
  | {
      readonly is: "departed";
      readonly at?: number;
      readonly stayRef: StayRef;
      readonly calledName?: string;
      readonly persons: number;
      readonly bed: { readonly room: string; readonly bed: string };
      readonly destination?: codes.Destination;
    }
  | {
      /** Due tonight (0 days), or overdue. */
      readonly is: "due";
      readonly stayRef: StayRef;
      readonly calledName?: string;
      readonly persons: number;
      readonly plannedEnd: IsoDate;
      readonly overdueDays: number;
    };

/** Who has come today and who is expected, who has gone and who is due. */
export function comingAndGoing(
  house: HouseState,
  rooms: readonly RoomOfNight[],
  when: When,
): { readonly arrivals: readonly ArrivalLine[]; readonly departures: readonly DepartureLine[] } {
  const touched = [...touchedOn(house, when.evening)];
  return {
    arrivals: byTime([
      ...touched.flatMap((placement) => arrived(house, placement, when)),
      ...expected(house, when),
    ]),
    departures: byTime([
      ...touched.flatMap((placement) => departed(house, placement, when)),
      ...due(house, rooms, when),
    ]),
  };
}

/** As the evening goes; what has no hour stands at the end. */
function byTime<T extends ArrivalLine | DepartureLine>(lines: readonly T[]): readonly T[] {
  const hour = (line: T): number => ("at" in line ? line.at : undefined) ?? Number.MAX_SAFE_INTEGER;
  return lines.toSorted((a, b) => hour(a) - hour(b));
}

interface When {
  readonly evening: IsoDate;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Placements in which something begins or ends on an evening. */
function touchedOn(house: HouseState, evening: IsoDate): Set<Placement> {
  const found = new Set<Placement>();
  for (const occupancies of house.occupancies.values()) {
    for (const one of occupancies) {
      if (one.from !== evening && one.to !== evening) continue;
      const placement = house.placement.get(one.placement);
      if (placement) found.add(placement);
    }
  }
  return found;
}

function arrived(house: HouseState, placement: Placement, { evening }: When): ArrivalLine[] {
  const [first] = placement.assignments;
  if (!first || placement.assignments.some((one) => one.from < evening)) return [];
  const stay = stayOf(house, placement.stayRef);
  const kind = figuresOf(house, placement.stayRef)?.arrivalKind ?? stay?.arrivalKind;
  return [
    {
      is: "arrived",
      ...(stay && kind !== "transfer_in" && { at: msOf(stay.arrivedAt) }),
      ...about(house, placement, first.personRef),
      bed: bedName(house, first.bed, evening),
      ...(kind && { arrivalKind: kind }),
    },
  ];
}

function expected(house: HouseState, { evening, at }: When): ArrivalLine[] {
  return [...(house.hold as ReadonlyMap<HoldId, Hold>)].flatMap(([hold, record]) => {
    const [bed] = record.beds;
    if (!bed || !holdsNight(record, evening) || !isOpenHold(record, at)) return [];
    return [
      {
        is: "expected" as const,
        ...(record.expectedAt !== undefined && { at: msOf(record.expectedAt) }),
        hold,
        persons: record.beds.length,
        room: bedName(house, bed, evening).room,
        beds: record.beds,
        expiresAt: msOf(record.expiresAt),
        confirmed: record.state === "confirmed",
      },
    ];
  });
}

function departed(house: HouseState, placement: Placement, { evening }: When): DepartureLine[] {
  const last = placement.assignments.findLast((one) => one.to === evening);
  if (!last || placement.assignments.some((one) => one.to === undefined)) return [];
  const figures = figuresOf(house, placement.stayRef);
  if (figures && figures.departedOn !== evening) return [];
  const left = stayOf(house, placement.stayRef)?.departure;
  // The bed of whom the line names, and not that of whoever of her household has the last one.
  const head = headOf(house, placement.stayRef) ?? placement.assignments[0]?.personRef;
  const hers = placement.assignments.findLast((one) => one.personRef === head) ?? last;
  return [
    {
      is: "departed",
      ...(left && { at: msOf(left.at), destination: left.destination }),
      ...about(house, placement, last.personRef),
      bed: bedName(house, hers.bed, hers.from),
    },
  ];
}

function due(house: HouseState, rooms: readonly RoomOfNight[], { evening }: When): DepartureLine[] {
  const here = new Map<StayRef, Occupancy>();
  for (const { now } of rooms.flatMap((room) => room.beds)) {
    if (now.is === "occupied" && !here.has(now.by.stayRef)) here.set(now.by.stayRef, now.by);
  }
  return [...here.values()].flatMap((by) => {
    const placement = house.placement.get(by.placement);
    const plannedEnd = placement?.plannedEnd;
    if (!placement || plannedEnd === undefined || plannedEnd > evening) return [];
    return [
      {
        is: "due" as const,
        ...about(house, placement, by.personRef),
        plannedEnd,
        overdueDays: overdueDays(plannedEnd, evening),
      },
    ];
  });
}

const figuresOf = (house: HouseState, stay: StayRef): FiguresRecord | undefined =>
  house.figuresRecord.get(house.figures.get(stay) ?? "");

function about(house: HouseState, { stayRef, assignments }: Placement, person: PersonRef) {
  const head = assignments[0]?.personRef ?? person;
  const calledName = personOf(house, stayRef, head)?.calledName;
  const persons = new Set(assignments.map((one) => one.personRef)).size;
  return { stayRef, persons, ...(calledName !== undefined && { calledName }) };
}
