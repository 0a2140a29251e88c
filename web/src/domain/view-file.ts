import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import { clockOf, fileOf, policyOf, settingsOf, tonightOf } from "./house.ts";
import { knownPerson } from "./acts/household.ts";
import { isWithoutAdult, peopleIn } from "./due-minors.ts";
import type { Id, PersonRef, StayRef } from "./ids.ts";
import { absencesAsTheyStand } from "./leaving.ts";
import type { AdmissionPolicy } from "./records.ts";
import type { ExtensionApproval } from "./records-extension.ts";
import type { Absence, Episode, HouseholdFile, Override, Phase } from "./records-people.ts";
import type { SafetyConflict } from "./records-safety.ts";
import { conflictsOf } from "./safety.ts";
import type { HouseState, State } from "./state.ts";
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
  /** No adult of the household is here. */
  readonly withoutAdult: boolean;
  readonly conflicts: readonly ConflictLine[];
  /** What the directors were asked about this stay and is not yet written into it, the newest last. */
  readonly approvals: readonly ApprovalLine[];
  /** Where she is now, when this stay is over and another goes on, here or in a house that can be read. */
  readonly nowIn?: {
    readonly house: HouseId;
    readonly codeName: string;
    readonly stayRef: StayRef;
  };
  /** Everyone else whom the house knows, those here now first. */
  readonly others: readonly OtherPerson[];
}

/** A safety conflict of somebody in this household. */
export interface ConflictLine {
  readonly conflict: Id<"safetyConflict">;
  readonly kind: SafetyConflict["kind"];
  readonly level: SafetyConflict["level"];
  readonly reviewOn: IsoDate;
  readonly tag?: string;
  readonly note?: string;
  /** Whom it is with, as far as that can be read. */
  readonly names: readonly string[];
}

/** A question to the directors, with their answer. */
export interface ApprovalLine extends ExtensionApproval {
  readonly approval: Id<"extensionApproval">;
}

/** Somebody else in the house, with those she came with. */
export interface OtherPerson {
  readonly personRef: PersonRef;
  readonly calledName: string;
  readonly code: string;
  readonly here: boolean;
  /** Everyone of her household, herself included. */
  readonly household: readonly PersonRef[];
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
  const goesOn = stayThatGoesOn(state, found);
  return {
    resident: found,
    codeName: settingsOf(state, id)?.codeName ?? "",
    timeZone: clockOf(state, id, now).timeZone,
    tonight: tonightOf(state, id, now),
    manages: now.manages?.includes(id) === true,
    approver: policyOf(state, id)?.extensionApprover ?? "manager",
    phases: stay?.phases ?? [],
    absences: stay ? absencesAsTheyStand(state, stay) : [],
    overrides: stay?.overrides ?? [],
    ...(file && { episode: file.episode }),
    ...(file?.guardianAuthority !== undefined && { guardianAuthority: file.guardianAuthority }),
    withoutAdult: file !== undefined && isWithoutAdult(peopleIn(file), tonightOf(state, id, now)),
    conflicts: conflictLines(state, house, { file, on: tonightOf(state, id, now) }),
    ...(goesOn && { nowIn: goesOn }),
    approvals: approvalsOf(state, { stayRef, plannedEnd: found.plannedEnd }),
    others: othersIn(house, file),
  };
}

/** The open bed of somebody who left with this stay, or had left it. */
function stayThatGoesOn(state: State, { stayRef, departure, persons }: ResidentView) {
  for (const { personRef, leftOn } of persons) {
    if (departure === undefined && leftOn === undefined) continue;
    const lies = state.beds
      .get(personRef)
      ?.find((one) => one.to === undefined && one.stayRef !== stayRef);
    const codeName = lies && settingsOf(state, lies.house)?.codeName;
    if (lies) return { house: lies.house, codeName: codeName ?? "", stayRef: lies.stayRef };
  }
  return undefined;
}

function conflictLines(
  state: State,
  house: HouseState,
  { file, on }: { file: HouseholdFile | undefined; on: IsoDate },
): ConflictLine[] {
  const lines = new Map<Id<"safetyConflict">, ConflictLine>();
  // What went along with a transfer is known in two houses: of the same, this house's own is shown.
  const own = new Map([...house.safetyConflict].map(([id, one]) => [JSON.stringify(one), id]));
  for (const { personRef } of file?.persons ?? []) {
    for (const { other, conflict, record } of conflictsOf(state, personRef, on)) {
      if ((own.get(JSON.stringify(record)) ?? conflict) !== conflict) continue;
      const { kind, level, reviewOn, tag, note } = record;
      const name = knownPerson(state, house, other)?.calledName;
      const before = lines.get(conflict)?.names ?? [];
      lines.set(conflict, {
        conflict,
        kind,
        level,
        reviewOn,
        ...(tag !== undefined && { tag }),
        ...(note !== undefined && { note }),
        names: name === undefined || before.includes(name) ? before : [...before, name],
      });
    }
  }
  return [...lines.values()];
}

function approvalsOf(
  state: State,
  { stayRef, plannedEnd }: { stayRef: StayRef; plannedEnd: IsoDate | undefined },
): ApprovalLine[] {
  const all = state.organisation.extensionApproval as ReadonlyMap<
    Id<"extensionApproval">,
    ExtensionApproval
  >;
  return [...all]
    .filter(([, one]) => one.stayRef === stayRef && one.fromPlannedEnd === plannedEnd)
    .map(([approval, one]) => ({ ...one, approval }))
    .toSorted((a, b) => (a.askedOn < b.askedOn ? -1 : 1));
}

function othersIn(house: HouseState, own: HouseholdFile | undefined): OtherPerson[] {
  const others = [...house.householdFile.values()].flatMap((file): OtherPerson[] => {
    if (file === own) return [];
    const household = file.persons.map(({ personRef }) => personRef);
    const here = file.stays.some(({ departure }) => departure === undefined);
    return file.persons.map(({ personRef, calledName, code }) => ({
      personRef,
      calledName,
      code,
      here,
      household,
    }));
  });
  return others.toSorted(
    (a, b) => Number(b.here) - Number(a.here) || a.calledName.localeCompare(b.calledName),
  );
}
