import type { AgeBand } from "./codes.ts";
import { plusDuration, type IsoDate } from "./dates.ts";

/** The day on which someone turns so many years; of a leap day, in other years, the last of February. */
export const birthdayOf = (birthDate: IsoDate, years: number): IsoDate =>
  plusDuration(birthDate, `P${years}Y`);

/** Full years on a date; none before the birth. */
export function ageOn(birthDate: IsoDate, on: IsoDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4));
  if (years <= 0) return 0;
  return birthdayOf(birthDate, years) <= on ? years : years - 1;
}

const bands: readonly (readonly [from: number, band: AgeBand])[] = [
  [65, "65+"],
  [55, "55-64"],
  [45, "45-54"],
  [35, "35-44"],
  [25, "25-34"],
  [18, "18-24"],
  [16, "16-17"],
  [12, "12-15"],
  [6, "6-11"],
  [3, "3-5"],
  [0, "0-2"],
];

/** The band of an age in years. */
export const bandOf = (years: number): AgeBand =>
  bands.find(([from]) => years >= from)?.[1] ?? "unknown";

/** When the law calls someone grown. */
export const majority = 18;
