import { putIn, refuse, type Change, type Now, type Refused } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import { instantOf } from "../dates.ts";
import type { Plan } from "../plan.ts";
import type { StayRef } from "../ids.ts";
import type { HouseholdFile, Override } from "../records-people.ts";
import { unsafeIn } from "../safety.ts";
import type { HouseState } from "../state.ts";

/** By a manager of the house: places against a rule that blocks; the reason stands in the history of the stay. */
export interface Overriding {
  readonly override?: { readonly reason: string };
}

/** Whether whoever acts may decide against a rule of this house, and does (I-11, I-13). */
export const overrides = (house: HouseId, { override }: Overriding, now: Now): boolean =>
  override !== undefined && override.reason.trim() !== "" && now.manages?.includes(house) === true;

/** What stands against placing people: no rule of the beds is ever overridden, safety only by a manager. */
export function againstPlacing(
  plan: Plan,
  { house, input, now }: { house: HouseId; input: Overriding; now: Now },
): { readonly ok: true; readonly overridden: readonly Override[] } | Refused {
  const conflict = conflictIn(plan);
  if (conflict) return refuse(conflict);
  const unsafe = unsafeIn(plan);
  if (!unsafe) return { ok: true, overridden: [] };
  if (!overrides(house, input, now)) return refuse(unsafe);
  return { ok: true, overridden: [overrideOf(unsafe.level, input, now)] };
}

/** A rule that was decided against, why, by whom and when. */
export const overrideOf = (
  rule: codes.OverridableRule,
  { override }: Overriding,
  now: Now,
): Override => ({
  rule,
  reason: override?.reason.trim() ?? "",
  by: now.member ?? "",
  at: instantOf(now.instant),
});

/** The file with what was decided against written at its stay. */
export const overriddenIn = (
  file: HouseholdFile,
  stayRef: StayRef,
  decided: readonly Override[],
): HouseholdFile =>
  decided.length === 0
    ? file
    : {
        ...file,
        stays: file.stays.map((stay) =>
          stay.stayRef === stayRef ? { ...stay, overrides: [...stay.overrides, ...decided] } : stay,
        ),
      };

/** The change that writes what was decided against into the file of a stay; none where nothing was. */
export function overriddenChanges({
  house,
  stayRef,
  decided,
}: {
  house: HouseState;
  stayRef: StayRef;
  decided: readonly Override[];
}): Change[] {
  const id = house.files.get(stayRef);
  const file = id && house.householdFile.get(id);
  if (!file || decided.length === 0) return [];
  return [putIn(house.house)("householdFile", id, overriddenIn(file, stayRef, decided))];
}
