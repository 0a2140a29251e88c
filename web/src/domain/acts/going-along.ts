import { conflictsOfAll } from "../avoiding.ts";
import {
  changes,
  putIn,
  refuse,
  removeFrom,
  type Change,
  type Done,
  type Refused,
} from "../change.ts";
import type { IsoDate } from "../dates.ts";
import type { Id, PersonRef } from "../ids.ts";
import type { HouseState } from "../state.ts";

/** Ids for what goes along: drawn before anyone knows how much that is, so some are left over. */
export type Along = readonly Id<"safetyConflict">[];

/** Writes whom these people must not meet, as the house that they leave knows it, into the house that they come to. */
export function goAlong(
  { from, to }: { readonly from: HouseState; readonly to: HouseState },
  persons: readonly PersonRef[],
  { evening, conflicts = [] }: { readonly evening: IsoDate; readonly conflicts: Along | undefined },
): Done | Refused {
  const known = new Set([...to.safetyConflict.values()].map((one) => JSON.stringify(one)));
  const all = conflictsOfAll(from, persons, evening);
  const going = all.filter((one) => !known.has(JSON.stringify(one)));
  if (going.length > conflicts.length) return refuse({ code: "changed-since", what: "move" });
  const put = putIn(to.house);
  return changes(
    ...going.flatMap((record, at) => {
      const conflict = conflicts[at];
      return conflict === undefined ? [] : [put("safetyConflict", conflict, record)];
    }),
  );
}

/** Takes away what went along. One that was changed there since says more than the one that stayed behind: it is kept. */
export function goneAlong(
  { from, to }: { readonly from: HouseState; readonly to: HouseState },
  conflicts: Along = [],
): Change[] {
  const stayed = new Set([...from.safetyConflict.values()].map((one) => JSON.stringify(one)));
  return conflicts
    .filter((one) => stayed.has(JSON.stringify(to.safetyConflict.get(one))))
    .map((one) => removeFrom(to.house)("safetyConflict", one));
}
