import type { FileView } from "#domain/view-file.ts";
import type { PersonInStay } from "#domain/view-resident.ts";
import { formatDay, formatParts } from "../../i18n/format.ts";
import { bedText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";

/** Where she is and since when, in one line. */
export function leadText({ resident, codeName }: FileView): string {
  const { departure, arrivedOn, nights, persons } = resident;
  if (departure !== undefined) {
    return t("file.lead.left", { house: codeName, on: formatDay(departure.on), nights });
  }
  const bed = persons.find(({ head }) => head)?.beds[0];
  return t("file.lead", {
    place: bed === undefined ? codeName : bedText({ room: bed.room, bed: bed.label }),
    since: arrivedOn === undefined ? "" : formatDay(arrivedOn),
    nights,
  });
}

/** What a person is, in a few words: kind, age, languages. */
export function personText(person: PersonInStay): string {
  return formatParts([
    person.kind && t(`personKind.${person.kind}`),
    person.ageBand && person.ageBand !== "unknown" && t(`ageBand.${person.ageBand}`),
    person.relation && person.relation !== "head" && t(`relation.${person.relation}`),
  ]);
}
