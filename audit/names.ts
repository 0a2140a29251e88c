import { type LogId, rosterLog } from "#crypto/verify";

/** The log as a person can find it again: the roster, or the first letters of a vault's number. */
export const nameOfLog = (log: LogId): string =>
  log === rosterLog ? "the roster" : `vault ${log.slice(0, 8)}`;

/** A place as it may stand in a report: the address of a database without its password. */
export const nameOfPlace = (place: string): string =>
  /^postgres(ql)?:/.test(place)
    ? place.replace(/:\/\/[^/@]*@/, "://…@").replace(/([?&]password=)[^&]*/gi, "$1…")
    : place;
