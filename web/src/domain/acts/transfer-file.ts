import { conflictsOfAll, isAbout } from "../avoiding.ts";
import { changes, putIn, refuse, removeFrom, type Act, type Change } from "../change.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import type { Id, StayRef } from "../ids.ts";
import { backOn, endedOn } from "../leaving.ts";
import { isOver, keptDays } from "../retention.ts";
import type { Letter } from "../records-exchange.ts";
import type { HouseholdFile } from "../records-people.ts";
import type { SafetyConflict } from "../records-safety.ts";
import { recordTypes } from "../record-types.ts";
import type { HouseState } from "../state.ts";
import { leftFiles, refsIn, withAbsences } from "./household.ts";
import { overriddenIn } from "./placing.ts";
import { byWhom, findOffer, inState, type NamedTransfer } from "./transfer-offer.ts";
import { findPlacement } from "./standing.ts";

/** The house that a household leaves writes that down, and sends its file, with whom they must not meet, to whoever accepted. */
export interface SendFile extends NamedTransfer {
  readonly letter: Letter;
  /** What was sealed: a file that has changed since is sealed again. */
  readonly content: HouseholdFile;
  /** Whom they must not meet, as this house knows it: sealed with the file. */
  readonly conflicts?: readonly SafetyConflict[];
}

/** The file has come and opens. */
export interface TakeFile extends NamedTransfer {
  readonly file: Id<"file">;
  readonly content: HouseholdFile;
  readonly conflicts?: readonly {
    readonly conflict: Id<"safetyConflict">;
    readonly record: SafetyConflict;
  }[];
}

/** Ends the beds in this house on the evening that was fixed, and adds the sealed file to the offer. */
export const sendFile: Act<SendFile> = (state, input, now) => {
  const found = findOffer(state, input.offer, ["accepted"]);
  if (!found.ok) return found;
  const { offer, stands } = found;
  if (input.letter.to !== stands.by) return refuse({ code: "transfer-went-on", is: stands.is });
  const standing = findPlacement(state, offer.from, offer.stayRef);
  if (!standing.ok) return standing;
  const file = standing.house.householdFile.get(standing.house.files.get(offer.stayRef) ?? "");
  if (!file) return refuse({ code: "not-found", what: "householdFile" });
  const travelling = conflictsOfAll(standing.house, refsIn(file), stands.evening);
  if (
    JSON.stringify(file) !== JSON.stringify(input.content) ||
    JSON.stringify(travelling) !== JSON.stringify(input.conflicts ?? [])
  ) {
    return refuse({ code: "changed-since", what: "move" });
  }
  const written = standing.house.placement.get(standing.id) ?? standing.placement;
  const ended = endedOn(written, stands.evening);
  const isEnded = JSON.stringify(ended) === JSON.stringify(written);
  return changes(
    inState(input.offer, offer, { ...stands, is: "file_sent", letter: input.letter }),
    ...(isEnded
      ? []
      : [
          putIn(offer.from)("placement", standing.id, {
            ...ended,
            writtenAt: instantOf(now.instant),
          }),
        ]),
  );
};

/** Puts the file that was opened into the house where its people are now. */
export const takeFile: Act<TakeFile> = (state, input, now) => {
  const found = findOffer(state, input.offer, ["file_sent"]);
  if (!found.ok) return found;
  const { offer, stands } = found;
  const house = state.houses.get(offer.to);
  if (!house) return refuse({ code: "not-found", what: "house" });
  if (house.files.has(offer.stayRef)) {
    return refuse({ code: "already-there", what: "householdFile" });
  }
  const { content } = input;
  const theirs =
    recordTypes.householdFile.check(content) &&
    content.stays.at(-1)?.stayRef === offer.stayRef &&
    offer.persons.every((one) => content.persons.some((has) => has.personRef === one.personRef));
  if (!theirs) return refuse({ code: "not-well-formed", what: "householdFile" });
  const { conflicts = [] } = input;
  const foreign = conflicts.some(
    ({ record }) => !recordTypes.safetyConflict.check(record) || !isAbout(record, refsIn(content)),
  );
  if (foreign) return refuse({ code: "not-well-formed", what: "safetyConflict" });
  const known = new Set([...house.safetyConflict.values()].map((one) => JSON.stringify(one)));
  const { evening, overrides = [] } = stands;
  const persons = offer.persons.map(({ personRef }) => personRef);
  const come = withAbsences(content, offer.stayRef, (all) => backOn(all, { persons, evening }));
  return changes(
    inState(input.offer, offer, { is: "completed", ...byWhom(now), evening, settled: false }),
    ...leftFiles(house, refsIn(content), undefined),
    putIn(offer.to)("householdFile", input.file, overriddenIn(come, offer.stayRef, overrides)),
    ...endOnBoard(house, offer.stayRef, come.stays.at(-1)?.plannedEnd),
    ...conflicts
      .filter(({ record }) => !known.has(JSON.stringify(record)))
      .map(({ conflict, record }) => putIn(offer.to)("safetyConflict", conflict, record)),
  );
};

/** The end may have been moved after the offer was made: the board says what the file says. */
function endOnBoard(
  house: HouseState,
  stayRef: StayRef,
  plannedEnd: IsoDate | undefined,
): Change[] {
  const id = house.placements.get(stayRef);
  const placement = id && house.placement.get(id);
  if (!placement || placement.plannedEnd === plannedEnd) return [];
  const { plannedEnd: _, ...endless } = placement;
  const record = { ...endless, ...(plannedEnd !== undefined && { plannedEnd }) };
  return [putIn(house.house)("placement", id, record)];
}

/** Whoever cannot wait for the one who accepted has the file sent to herself. */
export const askForFile: Act<NamedTransfer> = (state, { offer: id }, now) => {
  const found = findOffer(state, id, ["accepted", "file_sent"]);
  if (!found.ok) return found;
  const { offer, stands } = found;
  if (!state.houses.get(offer.to)?.placements.has(offer.stayRef)) {
    return refuse({ code: "not-found", what: "placement" });
  }
  const { by } = byWhom(now);
  if (stands.is === "accepted" && stands.by === by) return refuse({ code: "nothing-to-do" });
  const { at, evening, overrides } = stands;
  const decided = overrides && { overrides };
  return changes(inState(id, offer, { is: "accepted", by, at, evening, ...decided }));
};

/** The house that they left lets go of its copy, once the file has come. */
export const settleTransfer: Act<NamedTransfer> = (state, { offer: id }) => {
  const found = findOffer(state, id, ["completed"]);
  if (!found.ok) return found;
  const { offer, stands } = found;
  const house = state.houses.get(offer.from);
  if (!house) return refuse({ code: "not-found", what: "house" });
  if (stands.settled) return refuse({ code: "nothing-to-do" });
  const file = house.files.get(offer.stayRef);
  return changes(
    inState(id, offer, { ...stands, settled: true }),
    ...(file ? [removeFrom(offer.from)("householdFile", file)] : []),
  );
};

/** So many are taken away in one go. */
const most = 20;

/** Takes away what is left of transfers that ended long enough ago. */
export const clearTransfers: Act<object> = (state, _, now) => {
  const today = instantOf(now.instant).slice(0, 10);
  const over = [...state.organisation.transferOffer].filter(([, { state: stands }]) => {
    if (stands.is === "offered" || stands.is === "accepted" || stands.is === "file_sent") {
      return false;
    }
    if (stands.is === "completed" && !stands.settled) return false;
    return isOver(stands.at.slice(0, 10), keptDays.transfer, today);
  });
  return changes(...over.slice(0, most).map(([id]) => removeFrom()("transferOffer", id)));
};
