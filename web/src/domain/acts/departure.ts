import { changes, putIn, refuse, type Act, type Refusal, type Refused } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import { eveningOf } from "../evenings.ts";
import { clockOf, tonightOf } from "../house.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import { wentOverOn } from "../leaving.ts";
import type { Assignment } from "../records.ts";
import type { FiguresRecord, HouseholdFile } from "../records-people.ts";
import type { State } from "../state.ts";
import { departFrom, departNot } from "./household.ts";
import { findPlacement, rewritten, type Standing } from "./standing.ts";

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
  if (stay.figures.departedOn !== undefined) {
    return refuse({ code: "departed", on: stay.figures.departedOn });
  }
  const wentOver = wentOverOn(state, input.house, stay.placement);
  if (wentOver !== undefined) return refuse({ code: "departed", on: wentOver });
  const later = laterThan(stay.placement.assignments, on);
  if (later) return refuse(later);
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

/** Something in these assignments that came after a date, which so cannot be the last one. */
export function laterThan(assignments: readonly Assignment[], on: IsoDate): Refusal | undefined {
  const begun = assignments.find(({ from }) => from > on);
  if (begun?.moveReason === "arrival") {
    return { code: "before-arrival", date: on, arrivedOn: begun.from };
  }
  const movedOn = begun?.from ?? assignments.find(({ to }) => to !== undefined && to > on)?.to;
  return movedOn === undefined ? undefined : { code: "moved-since", date: on, movedOn };
}

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
    put("householdFile", stay.fileId, departNot(stay.file, leftBefore(stay))),
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

/** Who had left the household before all of it did. */
export const leftBefore = ({ figures }: Pick<WholeStay, "figures">): ReadonlySet<PersonRef> => {
  const last = new Map(figures.persons.map((one) => [one.personRef, one]));
  return new Set([...last.values()].flatMap((one) => (one.leftOn ? [one.personRef] : [])));
};

/** Each person's last bed goes on where the departure had ended it; hers not who had left, or had given it back. */
function reopened(stay: WholeStay, departedOn: IsoDate) {
  const without = new Set([...leftBefore(stay), ...awayWithoutBed(stay)]);
  const last = new Map(stay.placement.assignments.map((one) => [one.personRef, one]));
  return stay.placement.assignments.map((one) => {
    const { to, ...open } = one;
    const goesOn = last.get(one.personRef) === one && !without.has(one.personRef);
    return goesOn && to === departedOn ? open : one;
  });
}

/** Who is away and whose bed is free meanwhile. */
export const awayWithoutBed = ({ file, placement }: WholeStay): PersonRef[] =>
  (file.stays.find(({ stayRef }) => stayRef === placement.stayRef)?.absences ?? []).flatMap((one) =>
    one.to === undefined && !one.bedKept ? [one.personRef] : [],
  );
