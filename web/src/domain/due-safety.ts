import { dueKey } from "./due-key.ts";
import type { DueSource } from "./due.ts";

/** Safety conflicts that are to be looked at again; one that has ended is not. */
export const dueSafety: DueSource = (state, house) =>
  [...(state.houses.get(house)?.safetyConflict ?? [])].flatMap(([id, { reviewOn, endedOn }]) =>
    endedOn === undefined
      ? [
          {
            key: dueKey("conflict", id, "conflict_review", reviewOn),
            house,
            kind: "conflict_review" as const,
            dueOn: reviewOn,
            about: id,
          },
        ]
      : [],
  );
