import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

const many = <T extends Type.TSchema>(schema: T, maxItems = 100) =>
  Type.Array(schema, { maxItems });
const maybe = Type.Optional;

export const alertKinds = ["allergy", "medication", "epilepsy", "pregnancy_due"] as const;

/** What a night worker must know at once. */
export const Alert = closed({
  kind: oneOf(alertKinds),
  text: field.aText,
});
export type Alert = Static<typeof Alert>;

/** A person as her house knows her; her legal identity stands elsewhere. */
export const Person = closed({
  personRef: field.anId<"person">(),
  kind: oneOf(codes.personKinds),
  calledName: field.aLabel,
  code: Type.String({ pattern: "^[0-9A-Z]{4,6}$" }),
  ageBand: oneOf(codes.ageBands),
  birthDate: maybe(field.aDate),
  languages: many(Type.String({ maxLength: 35 })),
  interpreterNeeded: maybe(Type.Boolean()),
  alerts: many(Alert),
  diet: maybe(field.aText),
  needs: many(field.aLabel),
});
export type Person = Static<typeof Person>;

/** Who belongs to a household, and from when. */
export const Membership = closed({
  personRef: field.anId<"person">(),
  from: field.aDate,
  to: maybe(field.aDate),
  relation: oneOf(codes.relations),
});
export type Membership = Static<typeof Membership>;

/** A reasoned decision that moved a planned end; nothing else moves it past the maximum. */
export const Extension = closed({
  decidedOn: field.aDate,
  decidedBy: field.aMember,
  fromPlannedEnd: field.aDate,
  toPlannedEnd: field.aDate,
  reason: oneOf(codes.extensionReasons),
  note: maybe(field.aText),
});
export type Extension = Static<typeof Extension>;

/** How a stay ended. */
export const Departure = closed({
  on: field.aDate,
  at: field.anInstant,
  reason: oneOf(codes.departureReasons),
  destination: oneOf(codes.destinations),
  safeByHerView: oneOf(codes.safeViews),
  safeByWorkersView: oneOf(codes.safeViews),
  note: maybe(field.aText),
});
export type Departure = Static<typeof Departure>;

/** A manager's reasoned exception from a rule that blocks. */
export const Override = closed({
  rule: oneOf(codes.overridableRules),
  reason: field.aText,
  by: field.aMember,
  at: field.anInstant,
});
export type Override = Static<typeof Override>;

/** A stage of a stay, by the house's own name for it; it lasts until the next one. */
export const Phase = closed({ name: field.aLabel, from: field.aDate });
export type Phase = Static<typeof Phase>;

/**
 * Nights away that are no departure. With `bedKept` her bed stays hers and counts; without, it is free and her stay
 * goes on. `to` is the first night back, written when she is back.
 */
export const Absence = closed({
  personRef: field.anId<"person">(),
  from: field.aDate,
  to: maybe(field.aDate),
  expectedOn: maybe(field.aDate),
  kind: oneOf(codes.absenceKinds),
  bedKept: Type.Boolean(),
});
export type Absence = Static<typeof Absence>;

/** One continuous residence; it may move between beds and houses. */
export const Stay = closed({
  stayRef: field.anId<"stay">(),
  arrivedOn: field.aDate,
  arrivedAt: field.anInstant,
  arrivalKind: oneOf(codes.arrivalKinds),
  source: oneOf(codes.sources),
  plannedEnd: maybe(field.aDate),
  /** The last planned end that needs no extension: arrival and the house's maximum. */
  maxOnArrival: field.aDate,
  extensions: many(Extension),
  overrides: many(Override),
  phases: many(Phase),
  absences: many(Absence),
  departure: maybe(Departure),
});
export type Stay = Static<typeof Stay>;

/** A person's or household's relationship with the organisation; it survives departures and returns. */
export const Episode = closed({
  episode: field.anId<"episode">(),
  openedOn: field.aDate,
  source: oneOf(codes.sources),
  coordinators: many(closed({ member: field.aMember, from: field.aDate, to: maybe(field.aDate) })),
  step: oneOf(["engagement", "assessment", "planning", "implementing", "follow_up", "closed"]),
  status: oneOf(["active", "contact_paused", "closed"]),
});
export type Episode = Static<typeof Episode>;

/** How someone left a household that stayed; her file holds it, the stay itself stands in theirs. */
export const Leaving = closed({
  stayRef: field.anId<"stay">(),
  arrivedOn: field.aDate,
  departure: Departure,
});
export type Leaving = Static<typeof Leaving>;

/**
 * A household while and after it lives here: people, episode, and every stay, newest last. A person stands in one
 * file of a house; memberships of those who have left it remain.
 */
export const HouseholdFile = closed({
  persons: many(Person),
  members: many(Membership),
  episode: Episode,
  stays: many(Stay),
  /** Who answers for minors that have no adult here. */
  guardianAuthority: maybe(field.aText),
  leaving: maybe(Leaving),
});
export type HouseholdFile = Static<typeof HouseholdFile>;

/** One coded record for each stay in a house, for reports; no name. */
export const FiguresRecord = closed({
  stayRef: field.anId<"stay">(),
  persons: many(
    closed({
      personRef: field.anId<"person">(),
      kind: oneOf(codes.personKinds),
      ageBand: oneOf(codes.ageBands),
      /** Where she came later than the others. */
      joinedOn: maybe(field.aDate),
      /** Where she went and the others stayed. */
      leftOn: maybe(field.aDate),
      destination: maybe(oneOf(codes.destinations)),
    }),
  ),
  arrivedOn: field.aDate,
  arrivalKind: oneOf(codes.arrivalKinds),
  source: oneOf(codes.sources),
  departedOn: maybe(field.aDate),
  departureReason: maybe(oneOf(codes.departureReasons)),
  destination: maybe(oneOf(codes.destinations)),
  returnOf: maybe(field.anId<"stay">()),
});
export type FiguresRecord = Static<typeof FiguresRecord>;
