import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, plusDuration, type IsoDate } from "../dates.ts";
import { policyOf, settingsOf, tonightOf } from "../house.ts";
import type { Id, StayRef } from "../ids.ts";
import { violations } from "../policy.ts";
import type { Placement } from "../records.ts";
import type { HouseholdFile, Stay } from "../records-people.ts";
import { departHousehold, findStay, undoDeparture } from "./departure.ts";
import { goAlong, goneAlong, type Along } from "./going-along.ts";
import { askingOf, givenBack, leftFiles, membersNow, strangerIn } from "./household.ts";
import type { PersonMove } from "./move.ts";
import { againstPlacing, overrideOf, overrides } from "./placing.ts";
import { named } from "./standing.ts";

/**
 * A household moves on to a flat of the organisation: its stay ends with a departure, and a new stay of the same
 * episode begins there on the same evening. A transfer is another thing: it leaves the stay as it is.
 */
export interface MoveOn {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly newStayRef: StayRef;
  readonly placement: Id<"placement">;
  readonly file: Id<"file">;
  readonly figures: Id<"figures">;
  /** Epoch milliseconds; its evening date ends the one stay and begins the other. */
  readonly movedAt: number;
  /** A bed of the flat for everyone. */
  readonly moves: readonly PersonMove[];
  readonly plannedEnd?: IsoDate;
  readonly safeByHerView?: codes.SafeView;
  readonly safeByWorkersView?: codes.SafeView;
  readonly note?: string;
  /** New ids for what is known of whom they must not meet: it goes where they go. */
  readonly conflicts?: Along;
  /** By a manager of the house that they come to. */
  readonly override?: { readonly reason: string };
}

/** What takes moving on back needs of it. */
export interface UndoMovingOn {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly newStayRef: StayRef;
  readonly conflicts?: Along;
}

/** Ends the stay here and begins one there; the people keep their refs, their episode and what is known of them. */
export const moveOn: Act<MoveOn> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const there = state.houses.get(input.to);
  const settings = settingsOf(state, input.to);
  if (!there || !settings) return refuse({ code: "not-found", what: "house" });
  if (input.to === input.house || there.placements.has(input.newStayRef)) {
    return refuse({ code: "already-there", what: "placement" });
  }
  const left = departHousehold(
    state,
    {
      ...input,
      departedAt: input.movedAt,
      reason: "moved_to_transitional",
      destination: "org_transitional_flat",
    },
    now,
  );
  if (!left.ok) return left;
  const ended = left.changes.find((one) => one.is === "put" && one.type === "placement");
  const departure = left.changes.find((one) => one.is === "put" && one.type === "figuresRecord");
  if (ended?.is !== "put" || ended.type !== "placement") return left;
  if (departure?.is !== "put" || departure.type !== "figuresRecord") return left;
  const evening = departure.payload.departedOn ?? tonightOf(state, input.to, now);

  const stranger = strangerIn(stay.figures, input.moves);
  if (stranger) return refuse(stranger);
  const here = membersNow(stay.file);
  const forgotten = here.find(
    (one) => !input.moves.some(({ personRef }) => personRef === one.personRef),
  );
  if (forgotten) {
    const name = named(stay.house, input.stayRef, forgotten.personRef);
    return refuse({ code: "person-without-bed", ...name });
  }
  const maxOnArrival = plusDuration(evening, settings.maxStay);
  const plannedEnd = input.plannedEnd ?? maxOnArrival;
  if (plannedEnd < evening) {
    return refuse({ code: "end-before-start", from: evening, to: plannedEnd });
  }
  if (plannedEnd > maxOnArrival) {
    return refuse({ code: "end-past-maximum", plannedEnd, maximum: maxOnArrival });
  }
  const persons = stay.figures.persons
    .filter(({ leftOn }) => leftOn === undefined)
    .map(({ personRef, kind, ageBand }) => ({ personRef, kind, ageBand }));
  const asked = persons.map((person) => askingOf(state, stay.house, person));
  const broken = violations(policyOf(state, input.to), asked, evening);
  if (broken[0] && !overrides(input.to, input, now)) return refuse(broken[0]);

  const begun: Placement = {
    stayRef: input.newStayRef,
    plannedEnd,
    assignments: input.moves.map(({ personRef, bed }) => ({
      personRef,
      bed,
      from: evening,
      moveReason: "arrival",
    })),
    writtenAt: instantOf(now.instant),
  };
  const plan = {
    state,
    placements: new Map([
      [stay.id, { house: input.house, placement: ended.payload }],
      [input.placement, { house: input.to, placement: begun }],
    ]),
    at: now.instant,
  };
  const placed = againstPlacing(plan, { house: input.to, input, now });
  if (!placed.ok) return placed;
  const along = goAlong(
    { from: stay.house, to: there },
    here.map(({ personRef }) => personRef),
    { evening, conflicts: input.conflicts },
  );
  if (!along.ok) return along;
  const begins: Stay = {
    stayRef: input.newStayRef,
    arrivedOn: evening,
    arrivedAt: instantOf(input.movedAt),
    arrivalKind: "planned",
    source: stay.figures.source,
    plannedEnd,
    maxOnArrival,
    extensions: [],
    overrides: [...broken.map(({ rule }) => overrideOf(rule, input, now)), ...placed.overridden],
    phases: [],
    absences: [],
  };
  const put = putIn(input.to);
  return changes(
    ...left.changes,
    ...along.changes,
    put("placement", input.placement, begun),
    ...leftFiles(
      there,
      here.map(({ personRef }) => personRef),
      undefined,
    ),
    put("householdFile", input.file, goingOn(stay.file, begins)),
    put("figuresRecord", input.figures, {
      stayRef: input.newStayRef,
      persons,
      arrivedOn: evening,
      arrivalKind: "planned",
      source: stay.figures.source,
    }),
  );
};

