import type { HouseId } from "#domain/compartments.ts";
import type { IsoDate } from "#domain/dates.ts";
import type { StayRef } from "#domain/ids.ts";
import type { Comer } from "./comers.ts";
import { Dice } from "./dice.ts";
import type { HousePlan } from "./houses.ts";
import type { Hand, Stage } from "./stage.ts";

/** A house whose story is told. */
export interface HouseOfTale {
  readonly plan: HousePlan;
  readonly house: HouseId;
  /** Days on which somebody comes, the first first. */
  readonly due: number[];
  /** Nights of a stay, about. */
  readonly nights: number;
}

/** A household that is here. */
export interface Living {
  house: HouseOfTale;
  readonly stayRef: StayRef;
  readonly comers: readonly Comer[];
  /** The day she came, and the day on which she will go. */
  readonly since: number;
  leaves: number;
  /** Nothing more happens to her: the last evening needs her as she is. */
  settled: boolean;
}

/** A household that has gone and may come back. */
export interface Gone {
  readonly house: HouseOfTale;
  readonly comers: readonly Comer[];
  readonly on: number;
}

/** The story of some houses as far as it is told. */
export interface Tale {
  readonly stage: Stage;
  readonly dice: Dice;
  readonly houses: readonly HouseOfTale[];
  /** The day that is tonight. */
  readonly last: number;
  /** The house in which staff and case worker are at home, if it is one of these. */
  readonly home: HouseId | undefined;
  readonly living: Living[];
  readonly gone: Gone[];
}

/** A chance of its own for each house and day, so that it changes nothing else in the story. */
export const diceOf = ({ house }: HouseOfTale, day: number): Dice =>
  new Dice(Number.parseInt(house.slice(0, 8), 16) + day * 7_919);

/** The planned end of a stay, as the board shows it. */
export function plannedEnd({ stage }: Tale, { house, stayRef }: Living): IsoDate | undefined {
  const { placements, placement } = stage.house(house.house);
  return placement.get(placements.get(stayRef) ?? "")?.plannedEnd;
}

/** The days before tonight on which the home house is filled for the last evening. */
export const rehearsalDays = 20;

/** Whether a house is being filled for the last evening, or soon will be: nothing may stand in the way then. */
export const isRehearsed = ({ home, last }: Tale, { house }: HouseOfTale, day: number): boolean =>
  house === home && day >= last - rehearsalDays - 14;

/** Whose hand does something in a house. */
export const handIn = (
  { home, dice }: Tale,
  house: HouseOfTale,
  often: { readonly [hand in Exclude<Hand, "manager">]?: number },
): Hand => {
  if (house.house !== home) return "manager";
  if (dice.chance(often.staff ?? 0)) return "staff";
  return dice.chance(often.caseWorker ?? 0) ? "caseWorker" : "manager";
};
