import type { ActInput } from "#domain/acts.ts";
import type * as codes from "#domain/codes-incidents.ts";
import type { HouseId } from "#domain/compartments.ts";
import { instantOf } from "#domain/dates.ts";
import type { Id, PersonRef, StayRef } from "#domain/ids.ts";
import { newId } from "../../state/new-id.ts";

/** Something of the checklist that is done, and when; epoch ms. */
export interface Tick {
  readonly code: codes.ImmediateAction;
  readonly at: number;
}

/** Somebody in it: a resident, or anybody else by initials. */
export interface PersonDraft {
  role: codes.IncidentRole;
  initials: string;
  readonly resident?: { readonly personRef: PersonRef; readonly stayRef: StayRef };
}

export interface NotifiedDraft {
  who: codes.NotifiedParty;
  name: string;
  at: number;
}

export interface FollowUpDraft {
  task: string;
  due: string;
  owner: string;
}

/** When it happened: when writing began, at another time, or nobody knows. */
export type WhenDraft =
  | { readonly is: "now" }
  | { readonly is: "at"; readonly at: number }
  | { readonly is: "unknown" };

/** What is kept while an incident is typed. */
export interface IncidentDraft {
  step: "what" | "checklist" | "write";
  /** Epoch ms of the first choice; 0 before it. */
  begunAt: number;
  type?: codes.IncidentType;
  severity: codes.Severity;
  ticks: Tick[];
  when: WhenDraft;
  people: PersonDraft[];
  locationInHouse: string;
  facts: string;
  herWords: string;
  /** Done at once, in words of one's own. */
  alsoDone: string;
  notified: NotifiedDraft[];
  safeguarding: codes.Safeguarding;
  staffSupportOffered: codes.StaffSupport;
  followUps: FollowUpDraft[];
}

/** A draft in which nothing is said yet. */
export const emptyDraft = (): IncidentDraft => ({
  step: "what",
  begunAt: 0,
  severity: 2,
  ticks: [],
  when: { is: "now" },
  people: [],
  locationInHouse: "",
  facts: "",
  herWords: "",
  alsoDone: "",
  notified: [],
  safeguarding: "not_asked",
  staffSupportOffered: "not_needed",
  followUps: [],
});

/** The act that a draft comes to; its ids are drawn here. */
export function incidentInput(
  house: HouseId,
  type: codes.IncidentType,
  draft: IncidentDraft,
): ActInput<"recordIncident"> {
  const { when, severity, safeguarding, staffSupportOffered } = draft;
  const alsoDone = draft.alsoDone.trim();
  return {
    house,
    incident: newId<"incident">(),
    ...(when.is !== "unknown" && { occurredAt: when.is === "at" ? when.at : draft.begunAt }),
    type,
    severity,
    people: draft.people.flatMap(personOf),
    ...said("locationInHouse", draft.locationInHouse),
    facts: draft.facts.trim(),
    ...said("herWords", draft.herWords),
    immediateActions: [
      ...draft.ticks.map(({ code, at }) => ({ did: { code }, at: instantOf(at) })),
      ...(alsoDone === "" ? [] : [{ did: { words: alsoDone } }]),
    ],
    notified: [...toldByTicks(draft.ticks), ...draft.notified.map(notifiedOf)],
    safeguarding,
    staffSupportOffered,
    followUps: draft.followUps.flatMap(followUpOf),
  };
}

type Input = ActInput<"recordIncident">;

function personOf({ role, initials, resident }: PersonDraft): Input["people"] {
  if (resident !== undefined) return [{ role, who: { ...resident } }];
  const known = initials.trim();
  return known === "" ? [] : [{ role, who: { initials: known } }];
}

const toldByTicks = (ticks: readonly Tick[]): Input["notified"] =>
  ticks.flatMap(({ code, at }) =>
    code === "manager_called" ? [{ who: "manager" as const, at: instantOf(at) }] : [],
  );

/** Who was told, as it is written. */
export const notifiedOf = ({ who, name, at }: NotifiedDraft): Input["notified"][number] => ({
  who,
  ...said("name", name),
  at: instantOf(at),
});

/** A follow-up, as it is written; one without words is none. */
export function followUpOf({ task, due, owner }: FollowUpDraft): Input["followUps"] {
  const words = task.trim();
  if (words === "" || due === "") return [];
  const followUp: Id<"followUp"> = newId<"followUp">();
  return [{ followUp, task: words, due, ...(owner === "" ? {} : { owner }) }];
}

function said<K extends string>(key: K, text: string): { readonly [key in K]?: string } {
  const words = text.trim();
  return (words === "" ? {} : { [key]: words }) as { readonly [key in K]?: string };
}
