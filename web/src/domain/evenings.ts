import { plusDays, type IsoDate, type TimeOfDay } from "./dates.ts";

/** Where and when a house counts: its IANA time zone, and the hour at which a new evening date begins. */
export interface HouseClock {
  readonly timeZone: string;
  readonly censusHour: TimeOfDay;
}

/** The census hour where none is set. */
export const usualCensusHour: TimeOfDay = "04:00";

const formats = new Map<string, Intl.DateTimeFormat>();

/** Date and time of day at a moment, as a clock on that house's wall shows them. */
export function localTime(ms: number, timeZone: string): { date: IsoDate; time: TimeOfDay } {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("sv-SE-u-ca-iso8601", {
      timeZone,
      dateStyle: "short",
      timeStyle: "short",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  const [date, time] = format.format(ms).split(" ") as [IsoDate, TimeOfDay];
  return { date, time };
}

/**
 * The evening date of a moment: the local date, or the day before when the house's clock is still before
 * the census hour. The device's own time zone has no part in it (I-18).
 */
export function eveningOf(ms: number, clock: HouseClock): IsoDate {
  const { date, time } = localTime(ms, clock.timeZone);
  return time < clock.censusHour ? plusDays(date, -1) : date;
}