/** Takes moving on back, while nothing has happened in the flat and the old beds are free. */
export const undoMovingOn: Act<UndoMovingOn> = (state, input, now) => {
  const there = findStay(state, input.to, input.newStayRef);
  if (!there.ok) return there;
  const { stays } = there.file;
  const untouched = there.placement.assignments.every(
    ({ to, moveReason }) => to === undefined && moveReason === "arrival",
  );
  if (!untouched || stays.length !== 1 || stays.some(({ departure }) => departure)) {
    return refuse({ code: "changed-since", what: "departure" });
  }
  const back = undoDeparture(
    { ...state, beds: withoutPlacement(state.beds, there.id) },
    { house: input.house, stayRef: input.stayRef },
    now,
  );
  if (!back.ok) return back;
  const remove = removeFrom(input.to);
  const from = state.houses.get(input.house);
  return changes(
    remove("placement", there.id),
    remove("householdFile", there.fileId),
    remove("figuresRecord", there.figuresId),
    ...givenBack(there.house, there.file.persons, there.fileId),
    ...(from ? goneAlong({ from, to: there.house }, input.conflicts) : []),
    ...back.changes,
  );
};

/** What the flat is told: who they are and the episode that goes on; the earlier stay remains where it was. */
const goingOn = (file: HouseholdFile, stay: Stay): HouseholdFile => {
  const here = membersNow(file);
  const { leaving: _, ...rest } = file;
  return {
    ...rest,
    persons: file.persons.filter(({ personRef }) =>
      here.some((member) => member.personRef === personRef),
    ),
    members: here.map((member) => ({ ...member, from: stay.arrivedOn })),
    stays: [stay],
  };
};

/** Where people have beds, as if one placement were not there. */
const withoutPlacement = (
  beds: Parameters<Act<UndoMovingOn>>[0]["beds"],
  placement: Id<"placement">,
): Parameters<Act<UndoMovingOn>>[0]["beds"] =>
  new Map(
    [...beds].map(([person, list]) => [person, list.filter((one) => one.placement !== placement)]),
  );
