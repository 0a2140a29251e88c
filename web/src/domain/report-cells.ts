import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { PersonRef } from "./ids.ts";
import { holdsNight } from "./intervals.ts";
import { cellQuantities, returnWindows, type CellCode, type Quantities } from "./quantities.ts";
import { isShelter, type Period } from "./report.ts";
import {
  lengthsOf,
  medianOf,
  returnedWithin,
  sleepersIn,
  staysOf,
  type Stays,
  type TransferIn,
  type WholeStay,
} from "./report-stays.ts";
import type { PlaceRequest } from "./records-requests.ts";
import type { State } from "./state.ts";

/** Everything that counts of people and requests are taken from, gathered once for any number of periods. */
export interface Source {
  readonly state: State;
  readonly houses: readonly HouseId[];
  readonly all: Stays;
  readonly arrivedIn: ReadonlyMap<HouseId, readonly WholeStay[]>;
  readonly lastIn: ReadonlyMap<HouseId, readonly WholeStay[]>;
  readonly today: IsoDate;
}

/** Gathers the stays of the shelters among these houses. */
export function sourceOf(state: State, houses: readonly HouseId[], today: IsoDate): Source {
  const shelters = houses.filter((house) => isShelter(state, house));
  const all = staysOf(state, shelters);
  return {
    state,
    houses: shelters,
    all,
    arrivedIn: Map.groupBy(all.stays, (stay) => stay.arrivedIn),
    lastIn: Map.groupBy(all.stays, (stay) => stay.lastIn),
    today,
  };
}

/** Counts a period in some of the source's houses: cells, and the sums for their means and medians. */
export function cellsOf(source: Source, houses: readonly HouseId[], period: Period): Quantities {
  const inside = new Set(houses);
  const within = (date: IsoDate | undefined): boolean =>
    date !== undefined && holdsNight(period, date);
  const { transfers, kinds, returns } = source.all;
  const of = (index: Source["lastIn"]): readonly WholeStay[] =>
    houses.flatMap((house) => index.get(house) ?? []);
  const admitted = of(source.arrivedIn).filter((one) => within(one.arrivedOn));
  const there = of(source.lastIn).filter(
    ({ arrivedOn, departedOn }) =>
      arrivedOn < period.to && (departedOn === undefined || departedOn >= period.from),
  );
  const departed = there.filter((one) => within(one.departedOn));
  const { ended, open } = lengthsOf(there, period);
  const served = new Set<PersonRef>();
  for (const house of houses) {
    for (const person of sleepersIn(source.state, house, period)) served.add(person);
  }
  for (const { persons } of admitted) {
    // Who joined a household later was not admitted with it; her nights tell of her.
    for (const { personRef, joinedOn } of persons) if (!joinedOn) served.add(personRef);
  }
  const moved = transfers.filter(({ on }) => within(on));
  const counts = new Tally();
  counts.add("served", served.size);
  for (const person of served) counts.add(`served.${kindOf(kinds, person)}`);
  counts.add("admissions", admitted.length);
  for (const { arrivalKind, returnOf } of admitted) {
    if (arrivalKind !== "return") continue;
    counts.add(returnOf === undefined ? "admissions.unlinked" : "admissions.linked");
  }
  counts.add("departures", departed.length);
  for (const { departureReason, destination } of departed) {
    if (departureReason) counts.add(`departures.reason.${departureReason}`);
    if (destination) counts.add(`departures.destination.${destination}`);
  }
  counts.add("transfers.in", moved.filter(({ to }) => inside.has(to)).length);
  counts.add("transfers.out", moved.filter((one) => leftOne(source, one, inside)).length);
  counts.add("open", open.size);
  for (const house of houses) {
    for (const record of source.state.houses.get(house)?.placeRequest.values() ?? []) {
      if (within(record.receivedOn)) counts.request(record);
    }
  }
  for (const days of returnWindows) {
    const found = returnedWithin({ departed, returns }, { days, today: source.today });
    counts.add(`elapsed.${days}`, found.elapsed);
    counts.add(`returned.${days}`, found.returned);
  }
  const openNights = [...open.values()].toSorted((a, b) => a - b);
  return {
    ...counts.all(),
    ...(ended.length > 0 && {
      "departures.nights": sumOf(ended),
      "departures.twiceMedian": 2 * (medianOf(ended) ?? 0),
    }),
    ...(openNights.length > 0 && {
      "open.nights": sumOf(openNights),
      "open.twiceMedian": 2 * (medianOf(openNights) ?? 0),
    }),
  };
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

const kindOf = (kinds: Stays["kinds"], person: PersonRef) => kinds.get(person) ?? "other_adult";

/** Whether a transfer came out of one of these houses. */
function leftOne({ state, houses }: Source, moved: TransferIn, inside: ReadonlySet<HouseId>) {
  return houses.some((house) => {
    if (!inside.has(house) || house === moved.to) return false;
    const there = state.houses.get(house);
    const placement = there?.placement.get(there.placements.get(moved.stayRef) ?? "");
    return placement?.assignments.some(({ to }) => to === moved.on) === true;
  });
}

class Tally {
  readonly #counts = new Map<CellCode, number>(cellQuantities.map((code) => [code, 0]));

  add(code: CellCode, by = 1): void {
    this.#counts.set(code, (this.#counts.get(code) ?? 0) + by);
  }

  /** A request counts under its first reason, so that reasons add up to their decision. */
  request({ decision, reasons }: PlaceRequest): void {
    this.add("requests");
    this.add(`requests.decision.${decision}`);
    if (decision !== "pending") this.add("requests.decided");
    const [reason] = reasons;
    if (reason === undefined) return;
    this.add(`requests.reason.${reason}`);
    if (reason === "full_beds" || reason === "no_room_for_household_size") {
      this.add("requests.capacity");
    }
  }

  all(): Quantities {
    return Object.fromEntries(this.#counts);
  }
}
