/** Every time zone that this browser knows, the given one among them. */
export function offeredZones(mine: string): readonly string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  return zones.includes(mine) ? zones : [mine, ...zones];
}

/** The person's own languages first, then the two plain ways to write a date in English. */
export const offeredLocales = (mine: readonly string[]): readonly string[] => [
  ...new Set([...mine, "en-GB", "en-US"]),
];

/** A date as a locale writes it, so that a person chooses by sight and not by code. */
export const dateExample = (locale: string): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: "long",
    timeStyle: "short",
    timeZone: "UTC",
  }).format(Date.UTC(2026, 6, 4, 21, 10));
