import { changes, putIn, refuse, removeFrom, type Act, type Now, type Refusal } from "../change.ts";
import { instantOf, plusDuration, type IsoDate } from "../dates.ts";
import { eveningOf } from "../evenings.ts";
import { clockOf, policyOf, settingsOf, tonightOf } from "../house.ts";
import { violations } from "../policy.ts";
import type { PersonRef } from "../ids.ts";
import type { Placement } from "../records.ts";
import type { HouseholdFile } from "../records-people.ts";
import type { HouseState, State } from "../state.ts";
import { usualArrivalKind } from "../usual.ts";
import type { PlaceHousehold, UndoArrival } from "./arriving.ts";
import { bring, bringBack } from "./bring.ts";
import { admit, admitNot } from "./hold.ts";
import { admitRequest, admitRequestNot, findOpen, findRequest } from "./request.ts";
import {
  arriveIn,
  arriveNot,
  askingOf,
  awayFromAnother,
  earlierStay,
  givenBack,
  knownPerson,
  leftFiles,
  membersNow,
  newFile,
  type EarlierStay,
} from "./household.ts";
import { againstPlacing, overrideOf, overrides } from "./placing.ts";
import { named, personsIn } from "./standing.ts";

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
  const fileId = house.people.get(persons[0]?.personRef as PersonRef);
  const known = house.householdFile.get(fileId ?? "");
  const asked = persons.map((person) => askingOf(state, house, person));
  const broken = violations(policyOf(state, id), asked, evening);
  if (broken[0] && !overrides(id, input, now)) return refuse(broken[0]);

  const brought = bring(house, input.brought ?? [], evening);
  if (!brought.ok) return brought;
  const admitted = admit(house, { ...input, at: now.instant });
  if (!admitted.ok) return admitted;
  const request = input.request && findOpen(state, { house: id, request: input.request });
  if (request && !request.ok) return request;
  const placement = firstPlacement(input, { evening, plannedEnd: plannedEnd ?? maxOnArrival }, now);
  const plan = {
    state,
    placements: new Map([[input.placement, { house: id, placement }]]),
    beds: brought.beds,
    at: now.instant,
    ...(input.hold && { hold: input.hold }),
  };
  const placed = againstPlacing(plan, { house: id, input, now });
  if (!placed.ok) return placed;
  const refs = persons.map(({ personRef }) => personRef);
  const still =
    (known && stillThere(house, known, persons)) ?? awayFromAnother(state, refs, input.stayRef);
  if (still) return refuse(still);

  const decided = [...broken.map(({ rule }) => overrideOf(rule, input, now)), ...placed.overridden];
  const arrived = stayOf(state, input, { evening, earlier, now });
  const stay = {
    ...arrived,
    plannedEnd: plannedEnd ?? maxOnArrival,
    maxOnArrival,
    overrides: decided,
  };
  const file = known ?? newFile(input.episode, stay, earlier?.episode);
  const coming = { arriving: persons, known: (one: PersonRef) => knownPerson(state, house, one) };
  const put = putIn(id);
  return changes(
    ...brought.changes,
    ...admitted.changes,
    ...(request && input.request
      ? [
          put(
            "placeRequest",
            input.request,
            admitRequest(request, { stayRef: input.stayRef, at: now.instant, on: evening }),
          ),
        ]
      : []),
    put("placement", input.placement, placement),
    ...leftFiles(house, refs, fileId),
    put("householdFile", fileId ?? input.file, arriveIn(file, stay, coming)),
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
  const kept = new Set(before?.persons.map(({ personRef }) => personRef));
  const gone = file.persons.filter(({ personRef }) => !kept.has(personRef));
  const figures = house.figures.get(stayRef);
  const remove = removeFrom(id);
  const put = putIn(id);
  const hold = input.hold && house.hold.get(input.hold);
  const asked = input.request && findRequest(state, { house: id, request: input.request });
  const answered = asked && asked.ok && asked.asked.admitted === stayRef ? asked : undefined;
  return changes(
    remove("placement", placementId),
    before ? put("householdFile", fileId, before) : remove("householdFile", fileId),
    ...givenBack(house, gone, fileId),
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

const firstPlacement = (
  input: PlaceHousehold,
  { evening: from, plannedEnd }: Pick<Dates, "evening"> & { plannedEnd: IsoDate },
  now: Now,
): Placement => ({
  stayRef: input.stayRef,
  plannedEnd,
  assignments: input.persons.map(({ personRef, bed }) => ({
    personRef,
    bed,
    from,
    moveReason: "arrival",
  })),
  writtenAt: instantOf(now.instant),
});

/** Who has not left the household that her file tells of cannot arrive again: she comes back to it. */
function stillThere(
  house: HouseState,
  file: HouseholdFile,
  persons: PlaceHousehold["persons"],
): Refusal | undefined {
  const open = file.stays.findLast(({ departure }) => departure === undefined);
  const still =
    open &&
    membersNow(file).find(({ personRef }) => persons.some((one) => one.personRef === personRef));
  return still && { code: "still-here", ...named(house, open.stayRef, still.personRef) };
}

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
    extensions: [],
    phases: [],
    absences: [],
  };
}
