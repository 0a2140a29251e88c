import type { IsoDate } from "./dates.ts";

/** What of a stay decides whether a new end is a plan. */
export interface Ending {
  readonly plannedEnd?: IsoDate | undefined;
  readonly maxOnArrival?: IsoDate | undefined;
  readonly extensions: readonly unknown[];
}

/**
 * Whether an end needs nobody's decision: the first one that is planned, within the maximum that stood from the
 * arrival on, or an earlier one than is planned. Anything later is an extension.
 */
export function isPlan({ plannedEnd, maxOnArrival, extensions }: Ending, wanted: IsoDate): boolean {
  if (extensions.length > 0 || maxOnArrival === undefined || wanted > maxOnArrival) return false;
  return plannedEnd === undefined || plannedEnd === maxOnArrival || wanted < plannedEnd;
}
