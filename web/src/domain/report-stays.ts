import type { ArrivalKind, DepartureReason, Destination, PersonKind } from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { daysBetween, plusDays, type IsoDate } from "./dates.ts";
import type { PersonRef, StayRef } from "./ids.ts";
import { holdsNight } from "./intervals.ts";
import type { FiguresRecord } from "./records-people.ts";
import type { Period } from "./report.ts";
import { cameLater, type State } from "./state.ts";

/** A stay over all the houses that it went through. */
export interface WholeStay {
  readonly stayRef: StayRef;
  readonly persons: FiguresRecord["persons"];
  readonly arrivedIn: HouseId;
  readonly arrivedOn: IsoDate;
  readonly arrivalKind: ArrivalKind;
  /** The house that it was in last. */
  readonly lastIn: HouseId;
  readonly departedOn?: IsoDate;
  readonly departureReason?: DepartureReason;
  readonly destination?: Destination;
  readonly returnOf?: StayRef;
}

/** A household that changed houses within its stay. */
export interface TransferIn {
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly on: IsoDate;
}

/** Every stay and transfer that some houses' coded records tell of, and of what kind each person is. */
export interface Stays {
  readonly stays: readonly WholeStay[];
  readonly transfers: readonly TransferIn[];
  readonly kinds: ReadonlyMap<PersonRef, PersonKind>;
  /** When the first return after a stay began, where one is linked to it. */
  readonly returns: ReadonlyMap<StayRef, IsoDate>;
}

/** Puts stays together from each house's record: the arrival from the first, the departure from the last. */
export function staysOf(state: State, houses: readonly HouseId[]): Stays {
  const parts = new Map<StayRef, WholeStay[]>();
  const transfers: TransferIn[] = [];
  const kinds = new Map<PersonRef, PersonKind>();
  const returns = new Map<StayRef, IsoDate>();
  for (const house of houses) {
    for (const record of state.houses.get(house)?.figuresRecord.values() ?? []) {
      const { stayRef, arrivedOn, arrivalKind, persons, returnOf } = record;
      if (arrivalKind === "transfer_in") transfers.push({ stayRef, to: house, on: arrivedOn });
      for (const { personRef, kind } of persons) kinds.set(personRef, kind);
      if (returnOf !== undefined && arrivedOn < (returns.get(returnOf) ?? "9")) {
        returns.set(returnOf, arrivedOn);
      }
      const part = { ...record, arrivedIn: house, lastIn: house };
      const others = parts.get(stayRef);
      if (others) others.push(part);
      else parts.set(stayRef, [part]);
    }
  }
  return { stays: [...parts.values()].map(whole), transfers, kinds, returns };
}

const whole = (parts: readonly WholeStay[]): WholeStay =>
  parts.length === 1
    ? (parts[0] as WholeStay)
    : parts.toSorted((a, b) => (cameLater(a, b) ? 1 : -1)).reduce(joined);

/** Two parts of one stay: who came first has the arrival, who came later how it ended. */
function joined(first: WholeStay, last: WholeStay): WholeStay {
  const { departedOn = first.departedOn } = last;
  const { departureReason = first.departureReason, destination = first.destination } = last;
  const { returnOf = last.returnOf } = first;
  return {
    stayRef: first.stayRef,
    persons: [...first.persons, ...last.persons],
    arrivedIn: first.arrivedIn,
    arrivedOn: first.arrivedOn,
    arrivalKind: first.arrivalKind,
    lastIn: last.lastIn,
    ...(departedOn !== undefined && { departedOn }),
    ...(departureReason !== undefined && { departureReason }),
    ...(destination !== undefined && { destination }),
    ...(returnOf !== undefined && { returnOf }),
  };
}

/** Nights of stays: those that ended in the period with all their nights, and apart from them those that go on. */
export interface Lengths {
  /** Shortest first. */
  readonly ended: readonly number[];
  readonly open: ReadonlyMap<StayRef, number>;
}

/** How long stays were, also before the period, or are so far at its end. */
export function lengthsOf(stays: readonly WholeStay[], period: Period): Lengths {
  const ended = stays
    .filter(({ departedOn }) => departedOn !== undefined && holdsNight(period, departedOn))
    .map(({ arrivedOn, departedOn }) => daysBetween(arrivedOn, departedOn as IsoDate))
    .toSorted((a, b) => a - b);
  const open = stays.filter(
    ({ arrivedOn, departedOn }) =>
      arrivedOn < period.to && (departedOn === undefined || departedOn >= period.to),
  );
  return {
    ended,
    open: new Map(
      open.map(({ stayRef, arrivedOn }) => [stayRef, daysBetween(arrivedOn, period.to)]),
    ),
  };
}

/** The middle of sorted numbers, or the mean of the middle two; undefined of none. */
export function medianOf(sorted: readonly number[]): number | undefined {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[middle - 1];
  if (upper === undefined || sorted.length % 2 === 1) return upper;
  return lower === undefined ? upper : (lower + upper) / 2;
}

/** Departures followed by a return within so many days, of those whose days have all gone by. */
export interface Returned {
  readonly elapsed: number;
  readonly returned: number;
}

/** Counts returns after departures, by the links between stays. */
export function returnedWithin(
  { departed, returns }: { departed: readonly WholeStay[]; returns: Stays["returns"] },
  { days, today }: { days: number; today: IsoDate },
): Returned {
  const elapsed = departed.filter(
    ({ departedOn }) => departedOn !== undefined && plusDays(departedOn, days) <= today,
  );
  const returned = elapsed.filter(({ stayRef, departedOn }) => {
    const on = returns.get(stayRef);
    return on !== undefined && on <= plusDays(departedOn as IsoDate, days);
  });
  return { elapsed: elapsed.length, returned: returned.length };
}

/** Whoever had a night in a house in the period. */
export function sleepersIn(
  state: State,
  house: HouseId,
  { from: start, to: end }: Period,
): Set<PersonRef> {
  const found = new Set<PersonRef>();
  for (const beds of state.houses.get(house)?.occupancies.values() ?? []) {
    for (const { from, to, personRef } of beds) {
      const within = from < end && (to === undefined || (to > start && to > from));
      if (within) found.add(personRef);
    }
  }
  return found;
}
