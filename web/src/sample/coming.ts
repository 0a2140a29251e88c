import type { ActInput } from "#domain/acts.ts";
import { daysBetween, plusDays, plusDuration } from "#domain/dates.ts";
import { chooseBeds, type Chosen } from "#domain/fitting.ts";
import type { HoldId } from "#domain/ids.ts";
import { roomsOn } from "#domain/nights.ts";
import { type Comer, household, sources } from "./comers.ts";
import { type HouseOfTale, type Living, type Tale, handIn } from "./tale.ts";

/** Who comes where, when, and for how long. */
export interface Coming {
  readonly house: HouseOfTale;
  readonly comers: readonly Comer[];
  readonly day: number;
  /** The day on which she will go. */
  readonly leaves: number;
  /** Epoch milliseconds. */
  readonly arrivedAt: number;
  /** When it is written down; at once, where this is left out. */
  readonly writtenAt?: number;
  readonly planned?: boolean;
  /** Beds are kept for her before she comes. */
  readonly held?: boolean;
  /** Without a planned end for now. */
  readonly open?: boolean;
  /** The room's label, where it matters. */
  readonly room?: string;
}

const hourMs = 3_600_000;
const hoursOf: readonly (readonly [number, number])[] = [
  [3, 15.4],
  [3, 17.1],
  [4, 19.6],
  [4, 21.35],
  [3, 22.9],
  [2, 26.17],
];

/** Those who come today: by day, in the evening, at night. */
export function arrivals(tale: Tale, day: number): void {
  const { stage, dice } = tale;
  const due = tale.houses
    .filter((house) => (house.due[0] ?? Infinity) <= day)
    .map((house) => ({ house, hour: dice.weighed(hoursOf) }))
    .toSorted((a, b) => a.hour - b.hour);
  for (const { house, hour } of due) {
    const late = hour > 24 && dice.chance(0.4) && { writtenAt: stage.moment(day, 31.5) };
    const planned = hour < 20 && dice.chance(0.4);
    const held = planned && dice.chance(0.5);
    const arrivedAt = stage.moment(day, hour);
    if (somebody(tale, { house, day, arrivedAt, planned, held, ...late })) house.due.shift();
  }
}

/** Somebody new, or somebody who was here before, if there is a place for her. */
export function somebody(
  tale: Tale,
  coming: Omit<Coming, "comers" | "leaves">,
): Living | undefined {
  const { dice } = tale;
  const { house, day } = coming;
  const { policy, rooms } = house.plan;
  const most = Math.max(...rooms.map(([, beds]) => beds.length));
  const back = dice.chance(0.18) ? wayBack(tale, day) : undefined;
  const comers = back ?? household(dice, most, policy.unaccompaniedMinors === true);
  const leaves = day + nightsOf(tale, house);
  const [head] = comers as [Comer];
  return (
    arrive(tale, { ...coming, comers, leaves }) ??
    (comers.length > 1 && head.kind === "woman"
      ? arrive(tale, { ...coming, comers: [{ ...head }], leaves })
      : undefined)
  );
}

/** Nights of a stay: some end on the day on which they began. */
function nightsOf({ dice }: Tale, { nights }: HouseOfTale): number {
  if (dice.chance(0.02)) return 0;
  return Math.max(1, Math.round(nights * (0.15 + 1.7 * dice.next())));
}

function wayBack({ dice, gone, living }: Tale, day: number): readonly Comer[] | undefined {
  const here = new Set(living.flatMap(({ comers }) => comers.map(({ personRef }) => personRef)));
  const away = gone.filter(
    ({ on, comers }) => day - on > 14 && !comers.some(({ personRef }) => here.has(personRef)),
  );
  return away.length === 0 ? undefined : dice.pick(away).comers;
}

/** Gives a household the first place that the house's rules allow; undefined where there is none. */
export function arrive(tale: Tale, coming: Coming): Living | undefined {
  const { stage } = tale;
  const { house, comers, day: since, leaves, arrivedAt, writtenAt = arrivedAt } = coming;
  if (coming.held === true) stage.at(arrivedAt - 2.5 * hourMs);
  for (const place of placesFor(tale, coming)) {
    const input = inputOf(tale, coming, place);
    const hold = coming.held === true ? holdFor(tale, coming, place) : undefined;
    stage.at(writtenAt);
    const hand = handIn(tale, house, { staff: arrivedAt > stage.moment(since, 19) ? 0.8 : 0.2 });
    const given = { ...input, ...(hold !== undefined && { hold }) };
    const boy = comers.some(({ kind }) => kind === "boy");
    const refused = stage.may(hand, { act: "placeHousehold", input: given });
    const why = {
      override: { reason: "Brothers and sisters stay together in a room of their own." },
    };
    const taken =
      refused === undefined ||
      (refused === "policy" &&
        boy &&
        stage.may("manager", { act: "placeHousehold", input: { ...given, ...why } }) === undefined);
    if (!taken) continue;
    const living = { house, stayRef: input.stayRef, comers, since, leaves, settled: false };
    tale.living.push(living);
    return living;
  }
  return undefined;
}

/** Rooms with a bed for everyone: a family's own first, for one alone by chance. */
export function placesFor(
  { stage, dice }: Tale,
  { house: { house }, comers, day, room: label }: Pick<Coming, "house" | "comers" | "day" | "room">,
): readonly Chosen[] {
  const asked = { night: stage.evening(day), at: stage.clock };
  const rooms = roomsOn(stage.state, stage.house(house), asked);
  return dice
    .shuffled(rooms)
    .toSorted((a, b) => (comers.length > 1 ? Number(b.mode > a.mode) - Number(a.mode > b.mode) : 0))
    .filter(({ record }) => label === undefined || record.label === label)
    .flatMap((room) => chooseBeds(room, comers, rooms) ?? []);
}

function inputOf(
  tale: Tale,
  coming: Coming,
  { beds, brought }: Chosen,
): ActInput<"placeHousehold"> {
  const { dice } = tale;
  return {
    house: coming.house.house,
    stayRef: dice.id<"stay">(),
    placement: dice.id<"placement">(),
    file: dice.id<"file">(),
    figures: dice.id<"figures">(),
    episode: dice.id<"episode">(),
    arrivedAt: coming.arrivedAt,
    persons: coming.comers.map((comer, at) => ({
      ...comer,
      bed: (beds[at] as Chosen["beds"][number]).bed,
    })),
    source: dice.weighed(sources),
    ...(coming.planned === true && { arrivalKind: "planned" }),
    ...(brought.length > 0 && { brought: brought.map(({ bed, to }) => ({ bed, to })) }),
    ...planOf(tale, coming),
  };
}

/** What was planned when she came: about what came of it, never past the house's maximum. */
function planOf({ stage, dice }: Tale, { house, day, leaves, open }: Coming) {
  if (open === true || dice.chance(0.2)) return {};
  const evening = stage.evening(day);
  const most = daysBetween(evening, plusDuration(evening, house.plan.maxStay));
  const nights = Math.round((leaves - day) * (0.6 + 0.8 * dice.next())) + dice.between(1, 6);
  return { plannedEnd: plusDays(evening, Math.min(nights, most)) };
}

function holdFor({ stage, dice }: Tale, coming: Coming, { beds }: Chosen): HoldId | undefined {
  const hold = dice.id<"hold">();
  const refused = stage.may("manager", {
    act: "holdBeds",
    input: {
      house: coming.house.house,
      hold,
      beds: beds.map(({ bed }) => bed),
      from: stage.evening(coming.day),
      expectedAt: coming.arrivedAt,
    },
  });
  return refused === undefined ? hold : undefined;
}
