import { changes, putIn, refuse, type Act, type Refusal } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { openTimes, settingsOf, tonightOf } from "../house.ts";
import type { BedId } from "../ids.ts";
import { holdsNight } from "../intervals.ts";
import type { House } from "../records.ts";
import type { HouseState } from "../state.ts";
import { usedIn } from "./using.ts";

/** A house that closes. Its past is still counted; nothing is offered from then on. */
export interface CloseHouse {
  readonly house: HouseId;
  /** The first night on which it is closed; tonight where it is left out. */
  readonly on?: IsoDate;
}

/** A closed house that opens again. */
export interface ReopenHouse {
  readonly house: HouseId;
  /** Its first night open; tonight where it is left out. */
  readonly on?: IsoDate;
}

/** How many beds are paid for, from a night on. */
export interface SetFundedBeds {
  readonly house: HouseId;
  readonly from: IsoDate;
  /** Undefined takes the entry of that night away. */
  readonly beds?: number;
  /** What stood under that night before, for the way back. */
  readonly was?: number;
}

/** Closes a house in which nobody sleeps, or is expected, from then on. */
export const closeHouse: Act<CloseHouse> = (state, { house: id, on }, now) => {
  const settings = settingsOf(state, id);
  if (!settings) return refuse({ code: "not-found", what: "house" });
  if (settings.closedOn !== undefined) return refuse({ code: "nothing-to-do" });
  const night = on ?? tonightOf(state, id, now);
  const begun = openTimes(settings).at(-1)?.from ?? settings.openedOn;
  if (night < begun) return refuse({ code: "end-before-start", from: begun, to: night });
  const used = state.houses.get(id) && usedFrom(state.houses.get(id) as HouseState, night, now);
  if (used) return refuse(used);
  return changes(putIn(id)("house", id, { ...settings, closedOn: night }));
};

/** Opens it again; the time between stays closed. */
export const reopenHouse: Act<ReopenHouse> = (state, { house: id, on }, now) => {
  const settings = settingsOf(state, id);
  if (!settings) return refuse({ code: "not-found", what: "house" });
  const { closedOn, ...open } = settings;
  if (closedOn === undefined) return refuse({ code: "nothing-to-do" });
  const night = on ?? tonightOf(state, id, now);
  if (night < closedOn) return refuse({ code: "end-before-start", from: closedOn, to: night });
  const closure = { from: closedOn, to: night };
  const closures = [...(settings.closures ?? []), ...(night > closedOn ? [closure] : [])];
  return changes(putIn(id)("house", id, { ...open, ...(closures.length > 0 && { closures }) }));
};

/** Takes a closing back, as if it had never been. */
export const undoCloseHouse: Act<CloseHouse> = (state, { house: id }) => {
  const settings = settingsOf(state, id);
  if (settings?.closedOn === undefined) {
    return refuse({ code: "changed-since", what: "inventory" });
  }
  const { closedOn: _, ...open } = settings;
  return changes(putIn(id)("house", id, open));
};

/** Takes a reopening back, while nobody has come since: it is closed as before. */
export const undoReopenHouse: Act<ReopenHouse> = (state, { house: id, on }, now) => {
  const settings = settingsOf(state, id);
  if (!settings || settings.closedOn !== undefined) {
    return refuse({ code: "changed-since", what: "inventory" });
  }
  const night = on ?? tonightOf(state, id, now);
  const { closures = [], ...rest } = settings;
  const last = closures.at(-1);
  // Opened on the night of its closing, it left no closure behind.
  const isLast = last?.to === night;
  const closedOn = isLast ? last.from : night;
  const house = state.houses.get(id);
  const used = house && usedFrom(house, closedOn, now);
  if (used) return refuse(used);
  const kept = isLast ? closures.slice(0, -1) : closures;
  return changes(
    putIn(id)("house", id, { ...rest, ...(kept.length > 0 && { closures: kept }), closedOn }),
  );
};

/** Writes how many beds are funded from a night on, or takes that entry away. */
export const setFundedBeds: Act<SetFundedBeds> = (state, { house: id, from, beds }) => {
  const settings = settingsOf(state, id);
  if (!settings) return refuse({ code: "not-found", what: "house" });
  if (from < settings.openedOn) {
    return refuse({ code: "end-before-start", from: settings.openedOn, to: from });
  }
  const others = settings.fundedBeds.filter((entry) => entry.from !== from);
  const entry = settings.fundedBeds.find((one) => one.from === from);
  if (entry?.beds === beds) return refuse({ code: "nothing-to-do" });
  const fundedBeds: House["fundedBeds"] = [
    ...others,
    ...(beds === undefined ? [] : [{ from, beds }]),
  ].toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return changes(putIn(id)("house", id, { ...settings, fundedBeds }));
};

/** How many beds are funded on a night: the newest entry that has begun. */
export const fundedOn = ({ fundedBeds }: House, night: IsoDate): number =>
  fundedBeds.findLast((entry) => holdsNight({ from: entry.from }, night))?.beds ?? 0;

function usedFrom(
  house: HouseState,
  night: IsoDate,
  { instant }: { readonly instant: number },
): Refusal | undefined {
  for (const bed of house.bed.keys() as Iterable<BedId>) {
    const used = usedIn(house, bed, { time: { from: night }, at: instant });
    if (used?.code === "bed-taken") {
      const { calledName } = used;
      return { code: "still-here", ...(calledName !== undefined && { calledName }) };
    }
    if (used) return used;
  }
  return undefined;
}
