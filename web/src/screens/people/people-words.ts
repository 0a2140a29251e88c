import type { FoundHousehold } from "#domain/view-people.ts";
import { formatDay, formatList } from "../../i18n/format.ts";
import { bedText } from "../../i18n/refusal.ts";
import { t } from "../../i18n/t.ts";

/** Where a household is now, or until when it was here. */
export function whereText({ where, codeName }: FoundHousehold): string {
  switch (where.is) {
    case "here":
      return t("people.here", { bed: bedText(where), house: codeName });
    case "away":
      return t("people.away", { house: codeName });
    case "was":
      return t("people.was", { on: formatDay(where.until), house: codeName });
  }
}

/** Who else belongs to it. */
export function othersText({ persons }: FoundHousehold): string {
  const others = persons.slice(1).map(({ calledName }) => calledName);
  return others.length === 0 ? "" : t("people.with", { names: formatList(others) });
}

/** The called-names of a household. */
export const namesOf = ({ persons }: FoundHousehold): readonly string[] =>
  persons.map(({ calledName }) => calledName);
