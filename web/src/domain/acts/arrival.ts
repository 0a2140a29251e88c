import { changes, putIn, refuse, removeFrom, type Act, type Now, type Refusal } from "../change.ts";
import type * as codes from "../codes.ts";
import { conflictIn } from "../conflicts.ts";
import { instantOf, plusDuration, type IsoDate } from "../dates.ts";
import { eveningOf } from "../evenings.ts";
import { clockOf, policyOf, settingsOf, tonightOf } from "../house.ts";
import { violations } from "../policy.ts";
import type { Placement } from "../records.ts";
import type { Override } from "../records-people.ts";
import type { State } from "../state.ts";
import { usualArrivalKind } from "../usual.ts";
import type { PlaceHousehold, UndoArrival } from "./arriving.ts";
import { bring, bringBack } from "./bring.ts";
import { admit, admitNot } from "./hold.ts";
import { arriveIn, arriveNot, earlierStay, newFile, type EarlierStay } from "./household.ts";
import { admitRequest, admitRequestNot, findOpen, findRequest } from "./request.ts";
import { personsIn } from "./standing.ts";

/** Gives a household beds from the evening of its arrival on: placement, file and figures in one append. */
export const placeHousehold: Act<PlaceHousehold> = (state, input, now) => {
  const { house: id, persons, plannedEnd } = input;
  const house = state.houses.get(id);
  const settings = settingsOf(state, id);
  if (!house || !settings) return refuse({ code: "not-found", what: "house" });
  if (house.placements.has(input.stayRef)) {
    return refuse({ code: "already-there", what: "placement" });
  }
  const evening = eveningOf(input.arrivedAt, clockOf(state, id, now));
  const maxOnArrival = plusDuration(evening, settings.maxStay);
  const refusal =
    badDates({ evening, tonight: tonightOf(state, id, now), plannedEnd, maxOnArrival }) ??
    (persons.length === 0 ? ({ code: "person-without-bed" } as const) : undefined);
  if (refusal) return refuse(refusal);

  const earlier = earlierStay(state, persons[0]?.personRef);
  if (earlier?.departedOn !== undefined && evening < earlier.departedOn) {
    return refuse({ code: "moved-since", date: evening, movedOn: earlier.departedOn });
  }
  const broken = violations(policyOf(state, id), persons);
  const mayOverride = input.override !== undefined && now.manages?.includes(id) === true;
  if (broken[0] && !mayOverride) return refuse(broken[0]);

  const brought = bring(house, input.brought ?? [], evening);
  if (!brought.ok) return brought;
  const admitted = admit(house, { ...input, at: now.instant });
  if (!admitted.ok) return admitted;
  const asked = input.request && findOpen(state, { house: id, request: input.request });
  if (asked && !asked.ok) return asked;
  const placement = firstPlacement(input, evening, now);
  const conflict = conflictIn({
    state,
    placements: new Map([[input.placement, { house: id, placement }]]),
    beds: brought.beds,
    at: now.instant,
    ...(input.hold && { hold: input.hold }),
  });
  if (conflict) return refuse(conflict);

  const overrides = broken.map((one) => overrideOf(one.rule, input, now));
  const stay = { ...stayOf(state, input, { evening, earlier, now }), maxOnArrival, overrides };
  const known = earlier?.house === house ? house.files.get(earlier.stayRef) : undefined;
  const file =
    house.householdFile.get(known ?? "") ?? newFile(input.episode, stay, earlier?.episode);
  const put = putIn(id);
  return changes(
    ...brought.changes,
    ...admitted.changes,
    ...(asked && input.request
      ? [
          put(
            "placeRequest",
            input.request,
            admitRequest(asked, { stayRef: input.stayRef, at: now.instant, on: evening }),
          ),
        ]
      : []),
    put("placement", input.placement, placement),
    put("householdFile", known ?? input.file, arriveIn(file, stay, persons)),
    put("figuresRecord", input.figures, {
      stayRef: input.stayRef,
      persons: persons.map(({ personRef, kind, ageBand }) => ({ personRef, kind, ageBand })),
      arrivedOn: evening,
      arrivalKind: stay.arrivalKind,
      source: stay.source,
      ...(stay.arrivalKind === "return" && earlier && { returnOf: earlier.stayRef }),
    }),
  );
};

