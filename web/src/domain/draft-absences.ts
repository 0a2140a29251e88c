import { plusDays } from "./dates.ts";
import type { DraftSource } from "./handover-draft.ts";
import { personOf } from "./house.ts";
import type { HandoverLine } from "./records-handover.ts";

/** Who is away, and who has come back since the last sheet. */
export const draftAbsences: DraftSource = ({ house, from, tonight }) =>
  [...house.householdFile.values()].flatMap(({ stays }) =>
    stays
      .filter(({ departure }) => departure === undefined)
      .flatMap(({ stayRef, absences }) =>
        absences.flatMap(({ personRef, kind, expectedOn, bedKept, ...away }): HandoverLine[] => {
          const calledName = personOf(house, stayRef, personRef)?.calledName;
          const who = { stayRef, persons: 1, ...(calledName !== undefined && { calledName }) };
          if (away.from > tonight) return [];
          if (away.to !== undefined && away.to <= tonight) {
            const isNews = away.to >= plusDays(from, -1);
            return isNews ? [{ is: "back", section: "residents", ...who, on: away.to }] : [];
          }
          const back = away.to ?? expectedOn;
          return [
            {
              is: "away",
              section: "residents",
              ...who,
              from: away.from,
              kind,
              bedKept,
              ...(back !== undefined && { back }),
            },
          ];
        }),
      ),
  );
