// Over 300 lines: one search for places, and why each of the others does not fit.
import type { Now, Refusal } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { knownPerson } from "./acts/household.ts";
import { conflictIn } from "./conflicts.ts";
import { instantOf, msOf, type IsoDate } from "./dates.ts";
import { elsewhere, type OtherHouse } from "./elsewhere.ts";
import { eveningOf } from "./evenings.ts";
import { chooseBeds, type Chosen, type Sleeper } from "./fitting.ts";
import { clockOf, policyOf, tonightOf } from "./house.ts";
import type { BedId, HoldId, Id, PersonRef, RoomId, StayRef } from "./ids.ts";
import { countsOf, roomsOn, type RoomOfNight } from "./nights.ts";
import { mayBeOverLimit, violations } from "./policy.ts";
import { conflictsOf, unsafeIn } from "./safety.ts";
import { weigh, type Cost, type Gain } from "./weighing.ts";
import type { BedKind } from "./records.ts";
import type { HouseState, State } from "./state.ts";

/** Who needs a place: one age band for each child. */
export interface Composition {
  readonly women: number;
  readonly otherAdults: number;
  readonly children: readonly {
    readonly ageBand: codes.AgeBand;
    readonly kind?: "girl" | "boy" | "child";
  }[];
}

/** Where a household could sleep, best first. */
export interface PlacesView {
  readonly evening: IsoDate;
  readonly fitting: readonly FittingPlace[];
  readonly notFitting: readonly {
    readonly room: RoomId;
    readonly label: string;
    readonly why: NoFit;
  }[];
  /** A rule of the house that stands against everybody in this household; a manager may override it. */
  readonly policy?: { readonly rule: codes.PolicyRule; readonly limit?: number };
  /** The age limit for sons, where one of them may be over it: no reason to refuse him, but to ask by day (I-11). */
  readonly limitToAsk?: number;
  /** Who is in the house of whom whoever places these people must know. */
  readonly told: readonly string[];
  /** The first evening on which a bed stood in the house: nobody has arrived before it. */
  readonly earliest?: IsoDate;
  /** What else could be: the word of the other houses that could take them that evening, largest first. */
  readonly elsewhere: readonly OtherHouse[];
}

export interface FittingPlace {
  readonly room: RoomId;
  readonly label: string;
  /** One bed for each person: in the order asked for (women, other adults, children), or as `persons` says. */
  readonly beds: readonly { readonly bed: BedId; readonly label: string; readonly kind: BedKind }[];
  /** For a household that is here: who has which of `beds`; whoever stays in her bed is in neither. */
  readonly persons?: readonly PersonRef[];
  readonly brought: readonly {
    readonly bed: BedId;
    readonly to: RoomId;
    readonly fromRoom: string;
  }[];
  readonly gains: readonly Gain[];
  readonly costs: readonly Cost[];
  /** Beds that can still be offered tonight afterwards. */
  readonly offerableAfter: number;
  /** Someone there must be kept apart from them: only a manager is offered it, who says why (I-13). */
  readonly unsafe?: Unsafe;
}

/** Whom one of a household must not meet, and how far apart they must be. */
export interface Unsafe {
  readonly level: "never_same_house" | "never_same_room";
  readonly kind: codes.ConflictKind;
  readonly calledName?: string;
}

export type NoFit =
  | { readonly code: "taken" }
  | { readonly code: "held"; readonly expiresAt: number; readonly confirmed: boolean }
  | { readonly code: "one-household" }
  | { readonly code: "out-of-service"; readonly reason: codes.BlockReason; readonly to?: IsoDate }
  | { readonly code: "too-small"; readonly free: number }
  /** Someone must be kept apart from them. */
  | { readonly code: "unsafe" };

/** What to look for: in which house, for whom, from which evening. */
export interface PlacesAsked {
  readonly house: HouseId;
  readonly composition: Composition;
  /** Epoch milliseconds; now, where it is left out. */
  readonly arrivedAt?: number;
  /** The hold whose beds may be used. */
  readonly hold?: HoldId;
}

/** Places for a household at the door, best first, and why the other rooms do not fit. */
export function places(state: State, asked: PlacesAsked, now: Now): PlacesView {
  const { house, composition, hold } = asked;
  const evening = eveningOf(asked.arrivedAt ?? now.instant, clockOf(state, house, now));
  const sleepers = sleepersOf(composition);
  return searchPlaces(state, { house, evening, sleepers, now, unheld: hold });
}

/** Where a household that is here could go: in its own house, or in another. */
export interface MovesAsked {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to?: HouseId;
  readonly from?: IsoDate;
}

