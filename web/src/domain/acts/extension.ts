import { changes, putIn, refuse, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import type { IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { StayRef } from "../ids.ts";
import type { Extension, Stay } from "../records-people.ts";
import { findStay } from "./departure.ts";

/**
 * A planned end. The first one, within the maximum, is a plan; any other is an extension: later than the one
 * before, with a reason. Only so does a stay reach past the maximum (I-08).
 */
export interface ExtendStay {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly plannedEnd: IsoDate;
  readonly reason: codes.ExtensionReason;
  readonly note?: string;
}

/** Sets or extends the planned end of a stay, in its file and on the board. */
export const extendStay: Act<ExtendStay> = (state, input, now) => {
  const found = findStay(state, input.house, input.stayRef);
  if (!found.ok) return found;
  const at = found.file.stays.findIndex((stay) => stay.stayRef === input.stayRef);
  const stay = found.file.stays[at];
  if (!stay) return refuse({ code: "not-found", what: "householdFile" });
  if (stay.departure) return refuse({ code: "departed", on: stay.departure.on });
  const { plannedEnd } = input;
  const before = stay.plannedEnd ?? stay.maxOnArrival;
  if (plannedEnd < stay.arrivedOn || (stay.plannedEnd !== undefined && plannedEnd <= before)) {
    return refuse({ code: "end-before-start", from: before, to: plannedEnd });
  }
  const isFirst = stay.plannedEnd === undefined && plannedEnd <= stay.maxOnArrival;
  const extension: Extension = {
    decidedOn: tonightOf(state, input.house, now),
    decidedBy: now.member ?? "",
    fromPlannedEnd: before,
    toPlannedEnd: plannedEnd,
    reason: input.reason,
    ...(input.note && { note: input.note }),
  };
  const extended: Stay = {
    ...stay,
    plannedEnd,
    extensions: isFirst ? stay.extensions : [...stay.extensions, extension],
  };
  const placement = { ...found.placement, plannedEnd };
  const conflict = conflictIn({
    state,
    placements: new Map([[found.id, { house: input.house, placement }]]),
    at: now.instant,
  });
  if (conflict) return refuse(conflict);
  const put = putIn(input.house);
  return changes(
    put("placement", found.id, placement),
    put("householdFile", found.fileId, {
      ...found.file,
      stays: found.file.stays.with(at, extended),
    }),
  );
};
