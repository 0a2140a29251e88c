import { moveHousehold, type PersonMove } from "./acts/move.ts";
import { bedsOfPerson, personsIn } from "./acts/standing.ts";
import { swapBeds, type InStay } from "./acts/swap.ts";
import type { Now, Outcome, Refusal } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import { chooseBeds, type Sleeper } from "./fitting.ts";
import { bedName, personOf, tonightOf } from "./house.ts";
import type { BedId, PersonRef, StayRef } from "./ids.ts";
import { occupancyOn, roomsOn } from "./nights.ts";
import type { Placement } from "./records.ts";
import type { HouseState, State } from "./state.ts";

/** Somebody who is picked up, and the bed above which she is let go. */
export interface LandingAsked {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
  readonly bed: BedId;
  /** Tonight where it is left out. */
  readonly from?: IsoDate;
}

/** What could come of it, the likeliest first; each with what stands against it. */
export interface LandingView {
  readonly evening: IsoDate;
  readonly calledName?: string;
  readonly to: { readonly room: string; readonly bed: string };
  readonly choices: readonly Landing[];
}

export type Landing = { readonly refusal?: Refusal } & (
  | {
      /** She alone, or with everybody of her household. */
      readonly is: "alone" | "together";
      readonly moves: readonly PersonMove[];
    }
  | {
      readonly is: "swap";
      readonly persons: readonly [InStay, InStay];
      readonly calledName?: string;
    }
);

/** What letting somebody go above a bed would come to. */
export function landing(state: State, asked: LandingAsked, now: Now): LandingView | undefined {
  const house = state.houses.get(asked.house);
  const placement = house?.placement.get(house.placements.get(asked.stayRef) ?? "");
  if (!house || !placement) return undefined;
  const { stayRef, personRef, bed } = asked;
  const evening = asked.from ?? tonightOf(state, asked.house, now);
  const calledName = personOf(house, stayRef, personRef)?.calledName;
  const there = occupancyOn(house, bed, { night: evening });
  const judged = (outcome: Outcome): { refusal?: Refusal } =>
    outcome.ok ? {} : { refusal: outcome.refusal };
  const given = { house: asked.house, from: evening, reason: "other" } as const;
  const choices: Landing[] = [];
  if (there && there.personRef !== personRef) {
    const persons = [
      { stayRef, personRef },
      { stayRef: there.stayRef, personRef: there.personRef },
    ] as const;
    const name = personOf(house, there.stayRef, there.personRef)?.calledName;
    choices.push({
      is: "swap",
      persons,
      ...(name !== undefined && { calledName: name }),
      ...judged(swapBeds(state, { ...given, persons }, now)),
    });
  } else {
    const alone = [{ personRef, bed }];
    const together = everybody(state, house, { placement, ...asked, evening, at: now.instant });
    const lone = judged(moveHousehold(state, { ...given, stayRef, moves: alone }, now));
    choices.push({ is: "alone", moves: alone, ...lone });
    if (together) {
      const whole = judged(moveHousehold(state, { ...given, stayRef, moves: together }, now));
      choices.push({ is: "together", moves: together, ...whole });
    }
  }
  return {
    evening,
    ...(calledName !== undefined && { calledName }),
    to: bedName(house, bed, evening),
    choices: choices.toSorted((a, b) => rank(a) - rank(b)),
  };
}

/** What is possible comes first, and a household stays together. */
const rank = (one: Landing): number => (one.refusal ? 2 : 0) + Number(one.is === "alone");

interface Whole extends LandingAsked {
  readonly placement: Placement;
  readonly evening: IsoDate;
  readonly at: number;
}

/** Beds in that room for the whole household: hers is the one chosen, the rest as they fit. */
function everybody(
  state: State,
  house: HouseState,
  { placement, personRef, bed, stayRef, evening, at }: Whole,
): readonly PersonMove[] | undefined {
  const staying = personsIn(placement).filter(
    (person) => bedsOfPerson(placement, person).at(-1)?.to === undefined,
  );
  const others = staying.filter((person) => person !== personRef);
  if (others.length === 0) return undefined;
  const rooms = roomsOn(state, house, { night: evening, at, without: stayRef });
  const room = rooms.find(({ beds }) => beds.some((one) => one.bed === bed));
  if (!room) return undefined;
  const left = { ...room, beds: room.beds.filter((one) => one.bed !== bed) };
  const figures = house.figuresRecord.get(house.figures.get(stayRef) ?? "");
  const sleepers: Sleeper[] = others.map(
    (person) =>
      figures?.persons.find((one) => one.personRef === person) ??
      ({ kind: "woman", ageBand: "unknown" } as const),
  );
  const chosen = chooseBeds(left, sleepers, [left]);
  if (!chosen) return undefined;
  const moves = others.map((person, index) => ({
    personRef: person,
    bed: chosen.beds[index]?.bed as BedId,
  }));
  const now = (person: PersonRef): BedId | undefined => bedsOfPerson(placement, person).at(-1)?.bed;
  return [{ personRef, bed }, ...moves].filter((one) => now(one.personRef) !== one.bed);
}
