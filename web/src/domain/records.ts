import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import { type Rights, houseCompartments, organisationCompartments } from "./compartments.ts";
import { Correction } from "./records-reports.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

export const houseKinds = [
  "emergency_shelter",
  "refuge",
  "transitional_apartment",
  "safe_flat",
  "drop_in",
  "retreat_venue",
] as const;
export type HouseKind = (typeof houseKinds)[number];

/** Houses whose nights are bed-nights of a shelter; a retreat and a drop-in have others. */
export const countsBedNights = (kind: HouseKind): boolean =>
  kind !== "retreat_venue" && kind !== "drop_in";

/** Whether a room is shared, or belongs for a night to one household alone. */
export const roomModes = ["shared", "household_exclusive"] as const;
export type RoomMode = (typeof roomModes)[number];

export const roomAttributes = [
  "step_free",
  "ensuite",
  "ground_floor",
  "quiet",
  "near_staff",
  "baby",
] as const;
export type RoomAttribute = (typeof roomAttributes)[number];

export const bedKinds = [
  "single",
  "double",
  "bunk_upper",
  "bunk_lower",
  "cot",
  "sofa",
  "floor",
] as const;
export type BedKind = (typeof bedKinds)[number];

const many = <T extends Type.TSchema>(schema: T, maxItems = 200) =>
  Type.Array(schema, { maxItems });
const maybe = Type.Optional;

const compartments = [...houseCompartments, ...organisationCompartments];
const aRight = Type.Integer({ minimum: 0, maximum: 3 });

/** The organisation's own settings; one record. */
export const Organisation = closed({
  name: field.aLabel,
  neutralDisplayName: field.aLabel,
  locales: many(Type.String({ maxLength: 35 }), 40),
  weekStart: Type.Integer({ minimum: 1, maximum: 7 }),
  timeZone: Type.String({ minLength: 1, maxLength: 64 }),
  kThreshold: Type.Integer({ minimum: 2, maximum: 100 }),
  censusHour: field.aTimeOfDay,
  /** False: devices keep nothing to be opened without a network. */
  offlineUse: maybe(Type.Boolean()),
  /** Idle minutes until an open screen is covered, where a PIN can uncover it, and until it is locked. */
  coverAfterMinutes: maybe(Type.Integer({ minimum: 1, maximum: 60 })),
  lockAfterMinutes: maybe(Type.Integer({ minimum: 1, maximum: 480 })),
  /** Where Exit leads; empty or left out, the client's own neutral page. */
  exitTo: maybe(Type.String({ pattern: "^(https://[^\\s/]+(/\\S*)?)?$", maxLength: 200 })),
  retentionProfile: maybe(Type.String({ maxLength: 40 })),
  /** Whom to call in danger, where it is not 112. */
  emergencyNumber: maybe(Type.String({ pattern: "^[0-9]{2,6}$" })),
});
export type Organisation = Static<typeof Organisation>;

/** A house as everybody on the team knows it; its record's id is the house's own. */
export const House = closed({
  codeName: field.aLabel,
  kind: oneOf(houseKinds),
  openedOn: field.aDate,
  closedOn: maybe(field.aDate),
  /** Times when it was closed and has opened again since, oldest first. */
  closures: maybe(many(closed({ from: field.aDate, to: field.aDate }))),
  fundedBeds: many(closed({ from: field.aDate, beds: field.aCount })),
  maxStay: field.aDuration,
  censusHour: field.aTimeOfDay,
  policy: field.anId<"policy">(),
  corrections: maybe(many(Correction)),
});
export type House = Static<typeof House>;

/** Who may be placed in a house. */
export const AdmissionPolicy = closed({
  adults: oneOf(["women_only", "other"]),
  boysMaxAge: maybe(Type.Integer({ minimum: 0, maximum: 17 })),
  unaccompaniedMinors: Type.Boolean(),
  maxChildren: maybe(field.aCount),
  pets: maybe(Type.Boolean()),
  stepFree: maybe(Type.Boolean()),
  extensionApprover: oneOf(["manager", "director"]),
});
export type AdmissionPolicy = Static<typeof AdmissionPolicy>;

