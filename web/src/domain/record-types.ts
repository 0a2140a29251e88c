import type { Static, TSchema } from "typebox";
import { checkerOf } from "./check.ts";
import { isOfHouse, type Compartment, type OrganisationCompartment } from "./compartments.ts";
import { ExtensionApproval } from "./records-extension.ts";
import * as handover from "./records-handover.ts";
import * as incidents from "./records-incidents.ts";
import * as people from "./records-people.ts";
import { SafetyConflict } from "./records-safety.ts";
import * as tasks from "./records-tasks.ts";
import * as requests from "./records-requests.ts";
import * as reports from "./records-reports.ts";
import * as records from "./records.ts";
import * as exchange from "./records-exchange.ts";

const type = <C extends Compartment, S extends TSchema>(code: number, compartment: C, schema: S) =>
  ({ code, compartment, schema, check: checkerOf<Static<S>>(schema) }) as const;

/**
 * Every type of record: the code that its envelope holds before its payload, the compartment it belongs to, its
 * schema, and a check that a payload follows it. A changed schema is a new code.
 */
export const recordTypes = {
  organisation: type(16, "team", records.Organisation),
  house: type(17, "team", records.House),
  admissionPolicy: type(18, "team", records.AdmissionPolicy),
  memberName: type(19, "team", records.MemberName),
  rolePreset: type(21, "team", records.RolePreset),
  monthClosed: type(20, "team", reports.MonthClosed),
  houseOffer: type(32, "exchange", records.HouseOffer),
  extensionApproval: type(34, "exchange", ExtensionApproval),
  transferOffer: type(33, "exchange", exchange.TransferOffer),
  room: type(48, "capacity", records.Room),
  bed: type(49, "capacity", records.Bed),
  bedBlock: type(50, "capacity", records.BedBlock),
  hold: type(51, "capacity", records.Hold),
  placement: type(52, "capacity", records.Placement),
  placeRequest: type(53, "capacity", requests.PlaceRequest),
  offeredStay: type(54, "capacity", exchange.OfferedStay),
  figuresRecord: type(64, "figures", people.FiguresRecord),
  householdFile: type(80, "residents", people.HouseholdFile),
  safetyConflict: type(84, "residents", SafetyConflict),
  handoverNote: type(81, "residents", handover.HandoverNote),
  handoverRead: type(82, "residents", handover.HandoverRead),
  openItem: type(83, "residents", handover.OpenItem),
  task: type(86, "residents", tasks.Task),
  taskDone: type(87, "residents", tasks.TaskDone),
  callback: type(85, "residents", requests.Callback),
  houseAddress: type(96, "places", records.HouseAddress),
  incident: type(112, "incidents", incidents.Incident),
  amendment: type(113, "incidents", incidents.Amendment),
  signOff: type(114, "incidents", incidents.SignOff),
  frozenReport: type(128, "reports", reports.FrozenReport),
} as const;

export type RecordType = keyof typeof recordTypes;

/** What a record of a type holds. */
export type RecordOf<T extends RecordType> = Static<(typeof recordTypes)[T]["schema"]>;

/** The types that belong to a house. */
export type HouseRecordType = {
  [T in RecordType]: (typeof recordTypes)[T]["compartment"] extends OrganisationCompartment
    ? never
    : T;
}[RecordType];
/** The types that belong to the organisation. */
export type OrganisationRecordType = Exclude<RecordType, HouseRecordType>;

/** Types of which a record has one version for ever, although its compartment allows more (I-16). */
export const writtenOnce: ReadonlySet<RecordType> = new Set(["handoverNote", "handoverRead"]);

/** All types, in a fixed order. */
export const recordTypeNames = Object.keys(recordTypes) as readonly RecordType[];

const byCode = new Map(recordTypeNames.map((name) => [recordTypes[name].code as number, name]));

/** The type of a code; undefined for one that this version does not know. */
export const recordTypeOf = (code: number): RecordType | undefined => byCode.get(code);

/** Whether records of this type belong to a house. */
export const isHouseType = (name: RecordType): name is HouseRecordType =>
  isOfHouse(recordTypes[name].compartment);
