import { endOfPlacement } from "./acts/standing.ts";
import { daysBetween, type IsoDate } from "./dates.ts";
import { dueKey } from "./due-key.ts";
import type { DueSource, DueTask } from "./due.ts";
import { fileOf, stayOf, tonightOf } from "./house.ts";
import type { StayRef } from "./ids.ts";
import type { Placement } from "./records.ts";
import type { HouseState } from "./state.ts";

/** Days before a planned end on which the house is reminded of it. */
const remindDays = [60, 30] as const;

/** What is due because of a stay: planned ends that come near, and those that are past (I-09). */
export const dueStays: DueSource = (state, id, now) => {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const tonight = tonightOf(state, id, now);
  return [...house.placement.values()].flatMap((placement): DueTask[] => {
    const { stayRef, plannedEnd } = placement;
    if (plannedEnd === undefined || !isGoingOn(house, placement, tonight)) return [];
    const about = { house: id, dueOn: plannedEnd, stayRef, ...coordinator(house, stayRef) };
    if (plannedEnd < tonight) {
      return [{ ...about, key: dueKey("stay", stayRef, "overdue", plannedEnd), kind: "overdue" }];
    }
    const days = reminder(tonight, plannedEnd);
    if (days === undefined) return [];
    const key = dueKey("stay", stayRef, "planned_end_soon", plannedEnd, String(days));
    return [{ ...about, key, kind: "planned_end_soon", asksOn: tonight }];
  });
};

/**
 * Whether a stay goes on in this house: its file says so, where it can be read, for a household that is away without
 * a bed has not left.
 */
export function isGoingOn(house: HouseState, placement: Placement, tonight: IsoDate): boolean {
  const stay = stayOf(house, placement.stayRef);
  if (stay) return stay.departure === undefined || stay.departure.on > tonight;
  const end = endOfPlacement(placement);
  return end === undefined || end > tonight;
}

/** The nearest reminder that has begun: 60 days before, and from 30 on one of its own. */
const reminder = (tonight: IsoDate, plannedEnd: IsoDate): number | undefined =>
  remindDays.findLast((days) => daysBetween(tonight, plannedEnd) <= days);

/** Whose task it is: the worker who coordinates now, where there is one (I-14). */
export function coordinator(house: HouseState, stay: StayRef): { readonly owner?: string } {
  const current = fileOf(house, stay)?.episode.coordinators.findLast(({ to }) => to === undefined);
  return current === undefined ? {} : { owner: current.member };
}