/** What a member is called on screen. */
export const MemberName = closed({ member: field.aMember, displayName: field.aLabel });
export type MemberName = Static<typeof MemberName>;

/** A role that the organisation has composed: a right (0 to 3) on each kind of compartment. */
export const RolePreset = closed({
  name: field.aLabel,
  rights: Type.Unsafe<Rights>(closed(Object.fromEntries(compartments.map((one) => [one, aRight])))),
});
export type RolePreset = Static<typeof RolePreset>;

/** Where a house is; nobody but its own people reads it. */
export const HouseAddress = closed({
  address: field.aText,
  accessNotes: field.aText,
});
export type HouseAddress = Static<typeof HouseAddress>;

/** What a house could offer on the next evening dates, for the other houses to see. */
export const HouseOffer = closed({
  house: field.aHouse,
  asOf: field.anInstant,
  evenings: many(
    closed({ evening: field.aDate, offerable: field.aCount, largest: field.aCount }),
    31,
  ),
});
export type HouseOffer = Static<typeof HouseOffer>;

export const Room = closed({
  label: field.aLabel,
  floor: maybe(Type.String({ maxLength: 20 })),
  mode: many(closed({ from: field.aDate, mode: oneOf(roomModes) })),
  openedOn: field.aDate,
  retiredOn: maybe(field.aDate),
  attributes: many(oneOf(roomAttributes)),
  corrections: maybe(many(Correction)),
});
export type Room = Static<typeof Room>;

export const Bed = closed({
  label: field.aLabel,
  kind: oneOf(bedKinds),
  isMobile: Type.Boolean(),
  funded: Type.Boolean(),
  roomHistory: many(
    closed({ room: field.anId<"room">(), from: field.aDate, to: maybe(field.aDate) }),
  ),
  inServiceFrom: field.aDate,
  retiredOn: maybe(field.aDate),
  corrections: maybe(many(Correction)),
});
export type Bed = Static<typeof Bed>;

/** Why and how long a bed, or a whole room, is out of service. */
export const BedBlock = closed({
  on: Type.Union([closed({ bed: field.anId<"bed">() }), closed({ room: field.anId<"room">() })]),
  from: field.aDate,
  to: maybe(field.aDate),
  reason: oneOf(codes.blockReasons),
  corrections: maybe(many(Correction)),
});
export type BedBlock = Static<typeof BedBlock>;

/** Beds kept for someone expected. Expiry follows from `expiresAt` and is never written. */
export const Hold = closed({
  beds: many(field.anId<"bed">()),
  from: field.aDate,
  to: field.aDate,
  request: maybe(field.anId<"request">()),
  placedAt: field.anInstant,
  expiresAt: field.anInstant,
  expectedAt: maybe(field.anInstant),
  state: oneOf(["held", "confirmed", "cancelled"]),
  /** The stay that came of it; from then on it holds nothing. */
  admitted: maybe(field.anId<"stay">()),
});
export type Hold = Static<typeof Hold>;

/** One person in one bed from an evening date on. */
export const Assignment = closed({
  personRef: field.anId<"person">(),
  bed: field.anId<"bed">(),
  from: field.aDate,
  to: maybe(field.aDate),
  moveReason: oneOf(codes.moveReasons),
});
export type Assignment = Static<typeof Assignment>;

/** The beds of one stay's household in one house. */
export const Placement = closed({
  stayRef: field.anId<"stay">(),
  plannedEnd: maybe(field.aDate),
  assignments: many(Assignment),
  /** When this was last written; the other side's answer to "who was first". */
  writtenAt: field.anInstant,
  corrections: maybe(many(Correction)),
});
export type Placement = Static<typeof Placement>;
