import type { IncidentType, Severity } from "#domain/codes-incidents.ts";
import type { IsoDate } from "#domain/dates.ts";
import { msOf, plusDays } from "#domain/dates.ts";
import { localTime } from "#domain/evenings.ts";
import type { HandoverLine } from "#domain/records-handover.ts";
import {
  formatClock,
  formatDay,
  formatEvening,
  formatParts,
  formatShortDay,
} from "../../i18n/format.ts";
import { apart } from "../../i18n/isolate.ts";
import { language } from "../../i18n/language.ts";
import { bedText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";

/** Where and when a sheet is read. */
export interface Read {
  readonly timeZone: string;
  /** The evening of the sheet: a planned end before it is past. */
  readonly date: IsoDate;
}

/** The time of a line, where it has one. */
export function lineTime(line: HandoverLine, { timeZone }: Read): string {
  return "at" in line && line.at !== undefined ? formatClock(msOf(line.at), timeZone) : "";
}

/**
 * A line in the reader's language. It runs as her language does, whatever script a name in it is in: what shows it must
 * not ask its first letter which way it runs, as `<bdi>` does.
 */
export function lineText(line: HandoverLine, read: Read): string {
  const day = otherDay(line, read);
  const words = wordsOf(line, read);
  return day === undefined ? words : t("handover.line.on", { line: words, day: formatDay(day) });
}

/** The day of what happened, where its time alone would be taken for the sheet's own day or the night after it. */
function otherDay(line: HandoverLine, { timeZone, date }: Read): IsoDate | undefined {
  if (line.is !== "incident" && line.is !== "arrived" && line.is !== "departed") return undefined;
  if (line.at === undefined) return undefined;
  const there = localTime(msOf(line.at), timeZone);
  const isOwn = there.date === date || (there.date === plusDays(date, 1) && there.time < "12:00");
  return isOwn ? undefined : there.date;
}

function wordsOf(line: HandoverLine, { date }: Read): string {
  switch (line.is) {
    case "arrived":
      return t("handover.line.arrived", { who: whoText(line), bed: bedText(line.bed) });
    case "departed":
      return line.destination === undefined
        ? t("handover.line.departed", { who: whoText(line) })
        : t("handover.line.departed.to", {
            who: whoText(line),
            destination: t(`destination.${line.destination}`),
          });
    case "moved":
      return t("handover.line.moved", {
        who: whoText(line),
        from: bedText(line.from),
        to: bedText(line.to),
      });
    case "away":
      return t(line.back === undefined ? "handover.line.away" : "handover.line.away.to", {
        who: whoText(line),
        why: t(`absence.${line.kind}`),
        kept: line.bedKept ? "yes" : "no",
        ...(line.back !== undefined && { day: formatShortDay(line.back) }),
      });
    case "back":
      return t("handover.line.back", { who: whoText(line) });
    case "incident":
      return incidentText(line);
    case "planned_end":
      return t(isLate(line, date) ? "handover.line.end.past" : "handover.line.end", {
        who: whoText(line),
        day: formatShortDay(line.on),
      });
    case "expected":
      return t("handover.line.expected", {
        who: t("tonight.household", { count: line.persons }),
        room: line.room,
        sure: line.confirmed ? "yes" : "no",
      });
    case "out_of_service": {
      const bed =
        line.bed === undefined
          ? t("rooms.room", { label: line.room })
          : bedText({ room: line.room, bed: line.bed });
      const what = { bed, reason: t(`blockReason.${line.reason}`) };
      return line.to === undefined
        ? t("handover.line.out", what)
        : t("handover.line.out.until", { ...what, day: formatShortDay(line.to) });
    }
    case "task":
      return line.calledName === undefined
        ? taskWords(line.kind, line.text)
        : t("due.of", { name: line.calledName, task: taskWords(line.kind, line.text) });
    case "said":
      return apart(line.text, language());
  }
}

/** What a line adds in typed words. */
export const lineRemark = (line: HandoverLine): string | undefined =>
  line.is === "said" ? undefined : line.remark;

/** Whether a line needs somebody: a planned end or a task whose day is past. */
export const isLate = (line: HandoverLine, date: IsoDate): boolean =>
  (line.is === "planned_end" || line.is === "task") && line.on < date;

/** A task by its typed words, or by what its kind is called. */
export function taskWords(
  kind: Extract<HandoverLine, { is: "task" }>["kind"],
  text: string | undefined,
): string {
  if (text === undefined) return t(`due.${kind}`);
  return kind === "manual"
    ? apart(text, language())
    : t("due.with", { task: t(`due.${kind}`), text });
}

/** A sheet by its shift and evening. */
export const sheetTitle = (sheet: { readonly shift: string; readonly date: IsoDate }): string =>
  t("handover.sheet", {
    shift: t(`shift.${sheet.shift as "night"}`),
    day: formatEvening(sheet.date),
  });

function whoText(line: { readonly calledName?: string; readonly persons: number }): string {
  return line.calledName === undefined
    ? t("tonight.household", { count: line.persons })
    : t("handover.who", { name: line.calledName, others: line.persons - 1 });
}

/** What an incident is called outside its own page. */
interface IncidentKind {
  readonly type: IncidentType;
  readonly severity: Severity;
}

/** An incident by its kind and severity alone. */
export const incidentText = ({ type, severity }: IncidentKind): string =>
  formatParts([t(`incidentType.${type}`), t(`severity.${severity}`)]);
