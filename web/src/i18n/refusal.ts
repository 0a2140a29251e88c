import type { BedName, Refusal } from "#domain/change.ts";
import { formatDay, formatMonth, formatTime } from "./format.ts";
import { t, type Values } from "./t.ts";

/** What a person is told when an act cannot be done: what stands against it, in her words. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.code) {
    case "already-there":
    case "not-found":
    case "not-well-formed":
    case "changed-meanwhile":
    case "written-once":
      return t(`refusal.${refusal.code}`);
    case "transfer-went-on":
      return t(`refusal.transfer-went-on.${refusal.is}`);
    case "must-not-meet":
      return t(`refusal.must-not-meet.${refusal.level}`);
    case "changed-since":
      return t(`refusal.changed-since.${refusal.what}`);
    case "safety-conflict":
      return t(`refusal.safety-conflict.${refusal.level}`, words(refusal));
    case "not-approver":
      return t(`refusal.not-approver.${refusal.approver}`);
    case "policy":
      return t(`refusal.policy.${refusal.rule}`, words(refusal));
    case "hold-ended":
      return t(`refusal.hold-ended.${refusal.was}`);
    case "still-reading":
    case "no-right":
      return t(`refusal.${refusal.code}`, { what: t(`compartment.${refusal.compartment}`) });
    case "month-closed":
    case "month-goes-on":
      return t(`refusal.${refusal.code}`, { month: formatMonth(refusal.month) });
    case "bed-blocked":
      return t("refusal.bed-blocked", {
        ...words(refusal),
        reason: t(`blockReason.${refusal.reason}`),
        until: refusal.to === undefined ? "" : formatDay(refusal.to),
        open: refusal.to === undefined ? "yes" : "no",
      });
    default:
      return t(`refusal.${refusal.code}`, words(refusal));
  }
}

/** Whom a refusal names, if anyone. */
export const namesIn = (refusal: Refusal): string | undefined =>
  "calledName" in refusal ? refusal.calledName : undefined;

/** A bed by its room and label: "Room 4 B". */
export const bedText = (bed: BedName): string => t("bed.name", { room: bed.room, bed: bed.bed });

const dates = new Set([
  "night",
  "from",
  "to",
  "date",
  "tonight",
  "arrivedOn",
  "movedOn",
  "on",
  "plannedEnd",
  "maximum",
  "latest",
  "earliest",
]);

/** The parts of a refusal as words: beds by name, dates and moments as they are written here. */
function words(refusal: Refusal): Values {
  const known: Record<string, string | number> = { calledName: t("refusal.someone"), codeName: "" };
  for (const [name, value] of Object.entries(refusal)) {
    if (name === "bed") known["bed"] = bedText(value as BedName);
    else if (name === "expiresAt" || name === "writtenAt")
      known[name] = formatTime(typeof value === "string" ? Date.parse(value) : Number(value));
    else if (typeof value === "number") known[name] = value;
    else if (typeof value === "string") known[name] = dates.has(name) ? formatDay(value) : value;
  }
  return known;
}
