/** A civil date, `2026-07-04`. Such strings sort as dates do, so most rules compare them as they are. */
export type IsoDate = string;
/** A moment in UTC to the second, `2026-07-05T00:10:00Z`. */
export type Instant = string;
/** A length in calendar units, `P1Y`, `P6M`, `P90D`. */
export type Duration = string;
/** A time of day, `04:00`. */
export type TimeOfDay = string;

/** The first and the last day that can be kept; what lies beyond them is a slip of the hand. */
export const firstDay: IsoDate = "1900-01-01";
export const lastDay: IsoDate = "2999-12-31";

const dayMs = 86_400_000;

/** Days since 1970-01-01. */
export const dayNumber = (date: IsoDate): number => Date.parse(date) / dayMs;

/** The date of a day number. */
export const dateOf = (day: number): IsoDate => new Date(day * dayMs).toISOString().slice(0, 10);

/** The date so many days later, or earlier. */
export const plusDays = (date: IsoDate, days: number): IsoDate => dateOf(dayNumber(date) + days);

/** Days from one date to another. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => dayNumber(to) - dayNumber(from);

/** A date and a calendar length: a month or year later is the same day, or the month's last one. */
export function plusDuration(date: IsoDate, duration: Duration): IsoDate {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(duration);
  if (parts === null) throw new TypeError("not an ISO duration of years, months, weeks and days");
  const [years, months, weeks, days] = parts.slice(1).map((part) => Number(part ?? 0));
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const later = month - 1 + (months ?? 0);
  const lastDay = new Date(Date.UTC(year + (years ?? 0), later + 1, 0)).getUTCDate();
  const moved = Date.UTC(year + (years ?? 0), later, Math.min(day, lastDay));
  return dateOf(moved / dayMs + (weeks ?? 0) * 7 + (days ?? 0));
}

/** The moment of an epoch time in milliseconds, to the second. */
export const instantOf = (ms: number): Instant => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** Epoch milliseconds of a moment. */
export const msOf = (instant: Instant): number => Date.parse(instant);
