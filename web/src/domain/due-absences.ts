import { dueKey } from "./due-key.ts";
import type { DueSource, DueTask } from "./due.ts";
import { coordinator } from "./due-stays.ts";
import { membersNow } from "./acts/household.ts";

/** People who are away and said when they would be back. */
export const dueAbsences: DueSource = (state, id) => {
  const house = state.houses.get(id);
  return [...(house?.householdFile.values() ?? [])].flatMap((file): DueTask[] =>
    file.stays.flatMap(({ stayRef, departure, absences }) =>
      absences.flatMap(({ personRef, from, to, expectedOn }) => {
        const lives = membersNow(file).some((member) => member.personRef === personRef);
        if (!house || expectedOn === undefined || to !== undefined || departure || !lives)
          return [];
        return [
          {
            key: dueKey("stay", stayRef, "expected_back", personRef, from),
            house: id,
            kind: "expected_back" as const,
            dueOn: expectedOn,
            stayRef,
            personRef,
            ...coordinator(house, stayRef),
          },
        ];
      }),
    ),
  );
};
