import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import { clockOf, fileOf, policyOf, settingsOf, tonightOf } from "./house.ts";
import type { StayRef } from "./ids.ts";
import type { AdmissionPolicy } from "./records.ts";
import type { Absence, Episode, Override, Phase } from "./records-people.ts";
import type { State } from "./state.ts";
import { resident, type ResidentView } from "./view-resident.ts";

/** A resident's file: her stay and her household, as far as this member may read. */
export interface FileView {
  readonly resident: ResidentView;
  readonly codeName: string;
  readonly timeZone: string;
  readonly tonight: IsoDate;
  /** Whether this member manages the house. */
  readonly manages: boolean;
  /** Who decides about an extension here. */
  readonly approver: AdmissionPolicy["extensionApprover"];
  readonly phases: readonly Phase[];
  readonly absences: readonly Absence[];
  readonly overrides: readonly Override[];
  readonly episode?: Episode;
  readonly guardianAuthority?: string;
}

/** The file of a stay; undefined where it cannot be read. */
export function stayFile(
  state: State,
  { house: id, stayRef }: { readonly house: HouseId; readonly stayRef: StayRef },
  now: Now,
): FileView | undefined {
  const house = state.houses.get(id);
  const found = resident(state, { house: id, stayRef }, now);
  if (!house || !found) return undefined;
  const file = fileOf(house, stayRef);
  const stay = file?.stays.find((one) => one.stayRef === stayRef);
  return {
    resident: found,
    codeName: settingsOf(state, id)?.codeName ?? "",
    timeZone: clockOf(state, id, now).timeZone,
    tonight: tonightOf(state, id, now),
    manages: now.manages?.includes(id) === true,
    approver: policyOf(state, id)?.extensionApprover ?? "manager",
    phases: stay?.phases ?? [],
    absences: stay?.absences ?? [],
    overrides: stay?.overrides ?? [],
    ...(file && { episode: file.episode }),
    ...(file?.guardianAuthority !== undefined && { guardianAuthority: file.guardianAuthority }),
  };
}
