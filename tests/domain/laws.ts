import { dayNumber, plusDays, type IsoDate } from "#domain/dates.ts";
import { modeOf } from "#domain/house.ts";
import { asItStands } from "#domain/leaving.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import type { Bed, Room } from "#domain/records.ts";
import type { FiguresRecord } from "#domain/records-people.ts";
import type { HouseState, State } from "#domain/state.ts";
import { awayWithoutBed, brokenCover, brokenEnds, brokenFiles } from "./stay-laws.ts";

type Night = readonly {
  readonly house: string;
  readonly bed: string;
  readonly person: string;
  readonly stay: string;
  readonly room: Room | undefined;
  readonly record: Bed | undefined;
}[];

const among = (night: IsoDate, from: IsoDate, to: IsoDate | undefined): boolean =>
  dayNumber(from) <= dayNumber(night) && (to === undefined || dayNumber(night) < dayNumber(to));

/** Who lies where on one night, read from the placements (and who took them over), by the slowest means. */
export function sleepers(state: State, night: IsoDate): Night {
  return [...state.houses].flatMap(([house, { placement, bed: beds, room: rooms }]) =>
    [...placement.values()].flatMap(({ stayRef, ...written }) =>
      asItStands(state, house, { stayRef, ...written })
        .assignments.filter(({ from, to }) => among(night, from, to))
        .map(({ bed, personRef }) => {
          const record = beds.get(bed);
          const stand = record?.roomHistory.find(({ from, to }) => among(night, from, to));
          const room = rooms.get(stand?.room ?? "");
          return { house, bed, person: personRef, stay: stayRef, room, record };
        }),
    ),
  );
}

/** Every law of the house that a state breaks on the nights `[from, to)`; empty when all is well. */
export function brokenLaws(
  state: State,
  { from, to, at }: { from: IsoDate; to: IsoDate; at: number },
): string[] {
  const broken: string[] = [];
  for (let night = from; night < to; night = plusDays(night, 1)) {
    const asleep = sleepers(state, night);
    if (twice(asleep.map(({ bed }) => bed))) broken.push(`I-01 ${night}`);
    if (twice(asleep.map(({ person }) => person))) broken.push(`I-02 ${night}`);
    for (const one of asleep) {
      const mates = asleep.filter(({ room }) => room !== undefined && room === one.room);
      const alone = one.room && modeOf(one.room, night) === "household_exclusive";
      if (alone && mates.some(({ stay }) => stay !== one.stay)) broken.push(`I-03 ${night}`);
      if (isShut(state, one, night)) broken.push(`I-04 ${night}`);
    }
    for (const house of state.houses.values()) {
      const c = countsOf(roomsOn(state, house, { night, at }));
      const left = c.beds - c.outOfService - c.occupied - c.blocked - c.held;
      if (c.offerable !== left || left < 0) broken.push(`I-05 ${night}`);
      if (c.occupied !== asleep.filter((one) => one.house === house.house).length) {
        broken.push(`I-05 ${night}: the board misses someone`);
      }
    }
  }
  return [
    ...broken,
    ...brokenIntervals(state),
    ...brokenCover(state, from, to),
    ...brokenEnds(state),
    ...brokenFiles(state),
    ...brokenCensus(state, from, to),
  ];
}

const twice = (values: readonly string[]): boolean => new Set(values).size < values.length;

function isShut(state: State, one: Night[number], night: IsoDate): boolean {
  const house = [...state.houses.values()].find((other) => other.house === one.house);
  const settings = state.organisation.house.get(one.house);
  if (!house || !settings || !one.record || !one.room) return true;
  const blocks = [...house.bedBlock.values()].filter(({ from, to }) => among(night, from, to));
  return (
    blocks.some(({ on }) =>
      "bed" in on ? on.bed === one.bed : house.room.get(on.room) === one.room,
    ) ||
    !among(night, settings.openedOn, settings.closedOn) ||
    (settings.closures ?? []).some(({ from, to }) => among(night, from, to)) ||
    !among(night, one.record.inServiceFrom, one.record.retiredOn) ||
    !among(night, one.room.openedOn, one.room.retiredOn)
  );
}

/** I-06: every interval of a bed runs forward. */
const brokenIntervals = (state: State): string[] =>
  [...state.houses.values()].flatMap((house) =>
    [...house.placement.values()].flatMap(({ stayRef, assignments }) =>
      assignments.some(({ from, to }) => to !== undefined && to < from) ? [`I-06 ${stayRef}`] : [],
    ),
  );

/**
 * I-10: the census changes by admissions and departures alone, of households and of their members one by one; in one
 * house, by transfers as well. Who is away without a bed has not left.
 */
function brokenCensus(state: State, from: IsoDate, to: IsoDate): string[] {
  const last = plusDays(to, -1);
  const within = (date: IsoDate | undefined): boolean =>
    date !== undefined && date > from && date <= last;
  const all = [...state.houses.values()];
  const records = (houses: readonly HouseState[]) =>
    houses.flatMap((house) => [...house.figuresRecord.values()]);
  const count = (
    houses: readonly HouseState[],
    by: (person: FiguresRecord["persons"][number], record: FiguresRecord) => boolean,
  ): number =>
    records(houses).reduce(
      (sum, record) => sum + record.persons.filter((person) => by(person, record)).length,
      0,
    );
  const census = (night: IsoDate, houses: readonly HouseState[]): number =>
    [...sleepers(state, night), ...awayWithoutBed(state, night)].filter(({ house }) =>
      houses.some((one) => one.house === house),
    ).length;
  const admitted = (houses: readonly HouseState[]): number =>
    count(houses, ({ joinedOn }, { arrivalKind, arrivedOn }) =>
      joinedOn === undefined
        ? arrivalKind !== "transfer_in" && within(arrivedOn)
        : within(joinedOn),
    );
  const departed = (houses: readonly HouseState[]): number =>
    count(houses, ({ leftOn }, { departedOn }) => within(leftOn ?? departedOn));
  const into = (house: HouseState): number =>
    count(
      [house],
      ({ joinedOn }, { arrivalKind, arrivedOn }) =>
        joinedOn === undefined && arrivalKind === "transfer_in" && within(arrivedOn),
    );
  const outOf = (house: HouseState): number =>
    count(
      all.filter((other) => other !== house),
      ({ joinedOn }, record) =>
        joinedOn === undefined &&
        record.arrivalKind === "transfer_in" &&
        within(record.arrivedOn) &&
        cameFrom(house, record),
    );
  const broken = all
    .filter(
      (house) =>
        census(last, [house]) !==
        census(from, [house]) + admitted([house]) - departed([house]) + into(house) - outOf(house),
    )
    .map((house) => `I-10 ${house.house}`);
  const whole = census(last, all) === census(from, all) + admitted(all) - departed(all);
  return whole ? broken : [...broken, "I-10"];
}

/** Whether a stay that was transferred came out of this house on that evening. */
const cameFrom = (
  house: HouseState,
  { stayRef, arrivedOn }: { stayRef: string; arrivedOn: IsoDate },
): boolean => {
  const before = [...house.figuresRecord.values()].find((one) => one.stayRef === stayRef);
  return before !== undefined && before.arrivedOn <= arrivedOn;
};
