import type { IsoDate } from "./dates.ts";
import type { BedId, PersonRef, StayRef } from "./ids.ts";
import type { RecordType } from "./record-types.ts";
import type { Placement } from "./records.ts";
import type { HouseholdFile, Person, Stay } from "./records-people.ts";

/** What a line of a record is about. */
export type RowGroup =
  | { readonly is: "person"; readonly personRef: PersonRef; readonly name?: string }
  | { readonly is: "stay"; readonly stayRef: StayRef; readonly arrivedOn?: IsoDate }
  | { readonly is: "file" };

/** What a line says, before it has words. */
export type RowValue =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "date"; readonly date: IsoDate }
  /** A code of a closed set; `set` is how its words are called. */
  | { readonly is: "code"; readonly set: CodeSet; readonly code: string }
  | {
      readonly is: "reasoned";
      readonly date: IsoDate;
      readonly set: CodeSet;
      readonly code: string;
    }
  | { readonly is: "since"; readonly text: string; readonly from: IsoDate }
  | {
      readonly is: "nights";
      readonly what: { readonly bed: BedId } | { readonly set: CodeSet; readonly code: string };
      readonly from: IsoDate;
      readonly to?: IsoDate;
    }
  | { readonly is: "member"; readonly member: string };

export type CodeSet =
  | "personKind"
  | "ageBand"
  | "relation"
  | "arrivalKind"
  | "source"
  | "departureReason"
  | "destination"
  | "safeView"
  | "extensionReason"
  | "absenceKind"
  | "yesNo"
  | "episodeStep"
  | "episodeStatus"
  | "rule";

/** The lines that a file and a placement consist of. */
export const rowFields = [
  "calledName",
  "code",
  "kind",
  "ageBand",
  "birthDate",
  "languages",
  "interpreterNeeded",
  "allergy",
  "medication",
  "epilepsy",
  "pregnancy_due",
  "diet",
  "needs",
  "relation",
  "memberFrom",
  "memberTo",
  "arrivedOn",
  "arrivalKind",
  "source",
  "plannedEnd",
  "extension",
  "phase",
  "absence",
  "override",
  "departedOn",
  "departureReason",
  "destination",
  "safeByHerView",
  "safeByWorkersView",
  "note",
  "guardianAuthority",
  "coordinator",
  "step",
  "status",
  "bed",
] as const;
export type RowField = (typeof rowFields)[number];

/** One line of a record: about whom, which field, what it says. */
export interface Row {
  readonly group: RowGroup;
  readonly field: RowField;
  /** All values under this field, in order. */
  readonly values: readonly RowValue[];
}

/** A line that differs between two versions of a record; a side without the field is empty. */
export interface RowChange {
  readonly group: RowGroup;
  readonly field: RowField;
  readonly before: readonly RowValue[];
  readonly after: readonly RowValue[];
}

/** A record as lines; of a type that has none, nothing. */
export function rowsOfRecord(type: RecordType, record: unknown): readonly Row[] {
  if (type === "householdFile") return rowsOfFile(record as HouseholdFile);
  return type === "placement" ? rowsOfPlacement(record as Placement) : [];
}

/** A household's file as lines. */
export function rowsOfFile(file: HouseholdFile): readonly Row[] {
  const { episode } = file;
  const about = { is: "file" } as const;
  return [
    ...file.persons.flatMap((person) => rowsOfPerson(file, person)),
    ...file.stays.flatMap(rowsOfStay),
    ...(file.leaving
      ? rowsOfDeparture(
          groupOf(file.leaving.stayRef, file.leaving.arrivedOn),
          file.leaving.departure,
        )
      : []),
    row(about, "guardianAuthority", text(file.guardianAuthority)),
    row(
      about,
      "coordinator",
      episode.coordinators
        .filter(({ to }) => to === undefined)
        .map(({ member }) => ({ is: "member", member })),
    ),
    row(about, "step", code("episodeStep", episode.step)),
    row(about, "status", code("episodeStatus", episode.status)),
  ].filter(({ values }) => values.length > 0);
}

/** A placement as lines: who has which bed, from when to when. */
export function rowsOfPlacement({ assignments }: Placement): readonly Row[] {
  const persons = [...new Set(assignments.map(({ personRef }) => personRef))];
  return persons.map((personRef) =>
    row(
      { is: "person", personRef },
      "bed",
      assignments
        .filter((one) => one.personRef === personRef)
        .map(({ bed, from, to }) => ({
          is: "nights",
          what: { bed },
          from,
          ...(to !== undefined && { to }),
        })),
    ),
  );
}

/** What is different between two versions of a record, in the order of the newer one. */
export function changesBetween(
  before: readonly Row[],
  after: readonly Row[],
): readonly RowChange[] {
  const old = new Map(before.map((one) => [keyOf(one), one]));
  const now = new Map(after.map((one) => [keyOf(one), one]));
  const all = [...after, ...before.filter((one) => !now.has(keyOf(one)))];
  return all.flatMap((one) => {
    const [was, is] = [old.get(keyOf(one))?.values ?? [], now.get(keyOf(one))?.values ?? []];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [
      { group: one.group, field: one.field, before: without(was, is), after: without(is, was) },
    ];
  });
}

