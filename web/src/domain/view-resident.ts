import { endOfPlacement } from "./acts/standing.ts";
import type { Now } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import { daysBetween, msOf, type IsoDate } from "./dates.ts";
import { bedName, headOf, overdueDays, personOf, tonightOf } from "./house.ts";
import type { BedId, Id, PersonRef, StayRef } from "./ids.ts";
import { absencesAsTheyStand } from "./leaving.ts";
import { later } from "./intervals.ts";
import type { Placement } from "./records.ts";
import type {
  Absence,
  Alert,
  Departure,
  Extension,
  HouseholdFile,
  Person,
  Stay,
} from "./records-people.ts";
import type { HouseState, State } from "./state.ts";
import { answering, type KnownPerson, lookOf } from "./search/finding.ts";

/** The household in a bed: what Tonight opens. */
export interface ResidentView {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly placement: Id<"placement">;
  readonly file?: Id<"file">;
  readonly arrivedOn?: IsoDate;
  readonly arrivedAt?: number;
  readonly arrivalKind?: codes.ArrivalKind;
  readonly source?: codes.Source;
  readonly nights: number;
  readonly plannedEnd?: IsoDate;
  readonly maxOnArrival?: IsoDate;
  readonly overdueDays: number;
  readonly extensions: readonly Extension[];
  readonly departure?: Departure;
  readonly persons: readonly PersonInStay[];
  /** Earlier stays of the same file, newest first. */
  readonly earlier: readonly {
    readonly stayRef: StayRef;
    readonly arrivedOn: IsoDate;
    readonly departedOn?: IsoDate;
  }[];
}

export interface PersonInStay {
  readonly personRef: PersonRef;
  readonly calledName?: string;
  readonly code?: string;
  readonly kind?: codes.PersonKind;
  readonly ageBand?: codes.AgeBand;
  readonly birthDate?: IsoDate;
  readonly head: boolean;
  readonly relation?: codes.Relation;
  readonly alerts: readonly Alert[];
  readonly languages: readonly string[];
  readonly interpreterNeeded?: boolean;
  readonly diet?: string;
  readonly needs: readonly string[];
  /** Where she came later than the household. */
  readonly joinedOn?: IsoDate;
  /** Where she left and the household stayed. */
  readonly leftOn?: IsoDate;
  /** She sleeps elsewhere tonight. */
  readonly away?: Absence;
  /** She will: an absence whose first night is still to come. */
  readonly awayLater?: Absence;
  /** Where she sleeps now, and where before, newest first. */
  readonly beds: readonly {
    readonly bed: BedId;
    readonly room: string;
    readonly label: string;
    readonly from: IsoDate;
    readonly to?: IsoDate;
    readonly moveReason: codes.MoveReason;
  }[];
}

/** Someone who may come back, or is here. */
export interface KnownHousehold {
  readonly house: HouseId;
  readonly file: Id<"file">;
  /** The head first. */
  readonly persons: readonly KnownPerson[];
  readonly lastStay: {
    readonly stayRef: StayRef;
    readonly arrivedOn: IsoDate;
    readonly departedOn?: IsoDate;
  };
}

/** A stay with its people and their beds, as far as this member may read. */
export function resident(
  state: State,
  { house: id, stayRef }: { readonly house: HouseId; readonly stayRef: StayRef },
  now: Now,
): ResidentView | undefined {
  const house = state.houses.get(id);
  const placementId = house?.placements.get(stayRef);
  const placement = house?.placement.get(placementId ?? "");
  if (!house || !placementId || !placement) return undefined;
  const tonight = tonightOf(state, id, now);
  const fileId = house.files.get(stayRef);
  const file = house.householdFile.get(fileId ?? "");
  const stay = file?.stays.find((one) => one.stayRef === stayRef);
  const { plannedEnd } = placement;
  const begun = stay?.arrivedOn ?? placement.assignments[0]?.from ?? tonight;
  return {
    house: id,
    stayRef,
    placement: placementId,
    ...(fileId && { file: fileId }),
    ...(stay && ofStay(stay)),
    nights: daysBetween(
      begun,
      (stay ? stay.departure?.on : endOfPlacement(placement)) ?? later(tonight, begun),
    ),
    ...(plannedEnd !== undefined && { plannedEnd }),
    overdueDays: stay?.departure ? 0 : overdueDays(plannedEnd, tonight),
    extensions: stay?.extensions ?? [],
    persons: personsOf({ state, house, tonight }, placement, file),
    earlier: earlierThan(stay, file),
  };
}

