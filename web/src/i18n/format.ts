import { apart } from "./isolate.ts";
import { language, region } from "./language.ts";

const made = new Map<string, Intl.DateTimeFormat>();

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([region(), options]);
  let format = made.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(region(), options);
    made.set(key, format);
  }
  return format;
}

/** Where the organisation's clocks stand; before that is known, where the device's do. */
let zone: string | undefined;

/** From now on, moments are written as the organisation's clocks show them, wherever the device says it is. */
export function setZone(timeZone: string | undefined): void {
  zone = timeZone;
}

const moments = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  dates(zone === undefined ? options : { ...options, timeZone: zone });

/** Words that stand at the beginning of a line, or alone. */
export const capital = (text: string): string => {
  const [first = ""] = text;
  return first.toLocaleUpperCase(region()) + text.slice(first.length);
};

/** 12,410 */
export const formatNumber = (value: number): string =>
  new Intl.NumberFormat(region()).format(value);

/** A share of 0 to 1 as "68 %". */
export const formatPercent = (share: number): string =>
  new Intl.NumberFormat(region(), { style: "percent" }).format(share);

/** A share of 0 to 1 as "46.53 %". */
export const formatShare = (share: number): string =>
  new Intl.NumberFormat(region(), {
    style: "percent",
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  }).format(share);

/** A mean as "7.67"; a whole one as "8". */
export const formatMean = (value: number): string =>
  new Intl.NumberFormat(region(), { maximumFractionDigits: 2 }).format(value);

/** A month, "2026-07", as "July 2026". */
export const formatMonth = (month: string): string =>
  dates({ month: "long", year: "numeric", timeZone: "UTC" }).format(civil(`${month}-01`));

/** A month, "2026-07", as "Jul". */
export const formatShortMonth = (month: string): string =>
  dates({ month: "short", timeZone: "UTC" }).format(civil(`${month}-01`));

/** Milliseconds as "1.1 s". */
export const formatSeconds = (ms: number): string =>
  new Intl.NumberFormat(region(), {
    style: "unit",
    unit: "second",
    unitDisplay: "narrow",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(ms / 1000);

/** Milliseconds in whole minutes, as "3 minutes". */
export const formatMinutes = (ms: number): string =>
  new Intl.NumberFormat(region(), { style: "unit", unit: "minute", unitDisplay: "long" }).format(
    Math.round(ms / 60_000),
  );

/** A civil date ("2026-05-02") or an instant (epoch ms) as "2 May 2026". A civil date has no time zone to shift it. */
export const formatDay = (day: string | number): string =>
  typeof day === "number"
    ? moments({ dateStyle: "long" }).format(day)
    : dates({ dateStyle: "long", timeZone: "UTC" }).format(civil(day));

/** An instant as "21:41". */
export const formatTime = (instant: number): string =>
  moments({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);

/** An instant as "2 May 2026, 09:40". */
export const formatMoment = (instant: number): string =>
  moments({
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(instant);

/** An instant as "Sun 5 July 2026, 02:31" in the house's own time zone. */
export const formatOccasion = (instant: number, timeZone: string): string =>
  dates({
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(instant);

/** How long ago an instant was: "6 minutes ago". */
export function formatAge(instant: number, now: number = Date.now()): string {
  const minutes = Math.round((instant - now) / 60_000);
  const ago = new Intl.RelativeTimeFormat(region(), { numeric: "auto" });
  if (minutes > -120) return ago.format(minutes, "minute");
  const hours = Math.round(minutes / 60);
  return hours > -48 ? ago.format(hours, "hour") : ago.format(Math.round(hours / 24), "day");
}

/** A civil date as "Sat 4 July". */
export const formatEvening = (day: string): string =>
  dates({ weekday: "short", day: "numeric", month: "long", timeZone: "UTC" }).format(civil(day));

/** A civil date as "Sat 4 Jul". */
export const formatShortEvening = (day: string): string =>
  dates({ weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }).format(civil(day));

/** A civil date as "28 Aug". */
export const formatShortDay = (day: string): string =>
  dates({ day: "numeric", month: "short", timeZone: "UTC" }).format(civil(day));

/** A civil date as "Saturday 4 July", to be spoken. */
export const formatSpokenDay = (day: string): string =>
  dates({ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(civil(day));

/** An instant as "Sunday 02:10" in the house's own time zone. */
export const formatWeekdayTime = (instant: number, timeZone: string): string =>
  dates({ weekday: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(
    instant,
  );

/** An instant as "02:10" in the house's own time zone. */
export const formatClock = (instant: number, timeZone: string): string =>
  dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(instant);

/** A list as "Amina and Mirela". */
export const formatList = (items: readonly string[]): string =>
  new Intl.ListFormat(region(), { type: "conjunction" }).format(
    items.map((item) => apart(item, language())),
  );

/** Parts of one line, those that are there, as "shared, step-free". */
export const formatParts = (parts: readonly (string | false | undefined)[]): string =>
  parts.filter(Boolean).join(language() === "ar" ? "، " : ", ");

/** German words that bear a capital only where they begin. */
const germanBegins = /^(?:Außer|Wer |Eigen|Ein Haus|Von mehreren|Für|Mit|Nah|Ruhig|Stufenlos)/;

/** Words that stand alone elsewhere, within a line: "Step-free" as "step-free". German nouns keep their capitals. */
export const withinLine = (text: string): string =>
  language() !== "de"
    ? text.toLocaleLowerCase(language())
    : germanBegins.test(text)
      ? text.charAt(0).toLowerCase() + text.slice(1)
      : text;

/** Midnight UTC of a civil date, which has no time zone to shift it. */
const civil = (day: string): number => Date.parse(`${day.slice(0, 10)}T00:00:00Z`);
