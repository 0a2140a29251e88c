import { bedNights } from "./bed-nights.ts";
import type { HouseId } from "./compartments.ts";
import { daysBetween, plusDays, type IsoDate } from "./dates.ts";
import { settingsOf } from "./house.ts";
import type { Interval } from "./intervals.ts";
import { countNight, type NightCounts } from "./night-counts.ts";
import { countsBedNights, type House } from "./records.ts";
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

/** One night over the houses that were asked for. */
export interface Nightly extends NightCounts {
  readonly night: IsoDate;
}

/** Whether the nights of a house are shelter bed-nights; others are counted apart. */
export const isShelter = (state: State, house: HouseId): boolean => {
  const kind = settingsOf(state, house)?.kind;
  return kind === undefined || countsBedNights(kind);
};

/** Every night of a period over some houses, as the board counts tonight. */
export function nightly(state: State, { houses, period, at }: ReportAsked): Nightly[] {
  const swept = houses.flatMap((id) => {
    const house = state.houses.get(id);
    const settings = settingsOf(state, id);
    return house ? [{ settings, nights: bedNights(state, house, { period, at }) }] : [];
  });
  const nights = Math.max(0, daysBetween(period.from, period.to));
  return Array.from({ length: nights }, (_, later) => {
    const night = plusDays(period.from, later);
    const counted = swept.map((one) =>
      fundedAs(countNight(one.nights, later), one.settings, night),
    );
    return { night, ...together(counted) };
  });
}

/**
 * How many beds are funded is what the beds themselves say, as it was when the house opened, until a number has been
 * written from a later night on.
 */
function fundedAs(counts: NightCounts, settings: House | undefined, night: IsoDate): NightCounts {
  const { fundedBeds = [], openedOn = "" } = settings ?? {};
  const written = fundedBeds.findLast(({ from }) => from > openedOn && from <= night);
  return written && counts.beds > 0 ? { ...counts, funded: written.beds } : counts;
}

/** The same nights of several houses, added up. */
export const togetherOn = (houses: readonly (readonly Nightly[])[]): Nightly[] =>
  (houses[0] ?? []).map(({ night }, at) => ({
    night,
    ...together(houses.flatMap((nights) => nights[at] ?? [])),
  }));

/** What the nights of a period come to. */
export function housing(state: State, asked: ReportAsked): Housing {
  return housingOf(nightly(state, asked));
}

/** Sums nights. */
export function housingOf(nights: readonly Nightly[]): Housing {
  const sum = (what: (one: Nightly) => number): number =>
    nights.reduce((all, one) => all + what(one), 0);
  const funded = sum((one) => one.funded);
  const outOfService = sum((one) => one.fundedOutOfService);
  const operational = funded - outOfService;
  const occupied = sum((one) => one.occupied);
  const blocked = sum((one) => one.blocked);
  const roomNights = sum((one) => one.rooms);
  const roomNightsOccupied = sum((one) => one.roomsOccupied);
  return {
    nights: nights.length,
    funded,
    outOfService,
    operational,
    occupied,
    occupiedExtra: sum((one) => one.occupiedExtra),
    blocked,
    roomNights,
    roomNightsOccupied,
    fullNights: nights.filter(isFull).length,
    utilisation: occupied / operational,
    fundedUtilisation: occupied / funded,
    effectiveUtilisation: (occupied + blocked) / operational,
    roomOccupancy: roomNightsOccupied / roomNights,
    averageCensus: occupied / nights.length,
  };
}

/** A night on which there were beds, and nothing was offerable. */
const isFull = ({ offerable, beds }: Nightly): boolean => offerable === 0 && beds > 0;

/** Several houses on one night; the largest household is one house's, not a sum. */
function together(houses: readonly NightCounts[]): NightCounts {
  const sum = (what: Exclude<keyof NightCounts, "largest">): number =>
    houses.reduce((all, one) => all + one[what], 0);
  return {
    beds: sum("beds"),
    occupied: sum("occupied"),
    blocked: sum("blocked"),
    held: sum("held"),
    outOfService: sum("outOfService"),
    offerable: sum("offerable"),
    largest: houses.reduce<NightCounts["largest"]>(
      (best, { largest }) => (largest.persons > best.persons ? largest : best),
      { persons: 0 },
    ),
    funded: sum("funded"),
    fundedOutOfService: sum("fundedOutOfService"),
    occupiedExtra: sum("occupiedExtra"),
    rooms: sum("rooms"),
    roomsOccupied: sum("roomsOccupied"),
  };
}
