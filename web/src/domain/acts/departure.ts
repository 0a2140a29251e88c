import { changes, putIn, refuse, type Act, type Refused } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import { eveningOf } from "../evenings.ts";
import { clockOf, tonightOf } from "../house.ts";
import type { Id, StayRef } from "../ids.ts";
import type { FiguresRecord, HouseholdFile } from "../records-people.ts";
import type { State } from "../state.ts";
import { departFrom, departNot } from "./household.ts";
import { endOfPlacement, findPlacement, rewritten, type Standing } from "./standing.ts";

/** A departure of the whole household. */
export interface DepartHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  /** Epoch milliseconds; its evening date is the day of departure, the first night she is not here. */
  readonly departedAt: number;
  readonly reason: codes.DepartureReason;
  readonly destination: codes.Destination;
  readonly safeByHerView?: codes.SafeView;
  readonly safeByWorkersView?: codes.SafeView;
  readonly note?: string;
}

/** What takes a departure back needs of it. */
export interface UndoDeparture {
  readonly house: HouseId;
  readonly stayRef: StayRef;
}

/** Ends a stay: the beds are free from that evening on; file and figures say how it ended. */
export const departHousehold: Act<DepartHousehold> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const on = eveningOf(input.departedAt, clockOf(state, input.house, now));
  const tonight = tonightOf(state, input.house, now);
  if (on > tonight) return refuse({ code: "in-the-future", date: on, tonight });
  const ended = stay.figures.departedOn ?? endOfPlacement(stay.placement);
  if (ended !== undefined) return refuse({ code: "departed", on: ended });
  const late = stay.placement.assignments.find(({ from }) => from > on);
  if (late) {
    return late.moveReason === "arrival"
      ? refuse({ code: "before-arrival", date: on, arrivedOn: late.from })
      : refuse({ code: "moved-since", date: on, movedOn: late.from });
  }
  const assignments = stay.placement.assignments.map((one) => (one.to ? one : { ...one, to: on }));
  const { reason, destination } = input;
  const put = putIn(input.house);
  return changes(
    put("placement", stay.id, rewritten(stay.placement, assignments, now)),
    put(
      "householdFile",
      stay.fileId,
      departFrom(stay.file, {
        on,
        at: instantOf(input.departedAt),
        reason,
        destination,
        safeByHerView: input.safeByHerView ?? "not_asked",
        safeByWorkersView: input.safeByWorkersView ?? "not_asked",
        ...(input.note && { note: input.note }),
      }),
    ),
    put("figuresRecord", stay.figuresId, {
      ...stay.figures,
      departedOn: on,
      departureReason: reason,
      destination,
    }),
  );
};

/** Takes a departure back, if the beds are still free for the same people. */
export const undoDeparture: Act<UndoDeparture> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const { departedOn, departureReason: _, destination: __, ...figures } = stay.figures;
  if (departedOn === undefined || stay.file.stays.at(-1)?.stayRef !== input.stayRef) {
    return refuse({ code: "changed-since", what: "departure" });
  }
  const placement = rewritten(stay.placement, reopened(stay, departedOn), now);
  const conflict = conflictIn({
    state,
    placements: new Map([[stay.id, { house: input.house, placement }]]),
    at: now.instant,
  });
  if (conflict) return refuse(conflict);
  const put = putIn(input.house);
  return changes(
    put("placement", stay.id, placement),
    put("householdFile", stay.fileId, departNot(stay.file)),
    put("figuresRecord", stay.figuresId, figures),
  );
};

/** A stay with the three records that tell of it. */
export interface WholeStay extends Standing {
  readonly fileId: Id<"file">;
  readonly file: HouseholdFile;
  readonly figuresId: Id<"figures">;
  readonly figures: FiguresRecord;
}

/** Finds placement, file and figures of a stay in a house, or says which is missing. */
export function findStay(state: State, house: HouseId, stayRef: StayRef): WholeStay | Refused {
  const standing = findPlacement(state, house, stayRef);
  if (!standing.ok) return standing;
  const fileId = standing.house.files.get(stayRef);
  const file = fileId && standing.house.householdFile.get(fileId);
  if (!file) return refuse({ code: "not-found", what: "householdFile" });
  const figuresId = standing.house.figures.get(stayRef);
  const figures = figuresId && standing.house.figuresRecord.get(figuresId);
  if (!figures) return refuse({ code: "not-found", what: "figuresRecord" });
  return { ...standing, fileId, file, figuresId, figures };
}

/** Each person's last bed goes on where the departure had ended it. */
function reopened({ placement }: Standing, departedOn: IsoDate) {
  const last = new Map(placement.assignments.map((one) => [one.personRef, one]));
  return placement.assignments.map((one) => {
    const { to, ...open } = one;
    return last.get(one.personRef) === one && to === departedOn ? open : one;
  });
}