const most = 20;

/** Households with a called-name or code that answers the text, the closest first; at most 20. */
export function known(
  state: State,
  { house: id, text }: { readonly house: HouseId; readonly text: string },
): readonly KnownHousehold[] {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  return answering(house, text)
    .slice(0, most)
    .flatMap((file) => {
      const found = house.householdFile.get(file) as HouseholdFile;
      const lastStay = lastStayOf(found);
      return lastStay ? [{ house: id, file, persons: found.persons.map(lookOf), lastStay }] : [];
    });
}

/** The last stay of a file; of someone who left a household that stayed, the one that she left. */
export function lastStayOf({
  stays,
  leaving,
}: HouseholdFile): KnownHousehold["lastStay"] | undefined {
  const last = stays.at(-1);
  if (last) return stayLine(last);
  if (!leaving) return undefined;
  const { stayRef, arrivedOn, departure } = leaving;
  return { stayRef, arrivedOn, departedOn: departure.on };
}

const ofStay = ({ arrivedOn, arrivedAt, arrivalKind, source, maxOnArrival, departure }: Stay) => ({
  arrivedOn,
  arrivedAt: msOf(arrivedAt),
  arrivalKind,
  source,
  maxOnArrival,
  ...(departure && { departure }),
});

const stayLine = ({ stayRef, arrivedOn, departure }: Stay) => ({
  stayRef,
  arrivedOn,
  ...(departure && { departedOn: departure.on }),
});

const earlierThan = (stay: Stay | undefined, file: HouseholdFile | undefined) =>
  (file?.stays ?? [])
    .filter((one) => stay !== undefined && one !== stay && one.arrivedOn <= stay.arrivedOn)
    .map(stayLine)
    .toReversed();

function personsOf(
  { state, house, tonight }: { state: State; house: HouseState; tonight: IsoDate },
  { stayRef, assignments }: Placement,
  file: HouseholdFile | undefined,
): PersonInStay[] {
  const head = headOf(house, stayRef) ?? assignments[0]?.personRef;
  const figures = house.figuresRecord.get(house.figures.get(stayRef) ?? "");
  const stay = file?.stays.find((one) => one.stayRef === stayRef);
  const absences = stay ? absencesAsTheyStand(state, stay) : [];
  const members = file?.members.filter(({ to }) => to === undefined) ?? [];
  const refs = new Set([...assignments, ...members].map((one) => one.personRef));
  const persons = [...refs].map((personRef): PersonInStay => {
    const counted = figures?.persons.find((one) => one.personRef === personRef);
    const member = file?.members.findLast((one) => one.personRef === personRef);
    const open = absences.find((one) => one.personRef === personRef && one.to === undefined);
    const away = open && { [open.from > tonight ? "awayLater" : "away"]: open };
    return {
      personRef,
      ...aboutPerson(personOf(house, stayRef, personRef)),
      head: personRef === head,
      ...(member && { relation: member.relation }),
      ...(counted?.joinedOn !== undefined && { joinedOn: counted.joinedOn }),
      ...(counted?.leftOn !== undefined && { leftOn: counted.leftOn }),
      ...(counted?.leftOn === undefined && away),
      beds: bedsOf(house, assignments, personRef),
    };
  });
  return persons.toSorted((a, b) => rank(a) - rank(b));
}

/** The head first, those who have left last. */
const rank = ({ head, leftOn }: PersonInStay): number => (leftOn === undefined ? Number(!head) : 2);

const aboutPerson = (person: Person | undefined) =>
  person
    ? {
        calledName: person.calledName,
        code: person.code,
        kind: person.kind,
        ageBand: person.ageBand,
        alerts: person.alerts,
        languages: person.languages,
        needs: person.needs,
        ...(person.birthDate !== undefined && { birthDate: person.birthDate }),
        ...(person.interpreterNeeded !== undefined && {
          interpreterNeeded: person.interpreterNeeded,
        }),
        ...(person.diet !== undefined && { diet: person.diet }),
      }
    : { alerts: [], languages: [], needs: [] };

const bedsOf = (
  house: HouseState,
  assignments: Placement["assignments"],
  personRef: PersonRef,
): PersonInStay["beds"] =>
  assignments
    .filter((one) => one.personRef === personRef)
    .toReversed()
    .map(({ bed, from, to, moveReason }) => {
      const { room, bed: label } = bedName(house, bed, from);
      return { bed, room, label, from, ...(to !== undefined && { to }), moveReason };
    });
