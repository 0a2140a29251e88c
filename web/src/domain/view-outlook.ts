import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, plusDays, plusDuration, type IsoDate } from "./dates.ts";
import { forecast, plannedEndOf, type ForecastNight } from "./forecast.ts";
import { bedName, overdueDays, settingsOf, tonightOf } from "./house.ts";
import type { StayRef } from "./ids.ts";
import { holdsNight } from "./intervals.ts";
import { isOpenHold } from "./nights.ts";
import { housingOf, isShelter, nightly } from "./report.ts";
import type { State } from "./state.ts";
import { reportedHouses } from "./view-report.ts";

/** What is to come in one house or in all, and how it was. No name: beds, planned ends and holds are all it reads. */
export interface OutlookView {
  readonly tonight: IsoDate;
  /** When the figures were made, epoch milliseconds. */
  readonly asOf: number;
  readonly nights: readonly ForecastNight[];
  readonly ending: readonly EndingStay[];
  readonly trend: readonly TrendMonth[];
  /** When the first open hold of tonight runs out, epoch milliseconds. */
  readonly heldUntil?: number;
}

/** A stay whose planned end is past or near, by its random code. */
export interface EndingStay {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly codeName: string;
  readonly beds: readonly { readonly room: string; readonly bed: string }[];
  readonly plannedEnd: IsoDate;
  /** She has no planned end: the house's longest stay counts. */
  readonly assumed: boolean;
  readonly overdueDays: number;
}

/** A month that was, or the one that is, up to tonight. */
export interface TrendMonth {
  /** `2026-07`. */
  readonly month: string;
  readonly occupied: number;
  readonly blocked: number;
  readonly operational: number;
}

const ahead = 90;
const months = 12;

/** The next ninety nights, the stays that end in them, and twelve months back. */
export function outlook(
  state: State,
  { house }: { readonly house?: HouseId },
  now: Now,
): OutlookView {
  const all = house === undefined ? reportedHouses(state) : [house];
  const houses = all.filter((id) => isShelter(state, id) || id === house);
  const tonight = tonightOf(state, house, now);
  const at = now.instant;
  const heldUntil = firstExpiry(state, houses, { tonight, at });
  return {
    tonight,
    asOf: at,
    nights: forecast(state, houses, {
      period: { from: tonight, to: plusDays(tonight, ahead) },
      at,
      tonight,
    }),
    ending: endingIn(state, houses, tonight),
    trend: trendOf(state, houses, { tonight, at }),
    ...(heldUntil !== undefined && { heldUntil }),
  };
}

function endingIn(state: State, houses: readonly HouseId[], tonight: IsoDate): EndingStay[] {
  const until = plusDays(tonight, ahead);
  return houses
    .flatMap((id) => {
      const house = state.houses.get(id);
      const codeName = settingsOf(state, id)?.codeName ?? "";
      return [...(house?.placement.values() ?? [])].flatMap((placement): EndingStay[] => {
        const here = placement.assignments.filter((one) => holdsNight(one, tonight));
        const end = house && here.length > 0 && plannedEndOf(state, house, placement);
        if (!house || !end || end.on >= until) return [];
        return [
          {
            house: id,
            stayRef: placement.stayRef,
            codeName,
            beds: here.map(({ bed }) => bedName(house, bed, tonight)),
            plannedEnd: end.on,
            assumed: end.assumed,
            overdueDays: overdueDays(end.on, tonight),
          },
        ];
      });
    })
    .toSorted((a, b) => (a.plannedEnd < b.plannedEnd ? -1 : 1));
}

function trendOf(
  state: State,
  houses: readonly HouseId[],
  { tonight, at }: { tonight: IsoDate; at: number },
): TrendMonth[] {
  const first = `${tonight.slice(0, 7)}-01`;
  const from = plusDuration(startOfYearBefore(first), "P1M");
  const nights = nightly(state, { houses, period: { from, to: plusDays(tonight, 1) }, at });
  const byMonth = Map.groupBy(nights, ({ night }) => night.slice(0, 7));
  return [...byMonth]
    .map(([month, some]) => {
      const { occupied, blocked, operational } = housingOf(some);
      return { month, occupied, blocked, operational };
    })
    .filter(({ operational }) => operational > 0)
    .slice(-months);
}

const startOfYearBefore = (month: IsoDate): IsoDate =>
  `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;

function firstExpiry(
  state: State,
  houses: readonly HouseId[],
  { tonight, at }: { tonight: IsoDate; at: number },
): number | undefined {
  const ends = houses
    .flatMap((id) => [...(state.houses.get(id)?.hold.values() ?? [])])
    .filter((hold) => hold.state === "held" && isOpenHold(hold, at) && holdsNight(hold, tonight))
    .map(({ expiresAt }) => msOf(expiresAt));
  return ends.length === 0 ? undefined : Math.min(...ends);
}
