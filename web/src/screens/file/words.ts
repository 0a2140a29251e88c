import type { FileView } from "#domain/view-file.ts";
import type { PersonInStay } from "#domain/view-resident.ts";
import { formatDay, formatParts } from "../../i18n/format.ts";
import { bedText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";
import { awayText } from "../tonight/bed-words.ts";

/** Where she is and since when, in one line. */
export function leadText({ resident, codeName }: FileView): string {
  const { departure, arrivedOn, nights, persons } = resident;
  if (departure !== undefined) {
    return t("file.lead.left", { house: codeName, on: formatDay(departure.on), nights });
  }
  const head = persons.find((one) => one.head);
  const bed = head?.beds[0];
  const lead = t("file.lead", {
    place: bed === undefined ? codeName : bedText({ room: bed.room, bed: bed.label }),
    since: arrivedOn === undefined ? "" : formatDay(arrivedOn),
    nights,
  });
  return head?.away === undefined ? lead : t("file.lead.away", { lead, away: awayText(head.away) });
}

/** What a person is, in a few words: kind, age, languages. */
export function personText(person: PersonInStay): string {
  return formatParts([
    person.kind && t(`personKind.${person.kind}`),
    person.ageBand && person.ageBand !== "unknown" && t(`ageBand.${person.ageBand}`),
    person.relation && person.relation !== "head" && t(`relation.${person.relation}`),
  ]);
}
