import type { DoneLine, TaskLine } from "#domain/view-tasks.ts";
import { formatClock, formatEvening } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";
import { incidentText, taskWords } from "../handover/words.ts";

/** What is to be done, and for whom it is. */
export function taskText({ kind, text, calledName, incident }: TaskLine | DoneLine): string {
  const task =
    incident === undefined
      ? taskWords(kind, text)
      : t("due.incident_review.of", { incident: incidentText(incident) });
  return calledName === undefined ? task : t("due.of", { name: calledName, task });
}

/** When it is due. */
export function dueText({ inDays, dueOn, dueAt, timeZone }: TaskLine): string {
  if (inDays < 0) return t("task.late", { days: -inDays });
  const at = dueAt === undefined ? undefined : formatClock(dueAt, timeZone);
  if (inDays === 0) return at === undefined ? t("task.today") : t("task.todayAt", { at });
  return t("task.on", { day: formatEvening(dueOn) });
}
