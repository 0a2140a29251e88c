import { plusDays, type IsoDate } from "./dates.ts";

/** Days after which each kind of record is reduced or taken away. */
export const keptDays = { request: 30, callback: 30, hold: 7, transfer: 7, handover: 90 } as const;

/** Whether something that was last needed on a day has been kept for its time. */
export const isOver = (since: IsoDate, days: number, today: IsoDate): boolean =>
  plusDays(since, days) <= today;
