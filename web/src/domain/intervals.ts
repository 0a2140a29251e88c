import { daysBetween, type IsoDate } from "./dates.ts";

/** Half open: the nights from `from` up to, not including, `to`; without `to` it is open. */
export interface Interval {
  readonly from: IsoDate;
  readonly to?: IsoDate;
}

/** Whether a night lies in an interval. */
export const holdsNight = (interval: Interval, night: IsoDate): boolean =>
  interval.from <= night && (interval.to === undefined || night < interval.to);

/** Whether two intervals share a night. One of length zero shares none. */
export function overlap(a: Interval, b: Interval): boolean {
  if (a.from === a.to || b.from === b.to) return false;
  return (b.to === undefined || a.from < b.to) && (a.to === undefined || b.from < a.to);
}

/** The nights of an interval within the period `[start, end)`; an open interval runs to its end. */
export function nightsWithin(interval: Interval, period: Required<Interval>): number {
  const from = interval.from > period.from ? interval.from : period.from;
  const to = interval.to !== undefined && interval.to < period.to ? interval.to : period.to;
  return from < to ? daysBetween(from, to) : 0;
}

/** The later of two dates. */
export const later = (a: IsoDate, b: IsoDate): IsoDate => (a > b ? a : b);

/** The nights that two intervals share. */
export function intersection(a: Interval, b: Interval): Interval | undefined {
  const from = later(a.from, b.from);
  const to = a.to === undefined || (b.to !== undefined && b.to < a.to) ? b.to : a.to;
  if (to !== undefined && from >= to) return undefined;
  return { from, ...(to !== undefined && { to }) };
}

/** Whether all intervals share a night. */
export const meet = ([first, ...rest]: readonly Interval[]): boolean =>
  rest.reduce<Interval | undefined>((shared, one) => shared && intersection(shared, one), first) !==
  undefined;

/** The first night of an interval on which none of the others is there. */
export function firstOutside(interval: Interval, there: readonly Interval[]): IsoDate | undefined {
  let night = interval.from;
  for (;;) {
    if (interval.to !== undefined && night >= interval.to) return undefined;
    const covers = there.find(
      (one) => one.from <= night && (one.to === undefined || night < one.to),
    );
    if (covers === undefined) return night;
    if (covers.to === undefined) return undefined;
    night = covers.to;
  }
}
