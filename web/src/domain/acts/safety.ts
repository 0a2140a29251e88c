import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { Id, PersonRef } from "../ids.ts";

/** People who must be kept apart, or of whom whoever places them must know. */
export interface RecordConflict {
  readonly house: HouseId;
  readonly conflict: Id<"safetyConflict">;
  /** Everyone of one side with everyone of another. */
  readonly sides: readonly (readonly PersonRef[])[];
  /** What a network is called among the team. */
  readonly tag?: string;
  readonly kind: codes.ConflictKind;
  readonly level: codes.ConflictLevel;
  readonly reviewOn: IsoDate;
  readonly note?: string;
}

/** A safety conflict of a house. */
export interface NamedConflict {
  readonly house: HouseId;
  readonly conflict: Id<"safetyConflict">;
}

/** One that was looked at again, and when it is to be looked at next. */
export interface ReviewConflict extends NamedConflict {
  readonly reviewOn: IsoDate;
  /** When it was to be looked at before. */
  readonly was: IsoDate;
}

/** Writes a safety conflict down; from now on it stands against every placing. */
export const recordConflict: Act<RecordConflict> = (state, input) => {
  const { house, conflict, sides, tag, kind, level, reviewOn, note } = input;
  const there = state.houses.get(house);
  if (!there) return refuse({ code: "not-found", what: "house" });
  if (there.safetyConflict.has(conflict)) {
    return refuse({ code: "already-there", what: "safetyConflict" });
  }
  const filled = sides.filter((side) => side.length > 0);
  const all = filled.flat();
  if (filled.length < 2 || new Set(all).size < all.length) {
    return refuse({ code: "not-well-formed", what: "safetyConflict" });
  }
  return changes(
    putIn(house)("safetyConflict", conflict, {
      sides: filled.map((persons) => ({ persons: [...persons] })),
      ...(tag?.trim() && { tag: tag.trim() }),
      kind,
      level,
      reviewOn,
      ...(note?.trim() && { note: note.trim() }),
    }),
  );
};

/** Takes a safety conflict back that was a mistake. */
export const undoConflict: Act<NamedConflict> = (state, { house, conflict }) => {
  const record = state.houses.get(house)?.safetyConflict.get(conflict);
  if (!record || record.endedOn !== undefined) {
    return refuse({ code: "changed-since", what: "conflict" });
  }
  return changes(removeFrom(house)("safetyConflict", conflict));
};

/** Looks at a safety conflict again later. */
export const reviewConflict: Act<ReviewConflict> = (state, { house, conflict, reviewOn }) => {
  const record = state.houses.get(house)?.safetyConflict.get(conflict);
  if (!record) return refuse({ code: "not-found", what: "safetyConflict" });
  if (record.reviewOn === reviewOn) return refuse({ code: "nothing-to-do" });
  return changes(putIn(house)("safetyConflict", conflict, { ...record, reviewOn }));
};

/** Ends a safety conflict: from tonight on it stands against nothing. It remains written. */
export const endConflict: Act<NamedConflict> = (state, { house, conflict }, now) => {
  const record = state.houses.get(house)?.safetyConflict.get(conflict);
  if (!record) return refuse({ code: "not-found", what: "safetyConflict" });
  if (record.endedOn !== undefined) return refuse({ code: "nothing-to-do" });
  if (now.manages?.includes(house) !== true) {
    return refuse({ code: "not-approver", approver: "manager" });
  }
  const endedOn = tonightOf(state, house, now);
  return changes(putIn(house)("safetyConflict", conflict, { ...record, endedOn }));
};

/** Takes an end back. */
export const reopenConflict: Act<NamedConflict> = (state, { house, conflict }) => {
  const record = state.houses.get(house)?.safetyConflict.get(conflict);
  if (!record?.endedOn) return refuse({ code: "changed-since", what: "conflict" });
  const { endedOn: _, ...open } = record;
  return changes(putIn(house)("safetyConflict", conflict, open));
};
