import type { BedName } from "#domain/change.ts";
import type { BedId } from "#domain/ids.ts";
import type { CodeSet, RowChange, RowGroup, RowValue } from "#domain/rows.ts";
import type { MessageKey } from "../../i18n/en/index.ts";
import { formatDay, formatList } from "../../i18n/format.ts";
import { bedText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";
import { languageName } from "./languages.ts";

/** Where rows find the names of what they hold only by id. */
export interface RowNames {
  readonly person: (personRef: string) => string | undefined;
  readonly bed: (bed: BedId) => BedName | undefined;
  readonly member: (member: string) => string | undefined;
}

/** Whom or what a line is about. */
export function groupText(group: RowGroup, names: RowNames): string {
  switch (group.is) {
    case "person":
      return names.person(group.personRef) ?? group.name ?? t("refusal.someone");
    case "stay":
      return group.arrivedOn === undefined
        ? t("row.stay.some")
        : t("row.stay", { on: formatDay(group.arrivedOn) });
    case "file":
      return t("row.file");
  }
}

/** What a side of a line says; an empty side says so. */
export function valuesText(
  { field }: Pick<RowChange, "field">,
  values: readonly RowValue[],
  names: RowNames,
): string {
  if (values.length === 0) return t("row.nothing");
  const text = (value: RowValue): string =>
    field === "languages" && value.is === "text"
      ? languageName(value.text)
      : valueText(value, names);
  return formatList(values.map(text));
}

/** The names that a side of a line holds, so that they can be hidden. */
export const namesIn = (
  { field }: Pick<RowChange, "field">,
  values: readonly RowValue[],
): readonly string[] =>
  field === "calledName"
    ? values.flatMap((value) => (value.is === "text" ? [value.text] : []))
    : [];

function valueText(value: RowValue, names: RowNames): string {
  switch (value.is) {
    case "text":
      return value.text;
    case "date":
      return formatDay(value.date);
    case "code":
      return codeText(value.set, value.code);
    case "reasoned":
      return t("row.reasoned", { on: formatDay(value.date), why: codeText(value.set, value.code) });
    case "since":
      return t("row.since", { what: value.text, from: formatDay(value.from) });
    case "member":
      return names.member(value.member) ?? t("row.member.unknown");
    case "nights": {
      const what =
        "bed" in value.what
          ? placeText(names.bed(value.what.bed))
          : codeText(value.what.set, value.what.code);
      return value.to === undefined
        ? t("row.nights.open", { what, from: formatDay(value.from) })
        : t("row.nights", { what, from: formatDay(value.from), to: formatDay(value.to) });
    }
  }
}

const placeText = (bed: BedName | undefined): string =>
  bed === undefined ? t("row.bed.unknown") : bedText(bed);

/** The words of a code, by the set that it belongs to. */
const codeWords: Readonly<Record<CodeSet, (code: string) => string>> = {
  personKind: (code) => `personKind.${code}`,
  ageBand: (code) => `ageBand.${code}`,
  relation: (code) => (code === "head" ? "row.head" : `relation.${code}`),
  arrivalKind: (code) => `arrivalKind.${code}`,
  source: (code) => `source.${code}`,
  departureReason: (code) => `departureReason.${code}`,
  destination: (code) => `destination.${code}`,
  safeView: (code) => `safe.${code}`,
  extensionReason: (code) => `extensionReason.${code}`,
  absenceKind: (code) => `absenceKind.${code}`,
  yesNo: (code) => `row.${code}`,
  episodeStep: (code) => `row.step.${code}`,
  episodeStatus: (code) => `row.status.${code}`,
  rule: (code) => `row.rule.${code}`,
};

const codeText = (set: CodeSet, code: string): string => t(codeWords[set](code) as MessageKey);
