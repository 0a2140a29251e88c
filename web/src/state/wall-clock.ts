import { parseDateTime, toZoned } from "@internationalized/date";
import { localTime } from "#domain/evenings.ts";

/** What a clock on the house's wall shows at a moment, as an input of a form takes it: "2026-07-05T02:11". */
export function wallClock(ms: number, timeZone: string): string {
  const { date, time } = localTime(ms, timeZone);
  return `${date}T${time}`;
}

/** The moment at which that clock shows this; an hour that happens twice is the first of the two. */
export function momentOf(wall: string, timeZone: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(wall)) return undefined;
  return toZoned(parseDateTime(wall), timeZone, "earlier").toDate().getTime();
}
