import type { PersonShown } from "#domain/view-incidents.ts";
import type { ActionTaken, Notified } from "#domain/records-incidents.ts";
import { formatWeekdayTime } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";

/** Somebody in an incident: her called-name, initials, or that she lives here. */
export const personText = ({ calledName, initials }: PersonShown): string =>
  calledName ?? initials ?? t("incident.resident");

/** The same on paper, where a resident is her code alone. */
export const personOnPaper = ({ code, initials }: PersonShown): string =>
  code ?? initials ?? t("incident.resident");

/** What a member is called; one that is not named yet by the start of her id. */
export const memberText = (
  member: string | undefined,
  team: { readonly [member: string]: string },
): string =>
  member === undefined
    ? t("team.someone")
    : (team[member] ?? t("team.unnamed", { code: member.slice(0, 4) }));

/** What was done at once, with its time where that is known. */
export function actionText(
  { did, at }: { readonly did: ActionTaken["did"]; readonly at?: number },
  timeZone: string,
): string {
  const what = "code" in did ? t(`immediateAction.${did.code}`) : did.words;
  return at === undefined
    ? what
    : t("incident.timed", { what, at: formatWeekdayTime(at, timeZone) });
}

/** Who was told, and when. */
export function notifiedText(
  { who, name, at }: Omit<Notified, "at"> & { readonly at?: number },
  timeZone: string,
): string {
  const party = t(`notifiedParty.${who}`);
  const what = name === undefined ? party : t("incident.notified.named", { party, name });
  return at === undefined
    ? what
    : t("incident.timed", { what, at: formatWeekdayTime(at, timeZone) });
}
