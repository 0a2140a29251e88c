import { region } from "../../i18n/language.ts";

/** The days on which a week may begin, 1 for Monday to 7 for Sunday, by their names. */
export function weekdays(): readonly { readonly day: number; readonly name: string }[] {
  const format = new Intl.DateTimeFormat(region(), { weekday: "long", timeZone: "UTC" });
  // 5 January 2026 was a Monday.
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    day,
    name: format.format(Date.UTC(2026, 0, 4 + day)),
  }));
}
