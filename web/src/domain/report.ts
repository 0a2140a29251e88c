import type { HouseId } from "./compartments.ts";
import { daysBetween, plusDays, type IsoDate } from "./dates.ts";
import type { PersonRef, StayRef } from "./ids.ts";
import { holdsNight, nightsWithin, type Interval } from "./intervals.ts";
import { countsOf, roomsOn, type RoomOfNight } from "./nights.ts";
import type { State } from "./state.ts";

/** `[from, to)`: the nights that a report is about. */
export type Period = Required<Interval>;

/** Which houses a report is about, as of when. */
export interface ReportAsked {
  readonly houses: readonly HouseId[];
  readonly period: Period;
  /** Epoch milliseconds; decides which holds still counted. */
  readonly at: number;
}

/** Bed-nights of a period, and what follows from them. Ratios are given as numerator and denominator. */
export interface Housing {
  readonly nights: number;
  /** Nights of funded beds. */
  readonly funded: number;
  /** Of these, out of service. */
  readonly outOfService: number;
  readonly operational: number;
  readonly occupied: number;
  /** Of these, in beds that are not funded. */
  readonly occupiedExtra: number;
  readonly blocked: number;
  /** Nights of rooms for one household, in service; and those with an occupant. */
  readonly roomNights: number;
  readonly roomNightsOccupied: number;
  /** Nights on which nothing was offerable. */
  readonly fullNights: number;
  /** Occupied of operational: the headline. */
  readonly utilisation: number;
  readonly fundedUtilisation: number;
  /** Occupied and blocked of operational. */
  readonly effectiveUtilisation: number;
  readonly roomOccupancy: number;
  readonly averageCensus: number;
}

/** Counts every night of the period, bed by bed, as the board counts tonight. */
export function housing(state: State, { houses, period, at }: ReportAsked): Housing {
  const sum = {
    funded: 0,
    outOfService: 0,
    occupied: 0,
    occupiedExtra: 0,
    blocked: 0,
    roomNights: 0,
    roomNightsOccupied: 0,
    fullNights: 0,
  };
  const nights = daysBetween(period.from, period.to);
  for (let later = 0; later < nights; later += 1) {
    const night = plusDays(period.from, later);
    const rooms = houses.flatMap((id) => {
      const house = state.houses.get(id);
      return house ? roomsOn(state, house, { night, at }) : [];
    });
    const counts = countsOf(rooms);
    const beds = rooms.flatMap((room) => room.beds);
    const funded = beds.filter(({ record }) => record.funded);
    sum.funded += funded.length;
    sum.outOfService += funded.filter(({ now }) => now.is === "out-of-service").length;
    sum.occupied += counts.occupied;
    sum.occupiedExtra += beds.filter(
      ({ record, now }) => !record.funded && now.is === "occupied",
    ).length;
    sum.blocked += counts.blocked;
    const alone = rooms.filter(isInServiceAlone);
    sum.roomNights += alone.length;
    sum.roomNightsOccupied += alone.filter(isOccupied).length;
    sum.fullNights += counts.offerable === 0 ? 1 : 0;
  }
  const operational = sum.funded - sum.outOfService;
  return {
    nights,
    ...sum,
    operational,
    utilisation: sum.occupied / operational,
    fundedUtilisation: sum.occupied / sum.funded,
    effectiveUtilisation: (sum.occupied + sum.blocked) / operational,
    roomOccupancy: sum.roomNightsOccupied / sum.roomNights,
    averageCensus: sum.occupied / nights,
  };
}

/** A stay over all the houses that it went through. */
export interface WholeStay {
  readonly stayRef: StayRef;
  readonly persons: readonly PersonRef[];
  readonly arrivedOn: IsoDate;
  readonly departedOn?: IsoDate;
}

/** Comings and goings of a period. A transfer is neither an admission nor a departure (I-10). */
export interface Flow {
  readonly admissions: number;
  readonly departures: number;
  readonly transfers: number;
  /** Nights of each stay that ended in the period, those before it included, shortest first. */
  readonly lengths: readonly number[];
  readonly averageLength: number;
  readonly medianLength: number;
  /** Nights so far of each stay that is open at the period's end. */
  readonly openLengths: ReadonlyMap<StayRef, number>;
  readonly personsServed: ReadonlySet<PersonRef>;
}

/** Counts stays and people of a period, from the coded records and the beds. */
export function flow(state: State, { houses, period }: ReportAsked): Flow {
  const stays = staysOf(state, houses);
  const within = (date: IsoDate | undefined): boolean =>
    date !== undefined && holdsNight(period, date);
  const admitted = stays.filter(({ arrivedOn }) => within(arrivedOn));
  const departed = stays.filter(({ departedOn }) => within(departedOn));
  const lengths = departed
    .map(({ arrivedOn, departedOn }) => daysBetween(arrivedOn, departedOn as IsoDate))
    .toSorted((a, b) => a - b);
  const open = stays.filter(
    ({ arrivedOn, departedOn }) => arrivedOn < period.to && !(departedOn && departedOn < period.to),
  );
  return {
    admissions: admitted.length,
    departures: departed.length,
    transfers: transfersIn(state, houses, within),
    lengths,
    averageLength: lengths.reduce((sum, nights) => sum + nights, 0) / lengths.length,
    medianLength: median(lengths),
    openLengths: new Map(
      open.map(({ stayRef, arrivedOn }) => [stayRef, daysBetween(arrivedOn, period.to)]),
    ),
    personsServed: new Set([
      ...admitted.flatMap(({ persons }) => persons),
      ...sleepersOf(state, houses, period),
    ]),
  };
}

/** The middle of sorted numbers; the mean of the middle two where their number is even. */
export function median(sorted: readonly number[]): number {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** Stays by their ref, put together from each house's record: arrival from the first, departure from the last. */
export function staysOf(state: State, houses: readonly HouseId[]): WholeStay[] {
  const stays = new Map<StayRef, WholeStay>();
  for (const id of houses) {
    for (const record of state.houses.get(id)?.figuresRecord.values() ?? []) {
      const { stayRef, arrivedOn, departedOn } = record;
      const known = stays.get(stayRef);
      const end = departedOn ?? known?.departedOn;
      stays.set(stayRef, {
        stayRef,
        persons: record.persons.map(({ personRef }) => personRef),
        arrivedOn: known && known.arrivedOn < arrivedOn ? known.arrivedOn : arrivedOn,
        ...(end !== undefined && { departedOn: end }),
      });
    }
  }
  return [...stays.values()];
}

function transfersIn(
  state: State,
  houses: readonly HouseId[],
  within: (date: IsoDate) => boolean,
): number {
  const records = houses.flatMap((id) => [...(state.houses.get(id)?.figuresRecord.values() ?? [])]);
  return records.filter((one) => one.arrivalKind === "transfer_in" && within(one.arrivedOn)).length;
}

function sleepersOf(state: State, houses: readonly HouseId[], period: Period): PersonRef[] {
  return houses.flatMap((id) =>
    [...(state.houses.get(id)?.placement.values() ?? [])].flatMap(({ assignments }) =>
      assignments.filter((one) => nightsWithin(one, period) > 0).map((one) => one.personRef),
    ),
  );
}

const isOccupied = ({ beds }: RoomOfNight): boolean =>
  beds.some(({ now }) => now.is === "occupied");

const isInServiceAlone = ({ mode, beds }: RoomOfNight): boolean =>
  mode === "household_exclusive" && beds.some(({ now }) => now.is !== "out-of-service");
