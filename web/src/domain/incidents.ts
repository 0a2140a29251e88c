import type { Author } from "./change.ts";
import type * as codes from "./codes-incidents.ts";
import { instantOf, msOf, plusDuration, type Instant, type IsoDate } from "./dates.ts";
import type { Id } from "./ids.ts";
import type { Amendment, Incident, IncidentFollowUp, SignOff } from "./records-incidents.ts";
import type { HouseState } from "./state.ts";

/** How far an incident is: derived, never written. */
export type IncidentStatus = "submitted" | codes.SignOffDecision;

/** An incident with everything that was added to it, as it stands now. */
export interface IncidentStory {
  readonly id: Id<"incident">;
  readonly incident: Incident;
  /** Undefined where the log does not say, because the record is still on its way. */
  readonly author?: Author;
  /** In the order in which they were written. */
  readonly amendments: readonly Signed<Amendment, "amendment">[];
  readonly signOffs: readonly ReadSignOff[];
  readonly status: IncidentStatus;
  /** Something was added that no sign-off covers, although there was one before. */
  readonly isAmendedSince: boolean;
  readonly severity: codes.Severity;
  readonly safeguarding: codes.Safeguarding;
  readonly staffSupportOffered: codes.StaffSupport;
  readonly followUps: readonly IncidentFollowUp[];
  /** When a manager has to have read it; undefined where she has, or need not. */
  readonly reviewBy?: Instant;
  /** Last day on which it is kept: three years, five where it was ever critical. */
  readonly keptUntil: IsoDate;
}

interface Signed<T, N extends "amendment" | "signOff"> {
  readonly id: Id<N>;
  readonly record: T;
  readonly author?: Author;
}

/** A sign-off, and whether it counts: it takes an author who managed the house's incidents when she wrote it. */
export interface ReadSignOff extends Signed<SignOff, "signOff"> {
  readonly isValid: boolean;
  /** Whether it was of everything that stands. */
  readonly isOfAll: boolean;
}

const serious = 3;
const dayMs = 86_400_000;

/** Every incident of a house, the newest report first. */
export function storiesOf(house: HouseState): readonly IncidentStory[] {
  const amendments = grouped(house, house.amendment);
  const signOffs = grouped(house, house.signOff);
  return [...(house.incident as ReadonlyMap<Id<"incident">, Incident>)]
    .map(([id, incident]) => tell(house, { id, incident, amendments, signOffs }))
    .toSorted((a, b) => (a.incident.reportedAt < b.incident.reportedAt ? 1 : -1));
}

/** One incident of a house. */
export function storyOf(house: HouseState, id: Id<"incident">): IncidentStory | undefined {
  const incident = house.incident.get(id);
  if (incident === undefined) return undefined;
  const about = <T extends AboutIncident>(table: ReadonlyMap<string, T>): Grouped<T> =>
    grouped<T>(house, new Map([...table].filter(([, record]) => record.incident === id)));
  return tell(house, {
    id,
    incident,
    amendments: about(house.amendment),
    signOffs: about(house.signOff),
  });
}

interface AboutIncident {
  readonly incident: string;
  readonly at: Instant;
}
type Grouped<T> = ReadonlyMap<string, readonly Told<T>[]>;
interface Told<T> {
  readonly id: string;
  readonly record: T;
  readonly author?: Author;
}

/** What was written about each incident, in the order of the writers' clocks. */
function grouped<T extends AboutIncident>(
  { authors }: HouseState,
  table: ReadonlyMap<string, T>,
): Grouped<T> {
  const told = [...table].map(([id, record]) => ({ id, record, ...authorOf(authors, id) }));
  const inOrder = told.toSorted((a, b) => (a.record.at + a.id < b.record.at + b.id ? -1 : 1));
  return Map.groupBy(inOrder, ({ record }) => record.incident);
}

const authorOf = (authors: HouseState["authors"], id: string): { author?: Author } => {
  const author = authors.get(id);
  return author === undefined ? {} : { author };
};

function tell(
  house: HouseState,
  of: {
    readonly id: Id<"incident">;
    readonly incident: Incident;
    readonly amendments: Grouped<Amendment>;
    readonly signOffs: Grouped<SignOff>;
  },
): IncidentStory {
  const { id, incident } = of;
  const amendments = (of.amendments.get(id) ?? []) as readonly Signed<Amendment, "amendment">[];
  const signOffs = (of.signOffs.get(id) ?? []).map((told) => ({
    ...(told as Signed<SignOff, "signOff">),
    isValid: told.author?.manages === true,
    isOfAll: amendments.every((one) => told.record.amendments.includes(one.id)),
  }));
  const valid = signOffs.filter(({ isValid }) => isValid);
  const whole = valid.filter(({ isOfAll }) => isOfAll);
  const isClosed = whole.some(({ record }) => record.decision === "closed");
  const records = amendments.map(({ record }) => record);
  const last = <K extends "severity" | "safeguarding" | "staffSupportOffered">(key: K) =>
    (records.findLast((record) => record[key] !== undefined)?.[key] ??
      incident[key]) as Incident[K];
  const waitsSince = whole.length > 0 ? undefined : sinceWhen(incident, amendments, valid);
  return {
    id,
    incident,
    ...authorOf(house.authors, id),
    amendments,
    signOffs,
    status: isClosed ? "closed" : whole.length > 0 ? "reviewed" : "submitted",
    isAmendedSince: valid.length > 0 && whole.length === 0,
    severity: last("severity"),
    safeguarding: last("safeguarding"),
    staffSupportOffered: last("staffSupportOffered"),
    followUps: [incident, ...records].flatMap(({ followUps }) => followUps),
    ...(last("severity") >= serious &&
      waitsSince !== undefined && { reviewBy: instantOf(msOf(waitsSince) + dayMs) }),
    keptUntil: keptUntil(incident, records),
  };
}

/** Since when a manager has something to read: the first that no valid sign-off covers, once it was serious. */
function sinceWhen(
  incident: Incident,
  amendments: readonly Signed<Amendment, "amendment">[],
  valid: readonly ReadSignOff[],
): Instant {
  const covered = new Set(valid.flatMap(({ record }) => record.amendments));
  const unread = amendments.filter(({ id }) => !covered.has(id));
  if (valid.length > 0) return unread[0]?.record.at ?? incident.reportedAt;
  if (incident.severity >= serious) return incident.reportedAt;
  const raised = amendments.find(({ record }) => (record.severity ?? 0) >= serious);
  return raised?.record.at ?? incident.reportedAt;
}

function keptUntil(incident: Incident, amendments: readonly Amendment[]): IsoDate {
  const isCritical = [incident, ...amendments].some(({ severity }) => severity === 4);
  return plusDuration(incident.reportedAt.slice(0, 10), isCritical ? "P5Y" : "P3Y");
}
