import { Type, type Static } from "typebox";
import { incidentTypes, type Severity } from "./codes-incidents.ts";
import * as codes from "./codes.ts";
import { dueKinds } from "./due-kinds.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

/** The shifts of a day; the night belongs to the evening on which it begins. */
export const shifts = ["early", "late", "night"] as const;
export type Shift = (typeof shifts)[number];

/** The parts of a sheet, in the order in which they are read. */
export const sections = ["safety", "residents", "today", "house", "other"] as const;
export type Section = (typeof sections)[number];

const maybe = Type.Optional;
const aRemark = Type.String({ minLength: 1, maxLength: 1000 });
const aBed = closed({ room: field.aLabel, bed: field.aLabel });

/** One line of a sheet: what happened, as facts that every reader sees in her own language, and what the writer adds. */
const line = <const Is extends string, P extends Type.TProperties>(is: Is, facts: P) =>
  closed({ is: oneOf([is]), section: oneOf(sections), remark: maybe(aRemark), ...facts });

/** Whom a line is about. */
const household = {
  stayRef: field.anId<"stay">(),
  calledName: maybe(field.aLabel),
  persons: field.aCount,
};

export const HandoverLine = Type.Union([
  line("arrived", { ...household, at: maybe(field.anInstant), bed: aBed }),
  line("departed", {
    ...household,
    at: maybe(field.anInstant),
    destination: maybe(oneOf(codes.destinations)),
  }),
  line("moved", { ...household, on: field.aDate, from: aBed, to: aBed }),
  line("away", {
    ...household,
    from: field.aDate,
    kind: oneOf(codes.absenceKinds),
    bedKept: Type.Boolean(),
    /** When she is expected back, where that is known. */
    back: maybe(field.aDate),
  }),
  line("back", { ...household, on: field.aDate }),
  line("incident", {
    incident: field.anId<"incident">(),
    at: field.anInstant,
    type: oneOf(incidentTypes),
    severity: Type.Unsafe<Severity>(Type.Integer({ minimum: 1, maximum: 4 })),
  }),
  line("planned_end", { ...household, on: field.aDate }),
  line("expected", {
    hold: field.anId<"hold">(),
    persons: field.aCount,
    at: maybe(field.anInstant),
    on: field.aDate,
    room: field.aLabel,
    confirmed: Type.Boolean(),
  }),
  line("out_of_service", {
    block: field.anId<"block">(),
    room: field.aLabel,
    bed: maybe(field.aLabel),
    reason: oneOf(codes.blockReasons),
    to: maybe(field.aDate),
  }),
  line("task", {
    key: Type.String({ minLength: 1, maxLength: 200 }),
    kind: oneOf(dueKinds),
    on: field.aDate,
    at: maybe(field.anInstant),
    calledName: maybe(field.aLabel),
    text: maybe(field.aText),
  }),
  closed({ is: oneOf(["said"]), section: oneOf(sections), text: aRemark }),
]);
export type HandoverLine = Static<typeof HandoverLine>;

/** A closed sheet: written once, never edited; what is to be added is a sheet of its own (I-16). */
export const HandoverNote = closed({
  date: field.aDate,
  shift: oneOf(shifts),
  /** From when on it tells. */
  since: field.anInstant,
  lines: Type.Array(HandoverLine, { maxItems: 400 }),
  /** Items that were open when it was closed. */
  carried: Type.Array(field.anId<"openItem">(), { maxItems: 400 }),
  writtenBy: field.aMember,
  writtenAt: field.anInstant,
});
export type HandoverNote = Static<typeof HandoverNote>;

/** Somebody of the next shift has read a sheet. */
export const HandoverRead = closed({
  note: field.anId<"handoverNote">(),
  by: field.aMember,
  at: field.anInstant,
});
export type HandoverRead = Static<typeof HandoverRead>;

/** Something that every sheet carries on until it is closed. */
export const OpenItem = closed({
  section: oneOf(sections),
  text: aRemark,
  stayRef: maybe(field.anId<"stay">()),
  writtenBy: field.aMember,
  writtenAt: field.anInstant,
  closed: maybe(closed({ by: field.aMember, at: field.anInstant })),
});
export type OpenItem = Static<typeof OpenItem>;
