import { region } from "./language.ts";

const made = new Map<string, Intl.DateTimeFormat>();

function civil(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([region(), options]);
  const known = made.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(region(), { ...options, timeZone: "UTC" });
  made.set(key, format);
  return format;
}

/** The day of the week as one letter: "S". */
export const weekdayLetter = (day: string): string =>
  civil({ weekday: "narrow" }).format(Date.parse(day));

/** The day of the month: "28". */
export const dayOfMonth = (day: string): string => String(Number(day.slice(8)));

/** A month as "July", a January with its year. */
export const monthName = (day: string): string =>
  civil(day.slice(5, 7) === "01" ? { month: "long", year: "numeric" } : { month: "long" }).format(
    Date.parse(day),
  );

/** From the first to the last night of a stretch: "28 Jun – 27 Jul". */
export const stretchName = (first: string, last: string): string =>
  civil({
    day: "numeric",
    month: "short",
    ...(first.slice(0, 4) !== String(new Date().getFullYear()) && { year: "numeric" }),
  }).formatRange(Date.parse(first), Date.parse(last));

/** A day as "28 Aug", with its year where that is another one than this. */
export const dayWithin = (day: string): string =>
  civil({
    day: "numeric",
    month: "short",
    ...(day.slice(0, 4) !== String(new Date().getFullYear()) && { year: "numeric" }),
  }).format(Date.parse(day));

/** Whether a date is a Saturday or Sunday. */
export const isWeekend = (day: string): boolean => [0, 6].includes(new Date(day).getUTCDay());
