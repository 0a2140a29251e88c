import { Type, type Static } from "typebox";
import * as codes from "./codes-incidents.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

const many = <T extends Type.TSchema>(schema: T, maxItems = 50) => Type.Array(schema, { maxItems });
const maybe = Type.Optional;
const aNarrative = Type.String({ minLength: 1, maxLength: 12_000 });
const aSeverity = Type.Unsafe<codes.Severity>(Type.Integer({ minimum: 1, maximum: 4 }));

/** Somebody in an incident: a resident by her ref, anybody else by initials alone. */
export const PersonInIncident = closed({
  role: oneOf(codes.incidentRoles),
  who: Type.Union([
    closed({ personRef: field.anId<"person">(), stayRef: field.anId<"stay">() }),
    closed({ initials: Type.String({ minLength: 1, maxLength: 12 }) }),
  ]),
});
export type PersonInIncident = Static<typeof PersonInIncident>;

/** Something that was done at once, by its code or in words. */
export const ActionTaken = closed({
  did: Type.Union([
    closed({ code: oneOf(codes.immediateActions) }),
    closed({ words: Type.String({ minLength: 1, maxLength: 400 }) }),
  ]),
  at: maybe(field.anInstant),
});
export type ActionTaken = Static<typeof ActionTaken>;

/** Who was told, and when. */
export const Notified = closed({
  who: oneOf(codes.notifiedParties),
  name: maybe(field.aLabel),
  at: field.anInstant,
});
export type Notified = Static<typeof Notified>;

/** Something that remains to be done about an incident; what is done is marked as any task is. */
export const IncidentFollowUp = closed({
  followUp: field.anId<"followUp">(),
  task: Type.String({ minLength: 1, maxLength: 400 }),
  due: field.aDate,
  owner: maybe(field.aMember),
});
export type IncidentFollowUp = Static<typeof IncidentFollowUp>;

/** What happened, as it was written down. It has one version for ever (I-16); who wrote it says the log. */
export const Incident = closed({
  /** Left out where nobody knows. */
  occurredAt: maybe(field.anInstant),
  reportedAt: field.anInstant,
  reporter: field.aMember,
  type: oneOf(codes.incidentTypes),
  severity: aSeverity,
  people: many(PersonInIncident),
  locationInHouse: maybe(field.aLabel),
  facts: aNarrative,
  herWords: maybe(aNarrative),
  immediateActions: many(ActionTaken),
  notified: many(Notified),
  safeguarding: oneOf(codes.safeguardings),
  staffSupportOffered: oneOf(codes.staffSupports),
  followUps: many(IncidentFollowUp),
});
export type Incident = Static<typeof Incident>;

/** What was added to an incident later; the incident itself stays as it was. */
export const Amendment = closed({
  incident: field.anId<"incident">(),
  at: field.anInstant,
  text: aNarrative,
  severity: maybe(aSeverity),
  notified: many(Notified),
  safeguarding: maybe(oneOf(codes.safeguardings)),
  staffSupportOffered: maybe(oneOf(codes.staffSupports)),
  followUps: many(IncidentFollowUp),
});
export type Amendment = Static<typeof Amendment>;

/** A manager has read an incident with these amendments. It counts for nothing more, and by nobody else. */
export const SignOff = closed({
  incident: field.anId<"incident">(),
  at: field.anInstant,
  decision: oneOf(codes.signOffDecisions),
  amendments: many(field.anId<"amendment">(), 200),
  note: maybe(Type.String({ minLength: 1, maxLength: 4000 })),
});
export type SignOff = Static<typeof SignOff>;
