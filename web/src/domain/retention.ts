import { plusDays, type IsoDate } from "./dates.ts";

/** Days after which each kind of record is reduced or taken away. */
export const keptDays = { request: 30, callback: 30, hold: 7, transfer: 7, handover: 90 } as const;

/** The first day of which something is still kept that is kept so many days; what is older is over once it is written. */
export const keptSince = (today: IsoDate, days: number): IsoDate => plusDays(today, 1 - days);

/** Whether something that was last needed on a day has been kept for its time. */
export const isOver = (since: IsoDate, days: number, today: IsoDate): boolean =>
  plusDays(since, days) <= today;