/** Places for a household that is here. Its own beds count as free, in its own house. */
export function placesToMove(state: State, asked: MovesAsked, now: Now): PlacesView {
  const evening = asked.from ?? tonightOf(state, asked.house, now);
  const here = state.houses.get(asked.house);
  const placement = here?.placement.get(here.placements.get(asked.stayRef) ?? "");
  const figures = here?.figuresRecord.get(here.figures.get(asked.stayRef) ?? "");
  const staying = (placement?.assignments ?? []).filter((one) => one.to === undefined);
  const persons = staying.map((one) => one.personRef);
  const sleepers = persons.map(
    (ref) =>
      figures?.persons.find((one) => one.personRef === ref) ??
      ({ kind: "woman", ageBand: "unknown" } as const),
  );
  const house = asked.to ?? asked.house;
  const without = asked.stayRef;
  const found = searchPlaces(state, { house, evening, sleepers, now, without, refs: persons });
  const own = new Map(staying.map((one) => [one.personRef, one.bed]));
  return {
    ...found,
    fitting: found.fitting.flatMap((place) => {
      const moving = persons.map((person, at) => ({ person, bed: place.beds[at] }));
      const changed = moving.flatMap(({ person, bed }) =>
        bed && own.get(person) !== bed.bed ? [{ person, bed }] : [],
      );
      if (changed.length === 0) return [];
      const beds = changed.map(({ bed }) => bed);
      return [{ ...place, beds, persons: changed.map(({ person }) => person) }];
    }),
  };
}

/** Who comes back to a house, known from an earlier stay. */
export interface ReturnAsked {
  readonly house: HouseId;
  readonly persons: readonly PersonRef[];
  /** Epoch milliseconds; now, where it is left out. */
  readonly arrivedAt?: number;
}

/** Places for people who were here before, in the order in which they are named. */
export function placesToReturn(state: State, asked: ReturnAsked, now: Now): PlacesView {
  const house = state.houses.get(asked.house);
  const evening = eveningOf(asked.arrivedAt ?? now.instant, clockOf(state, asked.house, now));
  const sleepers = asked.persons.map(
    (ref): Sleeper =>
      (house && knownPerson(state, house, ref)) ?? { kind: "woman", ageBand: "unknown" },
  );
  return searchPlaces(state, { house: asked.house, evening, sleepers, now, refs: asked.persons });
}

/** Who looks for beds, where and when. */
interface Search {
  readonly house: HouseId;
  readonly evening: IsoDate;
  readonly sleepers: readonly Sleeper[];
  readonly now: Now;
  readonly without?: StayRef;
  readonly unheld?: HoldId | undefined;
  /** Who they are, in the order of the sleepers, where they are known: then safety conflicts count. */
  readonly refs?: readonly PersonRef[];
}

/** Places for people on an evening, best first. */
export function searchPlaces(state: State, search: Search): PlacesView {
  const { house: id, evening, sleepers, now } = search;
  const house = state.houses.get(id);
  const [broken] = violations(policyOf(state, id), sleepers, evening);
  const rooms = house ? roomsOn(state, house, { ...search, night: evening, at: now.instant }) : [];
  const found = rooms.map((room) => house && tryRoom(state, house, { ...search, room, rooms }));
  const fitting = found.flatMap((one) => (one?.is === "fits" ? [one] : []));
  const policy = policyOf(state, id);
  const asks = sleepers.some((one) => mayBeOverLimit(policy, one)) ? policy?.boysMaxAge : undefined;
  return {
    evening,
    fitting: fitting.toSorted((a, b) => a.weight - b.weight).map(({ place }) => place),
    notFitting: found.flatMap((one) => (one?.is === "no" ? [one.line] : [])),
    ...(broken && { policy: { rule: broken.rule, ...(broken.limit && { limit: broken.limit }) } }),
    ...(asks !== undefined && { limitToAsk: asks }),
    told: house ? toldOf(state, rooms, { house, refs: search.refs ?? [], evening }) : [],
    ...earliestIn(house),
    elsewhere: elsewhere(state, id, { evening, household: sleepers }),
  };
}

function earliestIn(house: HouseState | undefined): Pick<PlacesView, "earliest"> {
  const stood = [...(house?.bed.values() ?? [])].map(({ roomHistory: [first] }) => first?.from);
  const [earliest] = stood.filter((from) => from !== undefined).toSorted();
  return earliest === undefined ? {} : { earliest };
}

/** Everyone in the house tonight of whom one of these people's records says: tell whoever places them. */
function toldOf(
  state: State,
  rooms: readonly RoomOfNight[],
  about: { house: HouseState; refs: readonly PersonRef[]; evening: IsoDate },
): string[] {
  const { house, refs, evening } = about;
  const here = new Set(
    rooms.flatMap(({ beds }) =>
      beds.flatMap(({ now }) => (now.is === "occupied" ? [now.by.personRef] : [])),
    ),
  );
  const others = refs.flatMap((ref) =>
    conflictsOf(state, ref, evening).flatMap(({ other, record }) =>
      record.level === "inform" && here.has(other) ? [other] : [],
    ),
  );
  return [...new Set(others)].flatMap(
    (other) => knownPerson(state, house, other)?.calledName ?? [],
  );
}

interface InRoom extends Search {
  readonly room: RoomOfNight;
  readonly rooms: readonly RoomOfNight[];
}

