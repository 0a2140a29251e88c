import type { StayRef } from "#domain/ids.ts";

/** What a stay is called where no name may stand: the first signs of its random reference. */
export const stayCode = (stay: StayRef): string => stay.slice(0, 6).toUpperCase();