/** Values of a list that the other one has too say nothing about the change. */
function without(values: readonly RowValue[], others: readonly RowValue[]): readonly RowValue[] {
  const same = new Set(others.map((one) => JSON.stringify(one)));
  return values.filter((one) => !same.has(JSON.stringify(one)));
}

/** Names a line across versions. */
export const keyOf = ({ group, field }: Pick<Row, "group" | "field">): string =>
  `${groupKeyOf(group)} ${field}`;

/** Names what lines are about: people may be called alike. */
export function groupKeyOf(group: RowGroup): string {
  const whom = group.is === "person" ? group.personRef : group.is === "stay" ? group.stayRef : "";
  return `${group.is} ${whom}`;
}

function rowsOfPerson(file: HouseholdFile, person: Person): readonly Row[] {
  const { personRef, calledName } = person;
  const about = { is: "person", personRef, name: calledName } as const;
  const member = file.members.findLast((one) => one.personRef === personRef);
  const alerts = (kind: Person["alerts"][number]["kind"]): readonly RowValue[] =>
    person.alerts.flatMap((alert) => (alert.kind === kind ? text(alert.text) : []));
  return [
    row(about, "calledName", text(calledName)),
    row(about, "code", text(person.code)),
    row(about, "kind", code("personKind", person.kind)),
    row(about, "ageBand", code("ageBand", person.ageBand)),
    row(about, "birthDate", date(person.birthDate)),
    row(about, "languages", person.languages.flatMap(text)),
    row(about, "interpreterNeeded", yesNo(person.interpreterNeeded)),
    row(about, "allergy", alerts("allergy")),
    row(about, "medication", alerts("medication")),
    row(about, "epilepsy", alerts("epilepsy")),
    row(about, "pregnancy_due", alerts("pregnancy_due")),
    row(about, "diet", text(person.diet)),
    row(about, "needs", person.needs.flatMap(text)),
    row(about, "relation", code("relation", member?.relation)),
    row(about, "memberFrom", date(member?.from)),
    row(about, "memberTo", date(member?.to)),
  ];
}

const groupOf = (stayRef: StayRef, arrivedOn: IsoDate): RowGroup => ({
  is: "stay",
  stayRef,
  arrivedOn,
});

function rowsOfStay(stay: Stay): readonly Row[] {
  const about = groupOf(stay.stayRef, stay.arrivedOn);
  return [
    row(about, "arrivedOn", date(stay.arrivedOn)),
    row(about, "arrivalKind", code("arrivalKind", stay.arrivalKind)),
    row(about, "source", code("source", stay.source)),
    row(about, "plannedEnd", date(stay.plannedEnd)),
    row(
      about,
      "extension",
      stay.extensions.map(({ toPlannedEnd, reason }) => ({
        is: "reasoned",
        date: toPlannedEnd,
        set: "extensionReason",
        code: reason,
      })),
    ),
    row(
      about,
      "phase",
      stay.phases.map(({ name, from }) => ({ is: "since", text: name, from })),
    ),
    row(
      about,
      "absence",
      stay.absences.map(({ kind, from, to }) => ({
        is: "nights",
        what: { set: "absenceKind", code: kind },
        from,
        ...(to !== undefined && { to }),
      })),
    ),
    row(
      about,
      "override",
      stay.overrides.flatMap(({ rule }) => code("rule", rule)),
    ),
    ...(stay.departure ? rowsOfDeparture(about, stay.departure) : []),
  ];
}

const rowsOfDeparture = (
  about: RowGroup,
  departure: NonNullable<Stay["departure"]>,
): readonly Row[] => [
  row(about, "departedOn", date(departure.on)),
  row(about, "departureReason", code("departureReason", departure.reason)),
  row(about, "destination", code("destination", departure.destination)),
  row(about, "safeByHerView", code("safeView", departure.safeByHerView)),
  row(about, "safeByWorkersView", code("safeView", departure.safeByWorkersView)),
  row(about, "note", text(departure.note)),
];

const row = (group: RowGroup, field: RowField, values: readonly RowValue[]): Row => ({
  group,
  field,
  values,
});
const text = (value: string | undefined): readonly RowValue[] =>
  value === undefined || value === "" ? [] : [{ is: "text", text: value }];
const date = (value: IsoDate | undefined): readonly RowValue[] =>
  value === undefined ? [] : [{ is: "date", date: value }];
const code = (set: CodeSet, value: string | undefined): readonly RowValue[] =>
  value === undefined ? [] : [{ is: "code", set, code: value }];
const yesNo = (value: boolean | undefined): readonly RowValue[] =>
  value === undefined ? [] : code("yesNo", value ? "yes" : "no");