type Tried =
  | { readonly is: "fits"; readonly weight: number; readonly place: FittingPlace }
  | { readonly is: "no"; readonly line: PlacesView["notFitting"][number] };

function tryRoom(state: State, house: HouseState, search: InRoom): Tried {
  const { room, rooms, sleepers } = search;
  const label = room.record.label;
  const chosen = chooseBeds(room, sleepers, rooms);
  const refusal = chosen && firstConflict(state, house, { ...search, chosen });
  if (!chosen || refusal) {
    const why = refusal ? whyRefused(refusal) : whyTooFew(room);
    return { is: "no", line: { room: room.room, label, why } };
  }
  const unsafe = chosen && unsafeRoom(state, house, { ...search, chosen });
  if (unsafe && search.now.manages?.includes(house.house) !== true) {
    return { is: "no", line: { room: room.room, label, why: { code: "unsafe" } } };
  }
  const { weight, ...weighed } = weigh({ house, room, chosen, sleepers, rooms });
  const beds = chosen.beds.map(({ bed, record }) => ({
    bed,
    label: record.label,
    kind: record.kind,
  }));
  const brought = chosen.brought.map(({ bed, to, fromRoom }) => ({ bed, to, fromRoom }));
  return {
    is: "fits",
    weight: unsafe ? weight + againstSafety : weight,
    place: { room: room.room, label, beds, brought, ...weighed, ...(unsafe && { unsafe }) },
  };
}

/** More than anything else weighs. */
const againstSafety = 10_000;

/** Whom these people would meet there although they must not. */
function unsafeRoom(
  state: State,
  house: HouseState,
  { evening, chosen, refs, now }: InRoom & { readonly chosen: Chosen },
): Unsafe | undefined {
  if (refs === undefined) return undefined;
  const assignments = chosen.beds.flatMap(({ bed }, at) => {
    const personRef = refs[at];
    return personRef ? [{ personRef, bed, from: evening, moveReason: "other" as const }] : [];
  });
  const placement = { stayRef: "" as StayRef, assignments, writtenAt: instantOf(now.instant) };
  const refusal = unsafeIn({
    state,
    placements: new Map([["" as Id<"placement">, { house: house.house, placement }]]),
    at: now.instant,
  });
  if (!refusal) return undefined;
  const { code: _, ...unsafe } = refusal;
  return unsafe;
}

/** A bed that is free tonight may be blocked or held from tomorrow on: the act's own rules have the last word. */
function firstConflict(
  state: State,
  house: HouseState,
  { evening, chosen, room, now, without, unheld }: InRoom & { readonly chosen: Chosen },
): Refusal | undefined {
  const carried = new Set(chosen.brought.map(({ bed }) => bed));
  const assignments = chosen.beds
    .filter(({ bed }) => !carried.has(bed))
    .map(({ bed }, at) => ({
      personRef: `${room.room}${at}` as PersonRef,
      bed,
      from: evening,
      moveReason: "arrival" as const,
    }));
  const stayRef = without ?? ("" as StayRef);
  const placement = { stayRef, assignments, writtenAt: instantOf(now.instant) };
  const id = house.placements.get(stayRef) ?? ("" as Id<"placement">);
  return conflictIn({
    state,
    placements: new Map([[id, { house: house.house, placement }]]),
    at: now.instant,
    ...(unheld && { hold: unheld }),
  });
}

function whyRefused(refusal: Refusal): NoFit {
  switch (refusal.code) {
    case "bed-blocked": {
      const { reason, to } = refusal;
      return { code: "out-of-service", reason, ...(to !== undefined && { to }) };
    }
    case "bed-held":
      return {
        code: "held",
        expiresAt: msOf(refusal.expiresAt),
        confirmed: refusal.confirmed,
      };
    default:
      return { code: "taken" };
  }
}

function whyTooFew(room: RoomOfNight): NoFit {
  const { free } = Object.groupBy(room.beds, ({ now }) => now.is);
  if (free) return { code: "too-small", free: free.length };
  for (const { now } of room.beds) {
    if (now.is !== "held") continue;
    const { expiresAt, state } = now.record;
    return { code: "held", expiresAt: msOf(expiresAt), confirmed: state === "confirmed" };
  }
  if (room.beds.some(({ now }) => now.is === "blocked")) return { code: "one-household" };
  for (const { now } of room.beds) {
    if (now.is !== "out-of-service" || countsOf([room]).occupied > 0) continue;
    const { reason, to } = now.record;
    return { code: "out-of-service", reason, ...(to !== undefined && { to }) };
  }
  return { code: "taken" };
}

/** Everybody of a composition: women, other adults, children. */
export const sleepersOf = ({ women, otherAdults, children }: Composition): Sleeper[] => [
  ...Array.from({ length: women }, () => ({ kind: "woman", ageBand: "unknown" }) as const),
  ...Array.from(
    { length: otherAdults },
    () => ({ kind: "other_adult", ageBand: "unknown" }) as const,
  ),
  ...children.map(({ kind, ageBand }) => ({ kind: kind ?? ("child" as const), ageBand })),
];