/** Takes an arrival back, as long as nothing else has happened to the stay. */
export const undoArrival: Act<UndoArrival> = (state, { house: id, stayRef, ...input }, now) => {
  const house = state.houses.get(id);
  const placementId = house?.placements.get(stayRef);
  const placement = placementId && house?.placement.get(placementId);
  if (!house || !placement) return refuse({ code: "not-found", what: "placement" });
  const untouched = placement.assignments.every(
    ({ to, moveReason }) => to === undefined && moveReason === "arrival",
  );
  const fileId = house.files.get(stayRef);
  const file = fileId && house.householdFile.get(fileId);
  if (!untouched || !file || file.stays.at(-1)?.stayRef !== stayRef) {
    return refuse({ code: "changed-since", what: "arrival" });
  }
  const before = arriveNot(file, personsIn(placement));
  const figures = house.figures.get(stayRef);
  const remove = removeFrom(id);
  const put = putIn(id);
  const hold = input.hold && house.hold.get(input.hold);
  const asked = input.request && findRequest(state, { house: id, request: input.request });
  const answered = asked && asked.ok && asked.asked.admitted === stayRef ? asked : undefined;
  return changes(
    remove("placement", placementId),
    before ? put("householdFile", fileId, before) : remove("householdFile", fileId),
    ...(figures ? [remove("figuresRecord", figures)] : []),
    ...bringBack(house, stayRef, input.brought ?? []),
    ...(input.hold && hold?.admitted === stayRef ? [put("hold", input.hold, admitNot(hold))] : []),
    ...(answered && input.request
      ? [put("placeRequest", input.request, admitRequestNot(answered, now.instant))]
      : []),
  );
};

interface Dates {
  readonly evening: IsoDate;
  readonly tonight: IsoDate;
  readonly plannedEnd: IsoDate | undefined;
  readonly maxOnArrival: IsoDate;
}

function badDates({ evening, tonight, plannedEnd, maxOnArrival }: Dates): Refusal | undefined {
  if (evening > tonight) return { code: "in-the-future", date: evening, tonight };
  if (plannedEnd === undefined) return undefined;
  if (plannedEnd < evening) return { code: "end-before-start", from: evening, to: plannedEnd };
  if (plannedEnd <= maxOnArrival) return undefined;
  return { code: "end-past-maximum", plannedEnd, maximum: maxOnArrival };
}

const firstPlacement = (input: PlaceHousehold, from: IsoDate, now: Now): Placement => ({
  stayRef: input.stayRef,
  ...(input.plannedEnd !== undefined && { plannedEnd: input.plannedEnd }),
  assignments: input.persons.map(({ personRef, bed }) => ({
    personRef,
    bed,
    from,
    moveReason: "arrival",
  })),
  writtenAt: instantOf(now.instant),
});

interface About {
  readonly evening: IsoDate;
  readonly earlier: EarlierStay | undefined;
  readonly now: Now;
}

/** A stay that begins on the evening of the last departure goes on; a later one is a return. */
function stayOf(state: State, input: PlaceHousehold, { evening, earlier, now }: About) {
  const left = earlier?.departedOn;
  const kind =
    input.arrivalKind ?? usualArrivalKind(input.arrivedAt, clockOf(state, input.house, now));
  return {
    stayRef: input.stayRef,
    arrivedOn: evening,
    arrivedAt: instantOf(input.arrivedAt),
    arrivalKind: left !== undefined && left < evening ? ("return" as const) : kind,
    source: input.source ?? "self",
    ...(input.plannedEnd !== undefined && { plannedEnd: input.plannedEnd }),
    extensions: [],
    phases: [],
    absences: [],
  };
}

const overrideOf = (rule: codes.PolicyRule, input: PlaceHousehold, now: Now): Override => ({
  rule,
  reason: input.override?.reason ?? "",
  by: now.member ?? "",
  at: instantOf(now.instant),
});
