import { plusDays, type IsoDate, type TimeOfDay } from "./dates.ts";
import { localTime } from "./evenings.ts";
import type { Shift } from "./records-handover.ts";

/** When each shift begins, by the clock on the house's wall. */
const begins: { readonly [S in Shift]: TimeOfDay } = {
  early: "06:00",
  late: "14:00",
  night: "22:00",
};

/** A sheet is often closed a little after its shift has ended. */
const lateMs = 90 * 60_000;

/** The shift that hands over at this moment; a night bears the date on which it began. */
export function shiftOf(
  ms: number,
  timeZone: string,
): { readonly shift: Shift; readonly date: IsoDate } {
  const { date, time } = localTime(ms - lateMs, timeZone);
  if (time < begins.early) return { shift: "night", date: plusDays(date, -1) };
  if (time < begins.late) return { shift: "early", date };
  return { shift: time < begins.night ? "late" : "night", date };
}
