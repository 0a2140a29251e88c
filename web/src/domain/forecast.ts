import { bedNights, night } from "./bed-nights.ts";
import type { HouseId } from "./compartments.ts";
import { daysBetween, plusDays, plusDuration, type IsoDate } from "./dates.ts";
import { settingsOf } from "./house.ts";
import type { Placement } from "./records.ts";
import type { Period } from "./report.ts";
import type { HouseState, Occupancy, State } from "./state.ts";

/** What is known today of a night to come, in beds in service. */
export interface ForecastNight {
  readonly night: IsoDate;
  /** Placed beyond it, the beds that these block, and confirmed holds. */
  readonly committed: number;
  /** Open holds, and those who are past their planned end, with the beds that they block. */
  readonly likely: number;
  /** The rest in service. */
  readonly unknown: number;
}

/** A stay's planned end, or where there is none the end of the house's longest stay. */
export interface PlannedEnd {
  readonly on: IsoDate;
  readonly assumed: boolean;
}

/** When a stay in a house is planned to end; undefined where neither she nor the house has a limit. */
export function plannedEndOf(
  state: State,
  house: HouseState,
  { plannedEnd, assignments }: Placement,
): PlannedEnd | undefined {
  if (plannedEnd !== undefined) return { on: plannedEnd, assumed: false };
  const maxStay = settingsOf(state, house.house)?.maxStay;
  const from = assignments.map((one) => one.from).toSorted()[0];
  if (maxStay === undefined || from === undefined) return undefined;
  return { on: plusDuration(from, maxStay), assumed: true };
}

/** Looks ahead over some houses (domain: forecast for a night). */
export function forecast(
  state: State,
  houses: readonly HouseId[],
  { period, at, tonight }: { period: Period; at: number; tonight: IsoDate },
): ForecastNight[] {
  const nights = Math.max(0, daysBetween(period.from, period.to));
  const sums = Array.from({ length: nights }, (_, later) => ({
    night: plusDays(period.from, later),
    committed: 0,
    likely: 0,
    unknown: 0,
  }));
  for (const id of houses) {
    const house = state.houses.get(id);
    if (!house) continue;
    const read = (one: Occupancy) => readingOf(state, house, { one, tonight });
    for (const bed of bedNights(state, house, { period, at, read }).beds) {
      for (const [later, is] of bed.nights.entries()) {
        const sum = sums[later];
        const kind = kinds[is];
        if (sum && kind) sum[kind] += 1;
      }
    }
  }
  return sums;
}

const kinds: { readonly [is: number]: "committed" | "likely" | "unknown" | undefined } = {
  [night.free]: "unknown",
  [night.held]: "likely",
  [night.confirmed]: "committed",
  [night.occupied]: "committed",
  [night.overdue]: "likely",
  [night.blocked]: "committed",
  [night.blockedByOverdue]: "likely",
};

/** Until when somebody counts as being in her bed, and how surely. */
function readingOf(
  state: State,
  house: HouseState,
  { one, tonight }: { one: Occupancy; tonight: IsoDate },
): { readonly to?: IsoDate; readonly as: number } {
  if (one.to !== undefined) return { to: one.to, as: night.occupied };
  const placement = house.placement.get(one.placement);
  const end = placement && plannedEndOf(state, house, placement);
  if (end === undefined) return { as: night.occupied };
  return end.on < tonight ? { as: night.overdue } : { to: end.on, as: night.occupied };
}
