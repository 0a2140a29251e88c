import { dayNumber, plusDays, type IsoDate } from "#domain/dates.ts";
import { modeOf } from "#domain/house.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import type { Bed, Placement, Room } from "#domain/records.ts";
import type { HouseState, State } from "#domain/state.ts";

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

/** Who lies where on one night, read from the placements alone, by the slowest means. */
export function sleepers(state: State, night: IsoDate): Night {
  return [...state.houses].flatMap(([house, { placement, bed: beds, room: rooms }]) =>
    [...placement.values()].flatMap(({ stayRef, assignments }) =>
      assignments
        .filter(({ from, to }) => among(night, from, to))
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
  return [...broken, ...brokenStays(state), ...brokenCensus(state, from, to)];
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

/** I-06 and I-07: intervals run forward, and each person of a stay has a bed from its first night to its last. */
function brokenStays(state: State): string[] {
  const broken: string[] = [];
  const stays = new Map<string, { house: HouseState; placement: Placement }[]>();
  for (const house of state.houses.values()) {
    for (const placement of house.placement.values()) {
      const list = stays.get(placement.stayRef) ?? [];
      stays.set(placement.stayRef, [...list, { house, placement }]);
    }
  }
  for (const [stay, parts] of stays) {
    const beds = parts.flatMap(({ placement }) => placement.assignments);
    if (beds.some(({ from, to }) => to !== undefined && to < from)) broken.push(`I-06 ${stay}`);
    const figures = parts.flatMap(({ house }) =>
      [...house.figuresRecord.values()].filter(({ stayRef }) => stayRef === stay),
    );
    const arrived = figures.map(({ arrivedOn }) => arrivedOn).toSorted()[0];
    const departed = figures.find(({ departedOn }) => departedOn !== undefined)?.departedOn;
    for (const person of new Set(beds.map(({ personRef }) => personRef))) {
      const own = beds
        .filter(({ personRef }) => personRef === person)
        .toSorted((a, b) =>
          a.from === b.from ? ((a.to ?? "9") < (b.to ?? "9") ? -1 : 1) : a.from < b.from ? -1 : 1,
        );
      const gap = own.some(({ from }, at) => at > 0 && own[at - 1]?.to !== from);
      if (gap || own[0]?.from !== arrived || own.at(-1)?.to !== departed)
        broken.push(`I-07 ${stay}`);
    }
  }
  return broken;
}

/** I-10: the census changes by admissions and departures alone; in one house, by transfers as well. */
function brokenCensus(state: State, from: IsoDate, to: IsoDate): string[] {
  const last = plusDays(to, -1);
  const within = (date: IsoDate | undefined): boolean =>
    date !== undefined && date > from && date <= last;
  const persons = (
    houses: readonly HouseState[],
    by: (one: { arrivalKind: string; arrivedOn: IsoDate; departedOn?: IsoDate }) => boolean,
  ): number =>
    houses
      .flatMap((house) => [...house.figuresRecord.values()].filter(by))
      .reduce((sum, one) => sum + one.persons.length, 0);
  const all = [...state.houses.values()];
  const census = (night: IsoDate, houses: readonly HouseState[]): number =>
    sleepers(state, night).filter(({ house }) => houses.some((one) => one.house === house)).length;
  const admitted = (houses: readonly HouseState[]): number =>
    persons(houses, (one) => one.arrivalKind !== "transfer_in" && within(one.arrivedOn));
  const departed = (houses: readonly HouseState[]): number =>
    persons(houses, (one) => within(one.departedOn));
  const moved = (house: HouseState): number => {
    const into = persons(
      [house],
      (one) => one.arrivalKind === "transfer_in" && within(one.arrivedOn),
    );
    const out = all
      .filter((other) => other !== house)
      .flatMap((other) => [...other.figuresRecord.values()])
      .filter(
        (one) => one.arrivalKind === "transfer_in" && within(one.arrivedOn) && cameFrom(house, one),
      )
      .reduce((sum, one) => sum + one.persons.length, 0);
    return into - out;
  };
  const broken = all
    .filter(
      (house) =>
        census(last, [house]) !==
        census(from, [house]) + admitted([house]) - departed([house]) + moved(house),
    )
    .map((house) => `I-10 ${house.house}`);
  const whole = census(last, all) === census(from, all) + admitted(all) - departed(all);
  return whole ? broken : [...broken, "I-10"];
}

/** Whether a stay that was transferred came out of this house on that evening. */
const cameFrom = (
  house: HouseState,
  { stayRef, arrivedOn }: { stayRef: string; arrivedOn: IsoDate },
): boolean =>
  [...house.placement.values()].some(
    (placement) =>
      placement.stayRef === stayRef && placement.assignments.some(({ to }) => to === arrivedOn),
  );
