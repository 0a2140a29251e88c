import type { ChosenArrivalKind } from "./change.ts";
import { dayNumber } from "./dates.ts";
import { localTime, type HouseClock } from "./evenings.ts";

const dayBegins = "08:00";
const dayEnds = "20:00";

/** What an unannounced arrival is called: of the day, or of night and weekend. */
export function usualArrivalKind(ms: number, { timeZone }: HouseClock): ChosenArrivalKind {
  const { date, time } = localTime(ms, timeZone);
  const weekday = (dayNumber(date) + 4) % 7;
  const byDay = time >= dayBegins && time < dayEnds && weekday >= 1 && weekday <= 5;
  return byDay ? "emergency_day" : "emergency_night_weekend";
}
