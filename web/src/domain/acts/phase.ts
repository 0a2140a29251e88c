import { changes, putIn, refuse, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { StayRef } from "../ids.ts";
import type { HouseholdFile, Phase } from "../records-people.ts";
import { findStay, type WholeStay } from "./departure.ts";

/** A new stage of a stay, under the house's own name for it. None can be lost: it only comes after another. */
export interface StartPhase {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly name: string;
  /** Tonight where it is left out; later than the phase before. */
  readonly from?: IsoDate;
}

/** The newest phase, as it was begun. */
export interface UndoPhase {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly name: string;
}

/** Begins a phase of a stay. */
export const startPhase: Act<StartPhase> = (state, input, now) => {
  const stay = findStay(state, input.house, input.stayRef);
  if (!stay.ok) return stay;
  const name = input.name.trim();
  const from = input.from ?? tonightOf(state, input.house, now);
  const { arrivedOn, departedOn } = stay.figures;
  if (departedOn !== undefined) return refuse({ code: "departed", on: departedOn });
  if (from < arrivedOn) return refuse({ code: "before-arrival", date: from, arrivedOn });
  const last = phasesOf(stay).at(-1);
  if (last && from <= last.from) {
    return refuse({ code: "end-before-start", from: last.from, to: from });
  }
  const phases = [...phasesOf(stay), { name, from }];
  return changes(putIn(input.house)("householdFile", stay.fileId, withPhases(stay, phases)));
};

/** Takes the newest phase back. */
export const undoPhase: Act<UndoPhase> = (state, { house, stayRef, name }) => {
  const stay = findStay(state, house, stayRef);
  if (!stay.ok) return stay;
  const phases = phasesOf(stay);
  if (phases.at(-1)?.name !== name.trim()) return refuse({ code: "changed-since", what: "phase" });
  return changes(putIn(house)("householdFile", stay.fileId, withPhases(stay, phases.slice(0, -1))));
};

const phasesOf = ({ file, placement }: WholeStay): readonly Phase[] =>
  file.stays.find(({ stayRef }) => stayRef === placement.stayRef)?.phases ?? [];

const withPhases = ({ file, placement }: WholeStay, phases: readonly Phase[]): HouseholdFile => ({
  ...file,
  stays: file.stays.map((stay) =>
    stay.stayRef === placement.stayRef ? { ...stay, phases: [...phases] } : stay,
  ),
});
