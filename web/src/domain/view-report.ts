import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { plusDays, type IsoDate } from "./dates.ts";
import { organisationOf, settingsOf, tonightOf } from "./house.ts";
import type { StayRef } from "./ids.ts";
import { nightsWithin } from "./intervals.ts";
import type { Quantities } from "./quantities.ts";
import type { House, HouseKind } from "./records.ts";
import { cellsOf, sourceOf, type Source } from "./report-cells.ts";
import { lengthsOf, sleepersIn, staysOf } from "./report-stays.ts";
import { housingOf, isShelter, nightly, togetherOn, type Nightly, type Period } from "./report.ts";
import type { State } from "./state.ts";

/** Everything that a report says of a period, exactly, for whoever holds the keys. */
export interface ReportView {
  /** As it was asked for. */
  readonly period: Period;
  /** As far as its nights have begun. */
  readonly counted: Period;
  /** When the figures were made, epoch milliseconds. */
  readonly asOf: number;
  readonly timeZone: string;
  /** Cells below this number do not leave. */
  readonly threshold: number;
  /** All houses first where there are several, then each. */
  readonly columns: readonly ReportColumn[];
  readonly nights: readonly Nightly[];
  readonly openStays: readonly OpenStay[];
  readonly apart: readonly ApartLine[];
}

/** One column of the tables: a house, or all of them. */
export interface ReportColumn {
  readonly house?: HouseId;
  readonly codeName?: string;
  readonly quantities: Quantities;
}

/** A stay that goes on: where, and its nights so far at the period's end. */
export interface OpenStay {
  readonly stayRef: StayRef;
  readonly codeName: string;
  readonly nights: number;
}

/** A house whose nights are no shelter bed-nights. */
export interface ApartLine {
  readonly house: HouseId;
  readonly codeName: string;
  readonly kind: HouseKind;
  readonly stays: number;
  readonly persons: number;
  readonly nights: number;
}

/** Which nights to report: from the first to the evening before `to`. */
export interface ReportArgs {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** A report over every house whose beds and figures this member reads. */
export function report(state: State, { from, to }: ReportArgs, now: Now): ReportView {
  const houses = reportedHouses(state);
  const tonight = tonightOf(state, undefined, now);
  const period = { from, to };
  const counted = { from, to: ended(period, tonight) };
  const source = sourceOf(state, houses, tonight);
  const organisation = organisationOf(state);
  return {
    period,
    counted,
    asOf: now.instant,
    timeZone: organisation?.timeZone ?? now.timeZone,
    threshold: organisation?.kThreshold ?? 5,
    columns: columnsOf(source, counted, now.instant),
    nights: nightly(state, { houses: source.houses, period: counted, at: now.instant }),
    openStays: openStays(source, counted),
    apart: houses
      .filter((house) => !isShelter(state, house))
      .map((house) => apartLine(state, house, counted)),
  };
}

/** Houses of which both beds and coded stays can be read, in the order of their code-names. */
export function reportedHouses(state: State): HouseId[] {
  const all = [...(state.organisation.house as ReadonlyMap<HouseId, House>)];
  return all
    .filter(([id]) => (state.houses.get(id)?.room.size ?? 0) > 0)
    .toSorted(([, a], [, b]) => a.codeName.localeCompare(b.codeName, "en", { numeric: true }))
    .map(([id]) => id);
}

/** A period's quantities, for all shelters together where there are several, and for each. */
export function columnsOf(source: Source, period: Period, at: number): ReportColumn[] {
  const { state, houses } = source;
  const nights = houses.map((house) => nightly(state, { houses: [house], period, at }));
  const each = houses.map((house, index) => ({
    house,
    codeName: settingsOf(state, house)?.codeName ?? "",
    quantities: quantitiesIn(source, [house], { period, nights: nights[index] ?? [] }),
  }));
  if (houses.length === 1) return each;
  const all = quantitiesIn(source, houses, { period, nights: togetherOn(nights) });
  return [{ quantities: all }, ...each];
}

function quantitiesIn(
  source: Source,
  houses: readonly HouseId[],
  { period, nights: counted }: { period: Period; nights: readonly Nightly[] },
): Quantities {
  const beds = housingOf(counted);
  return {
    nights: beds.nights,
    funded: beds.funded,
    outOfService: beds.outOfService,
    occupied: beds.occupied,
    occupiedExtra: beds.occupiedExtra,
    blocked: beds.blocked,
    roomNights: beds.roomNights,
    roomNightsOccupied: beds.roomNightsOccupied,
    fullNights: beds.fullNights,
    ...cellsOf(source, houses, period),
  };
}

/** A period that reaches past tonight counts up to and with tonight. */
const ended = ({ from, to }: Period, tonight: IsoDate): IsoDate => {
  const end = plusDays(tonight, 1);
  return to <= end ? to : from > end ? from : end;
};

function openStays({ state, all }: Source, period: Period): OpenStay[] {
  const inside = new Map(all.stays.map((stay) => [stay.stayRef, stay.lastIn]));
  return [...lengthsOf(all.stays, period).open]
    .map(([stayRef, nights]) => ({
      stayRef,
      codeName: settingsOf(state, inside.get(stayRef) as HouseId)?.codeName ?? "",
      nights,
    }))
    .toSorted((a, b) => b.nights - a.nights);
}

function apartLine(state: State, house: HouseId, period: Period): ApartLine {
  const settings = settingsOf(state, house) as House;
  const beds = [...(state.houses.get(house)?.occupancies.values() ?? [])].flat();
  const { stays } = staysOf(state, [house]);
  return {
    house,
    codeName: settings.codeName,
    kind: settings.kind,
    stays: stays.filter(
      ({ arrivedOn, departedOn = period.to }) =>
        nightsWithin({ from: arrivedOn, to: departedOn }, period) > 0,
    ).length,
    persons: sleepersIn(state, house, period).size,
    nights: beds.reduce((sum, one) => sum + nightsWithin(one, period), 0),
  };
}
