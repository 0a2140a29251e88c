import type { Now } from "./change.ts";
import type * as codes from "./codes-incidents.ts";
import { isAboutThePlace } from "./codes-incidents.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, type IsoDate } from "./dates.ts";
import { doneKeys } from "./due.ts";
import { followUpKey } from "./due-incidents.ts";
import { elsewhere, type OtherHouse } from "./elsewhere.ts";
import { clockOf, settingsOf, tonightOf } from "./house.ts";
import type { Id } from "./ids.ts";
import { storyOf, type IncidentStatus, type IncidentStory } from "./incidents.ts";
import type { ActionTaken, IncidentFollowUp, Notified } from "./records-incidents.ts";
import type { State } from "./state.ts";
import { shownOf, type PersonShown } from "./view-incidents.ts";

/** An incident with all that was added; moments are epoch milliseconds, members 32 hex characters. */
export interface IncidentView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly incident: Id<"incident">;
  readonly type: codes.IncidentType;
  /** As it was reported, and as it is taken for now. */
  readonly reportedSeverity: codes.Severity;
  readonly severity: codes.Severity;
  readonly status: IncidentStatus;
  readonly isAmendedSince: boolean;
  readonly occurredAt?: number;
  readonly reportedAt: number;
  readonly reporter: string;
  readonly people: readonly PersonShown[];
  readonly locationInHouse?: string;
  readonly facts: string;
  readonly herWords?: string;
  readonly immediateActions: readonly Timed<ActionTaken>[];
  readonly notified: readonly Timed<Notified>[];
  readonly safeguarding: codes.Safeguarding;
  readonly staffSupportOffered: codes.StaffSupport;
  readonly followUps: readonly FollowUpShown[];
  readonly amendments: readonly AmendmentShown[];
  readonly signOffs: readonly SignOffShown[];
  readonly reviewBy?: number;
  readonly keptUntil: IsoDate;
  /** Other houses with a free bed, where the place itself may not be safe. */
  readonly elsewhere?: readonly OtherHouse[];
}

type Timed<T extends { readonly at?: string }> = Omit<T, "at"> & { readonly at?: number };

export interface FollowUpShown extends IncidentFollowUp {
  readonly overdue: boolean;
  /** Marked as done, by whoever reads the house's tasks. */
  readonly done: boolean;
}

export interface AmendmentShown {
  readonly amendment: Id<"amendment">;
  readonly at: number;
  readonly by?: string;
  readonly text: string;
  readonly severity?: codes.Severity;
  readonly notified: readonly Timed<Notified>[];
}

export interface SignOffShown {
  readonly signOff: Id<"signOff">;
  readonly at: number;
  readonly by?: string;
  readonly decision: codes.SignOffDecision;
  readonly note?: string;
  /** Written by somebody who does not manage this house: it counts for nothing, and is shown as that. */
  readonly isValid: boolean;
  readonly isOfAll: boolean;
}

/** One incident; undefined where it cannot be read, or is not there. */
export function incident(
  state: State,
  { house: id, incident: which }: { readonly house: HouseId; readonly incident: Id<"incident"> },
  now: Now,
): IncidentView | undefined {
  const house = state.houses.get(id);
  const story = house && storyOf(house, which);
  if (!house || !story) return undefined;
  const tonight = tonightOf(state, id, now);
  const done = doneKeys(house);
  const { incident: told, author, severity, status, isAmendedSince, reviewBy, keptUntil } = story;
  return {
    house: id,
    codeName: settingsOf(state, id)?.codeName ?? "",
    timeZone: clockOf(state, id, now).timeZone,
    incident: which,
    type: told.type,
    reportedSeverity: told.severity,
    severity,
    status,
    isAmendedSince,
    ...(told.occurredAt !== undefined && { occurredAt: msOf(told.occurredAt) }),
    reportedAt: msOf(told.reportedAt),
    reporter: author?.member ?? told.reporter,
    people: told.people.map((person) => shownOf(house, person)),
    ...(told.locationInHouse !== undefined && { locationInHouse: told.locationInHouse }),
    facts: told.facts,
    ...(told.herWords !== undefined && { herWords: told.herWords }),
    immediateActions: told.immediateActions.map(timed),
    notified: told.notified.map(timed),
    safeguarding: story.safeguarding,
    staffSupportOffered: story.staffSupportOffered,
    followUps: story.followUps.map((one) => ({
      ...one,
      overdue: one.due < tonight,
      done: done.has(followUpKey(one.followUp)),
    })),
    ...added(story),
    ...(reviewBy !== undefined && { reviewBy: msOf(reviewBy) }),
    keptUntil,
    ...(isAboutThePlace(told.type) && { elsewhere: elsewhere(state, id, { evening: tonight }) }),
  };
}

function added(story: IncidentStory): Pick<IncidentView, "amendments" | "signOffs"> {
  return {
    amendments: story.amendments.map(({ id, record, author }) => ({
      amendment: id,
      at: msOf(record.at),
      ...(author && { by: author.member }),
      text: record.text,
      ...(record.severity !== undefined && { severity: record.severity }),
      notified: record.notified.map(timed),
    })),
    signOffs: story.signOffs.map(({ id, record, author, isValid, isOfAll }) => ({
      signOff: id,
      at: msOf(record.at),
      ...(author && { by: author.member }),
      decision: record.decision,
      ...(record.note !== undefined && { note: record.note }),
      isValid,
      isOfAll,
    })),
  };
}

const timed = <T extends { readonly at?: string }>({ at, ...rest }: T): Timed<T> => ({
  ...rest,
  ...(at !== undefined && { at: msOf(at) }),
});
