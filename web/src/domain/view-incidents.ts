import type { Now } from "./change.ts";
import type * as codes from "./codes-incidents.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, type IsoDate } from "./dates.ts";
import { elsewhere, type OtherHouse } from "./elsewhere.ts";
import { clockOf, headOf, organisationOf, personOf, settingsOf, tonightOf } from "./house.ts";
import type { Id, PersonRef, StayRef } from "./ids.ts";
import { storiesOf, type IncidentStatus, type IncidentStory } from "./incidents.ts";
import { roomsOn } from "./nights.ts";
import type { PersonInIncident } from "./records-incidents.ts";
import type { HouseState, State } from "./state.ts";

/** The incidents of a house; undefined where they cannot be read. */
export interface IncidentsView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly lines: readonly IncidentLine[];
}

/** One incident in the list; moments are epoch milliseconds. */
export interface IncidentLine {
  readonly incident: Id<"incident">;
  readonly type: codes.IncidentType;
  readonly severity: codes.Severity;
  readonly status: IncidentStatus;
  readonly isAmendedSince: boolean;
  readonly occurredAt?: number;
  readonly reportedAt: number;
  /** 32 hex characters. */
  readonly reporter: string;
  readonly people: readonly PersonShown[];
  readonly beginning: string;
  readonly reviewBy?: number;
}

/** Somebody in an incident as far as this member may know her; without the key to `residents` only that she lives here. */
export interface PersonShown {
  readonly role: codes.IncidentRole;
  readonly initials?: string;
  readonly personRef?: PersonRef;
  readonly calledName?: string;
  readonly code?: string;
}

/** What writing about an incident needs to know of the house. */
export interface IncidentFormView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly tonight: IsoDate;
  readonly emergencyNumber: string;
  readonly people: readonly PersonHere[];
  readonly rooms: readonly string[];
  /** Houses with a free bed tonight, as they have said. */
  readonly elsewhere: readonly OtherHouse[];
}

/** Somebody who is in the house tonight. */
export interface PersonHere {
  readonly personRef: PersonRef;
  readonly stayRef: StayRef;
  readonly calledName?: string;
  readonly room: string;
  /** Head of her household: she is who moves with all of it. */
  readonly head: boolean;
}

/** Works wherever a phone finds any network of the common kind, until the organisation names another. */
const usualEmergencyNumber = "112";
const beginningLength = 160;

/** The incidents of a house, the newest first. */
export function incidents(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): IncidentsView | undefined {
  const house = state.houses.get(id);
  const settings = settingsOf(state, id);
  if (!house || !settings) return undefined;
  return {
    house: id,
    codeName: settings.codeName,
    timeZone: clockOf(state, id, now).timeZone,
    lines: storiesOf(house).map((story) => lineOf(house, story)),
  };
}

function lineOf(house: HouseState, story: IncidentStory): IncidentLine {
  const { id, incident, author, severity, status, isAmendedSince, reviewBy } = story;
  const { type, occurredAt, reportedAt, reporter, people, facts } = incident;
  return {
    incident: id,
    type,
    severity,
    status,
    isAmendedSince,
    ...(occurredAt !== undefined && { occurredAt: msOf(occurredAt) }),
    reportedAt: msOf(reportedAt),
    reporter: author?.member ?? reporter,
    people: people.map((person) => shownOf(house, person)),
    beginning: facts.slice(0, beginningLength),
    ...(reviewBy !== undefined && { reviewBy: msOf(reviewBy) }),
  };
}

/** Somebody in an incident, by what this member may know of her. */
export function shownOf(house: HouseState, { role, who }: PersonInIncident): PersonShown {
  if ("initials" in who) return { role, initials: who.initials };
  const { personRef, stayRef } = who;
  const person = personOf(house, stayRef, personRef);
  return {
    role,
    personRef,
    ...(person && { calledName: person.calledName, code: person.code }),
  };
}

/** What the form of an incident offers to choose from. */
export function incidentForm(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): IncidentFormView | undefined {
  const house = state.houses.get(id);
  const settings = settingsOf(state, id);
  if (!house || !settings) return undefined;
  const tonight = tonightOf(state, id, now);
  const rooms = roomsOn(state, house, { night: tonight, at: now.instant });
  return {
    house: id,
    codeName: settings.codeName,
    timeZone: clockOf(state, id, now).timeZone,
    tonight,
    emergencyNumber: organisationOf(state)?.emergencyNumber ?? usualEmergencyNumber,
    people: rooms.flatMap(({ record, beds }) =>
      beds.flatMap((bed) => {
        if (bed.now.is !== "occupied") return [];
        const { personRef, stayRef, placement } = bed.now.by;
        const person = personOf(house, stayRef, personRef);
        const first = house.placement.get(placement)?.assignments[0]?.personRef;
        return [
          {
            personRef,
            stayRef,
            ...(person && { calledName: person.calledName }),
            room: record.label,
            head: (headOf(house, stayRef) ?? first) === personRef,
          },
        ];
      }),
    ),
    rooms: rooms.map(({ record }) => record.label),
    elsewhere: elsewhere(state, id, { evening: tonight }),
  };
}
