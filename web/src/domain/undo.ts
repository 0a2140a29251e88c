import type { Deed } from "./acts.ts";
import { restored } from "./acts/restore.ts";
import { id } from "./ids.ts";

/**
 * The act that takes another back within its seconds; undefined where there is none. `newId` draws 32 hex
 * characters for what has to be written under a new id.
 */
export function undoOf(deed: Deed, newId: () => string): Deed | undefined {
  const undo = backOf(deed, newId);
  const { correction } = deed.input;
  return undo && ({ ...undo, input: { ...undo.input, ...(correction && { correction }) } } as Deed);
}

function backOf({ act, input }: Deed, newId: () => string): Deed | undefined {
  switch (act) {
    case "placeHousehold": {
      const { house, stayRef, hold, request, brought } = input;
      const rest = {
        ...(hold && { hold }),
        ...(request && { request }),
        ...(brought && { brought }),
      };
      return { act: "undoArrival", input: { house, stayRef, ...rest } };
    }
    case "moveHousehold": {
      const { house, stayRef, moves, brought } = input;
      return { act: "undoMove", input: { house, stayRef, moves, ...(brought && { brought }) } };
    }
    case "swapBeds":
      return { act: "undoSwap", input };
    case "transferHousehold": {
      const { house, stayRef, to, conflicts } = input;
      const file = id<"file">(newId());
      const rest = conflicts && { conflicts };
      return { act: "undoTransfer", input: { house, stayRef, to, file, ...rest } };
    }
    case "departHousehold": {
      const { house, stayRef } = input;
      return { act: "undoDeparture", input: { house, stayRef } };
    }
    case "extendStay": {
      const { house, stayRef, plannedEnd, was } = input;
      return {
        act: "undoExtension",
        input: { house, stayRef, plannedEnd, ...(was !== undefined && { was }) },
      };
    }
    case "askExtension":
      return { act: "withdrawExtension", input: { approval: input.approval } };
    case "answerExtension":
      return { act: "undoAnswer", input: { approval: input.approval } };
    case "leaveHousehold": {
      const { house, stayRef, persons, file } = input;
      return { act: "undoLeaving", input: { house, stayRef, persons, file } };
    }
    case "joinHousehold": {
      const { house, stayRef, person, brought } = input;
      const { personRef } = person;
      return {
        act: "undoJoining",
        input: { house, stayRef, personRef, ...(brought && { brought }) },
      };
    }
    case "recordAbsence": {
      const { house, stayRef, persons } = input;
      return { act: "undoAbsence", input: { house, stayRef, persons } };
    }
    case "cancelAbsence": {
      const { house, stayRef, persons, was } = input;
      return { act: "recordAbsence", input: { house, stayRef, persons, ...was } };
    }
    case "endAbsence": {
      const { house, stayRef } = input;
      const persons = input.persons.map(({ personRef }) => personRef);
      return { act: "undoBack", input: { house, stayRef, persons } };
    }
    case "startPhase": {
      const { house, stayRef, name } = input;
      return { act: "undoPhase", input: { house, stayRef, name } };
    }
    case "moveOn": {
      const { house, stayRef, to, newStayRef, conflicts } = input;
      const rest = conflicts && { conflicts };
      return { act: "undoMovingOn", input: { house, stayRef, to, newStayRef, ...rest } };
    }
    case "changePerson":
      return { act: "changePerson", input: { ...input, set: input.was, was: input.set } };
    case "setGuardian": {
      const { guardianAuthority, was, ...about } = input;
      return {
        act: "setGuardian",
        input: { ...about, guardianAuthority: was, was: guardianAuthority },
      };
    }
    case "setCoordinator": {
      const { member, was, ...about } = input;
      return {
        act: "setCoordinator",
        input: { ...about, ...(was && { member: was }), ...(member && { was: member }) },
      };
    }
    case "changeArrival":
      return { act: "changeArrival", input: { ...input, set: input.was, was: input.set } };
    case "recordConflict":
      return { act: "undoConflict", input: { house: input.house, conflict: input.conflict } };
    case "endConflict":
      return { act: "reopenConflict", input };
    case "reviewConflict":
      return {
        act: "reviewConflict",
        input: { ...input, reviewOn: input.was, was: input.reviewOn },
      };
    case "restoreFile": {
      const { from, to } = input;
      return { act: "restoreFile", input: { ...input, from: restored(from, to), to: from } };
    }
    case "blockBeds":
      return { act: "undoBlock", input: { house: input.house, block: input.block } };
    case "removeRole":
      return { act: "setRole", input };
    case "holdBeds":
      return { act: "releaseHold", input: { house: input.house, hold: input.hold } };
    case "extendHold": {
      const { expiresAt: was, was: expiresAt } = input;
      return { act: "extendHold", input: { ...input, expiresAt, was } };
    }
    case "confirmHold":
      return { act: "undoConfirm", input };
    case "releaseHold":
      return { act: "undoRelease", input };
    case "addTask":
      return { act: "dropTask", input: { house: input.house, task: input.task } };
    case "finishTask":
      return { act: "reopenTask", input: { house: input.house, key: input.key } };
    case "closeHandover": {
      const { house, note, items } = input;
      return {
        act: "undoHandover",
        input: { house, note, items: items.map(({ item }) => item) },
      };
    }
    case "readHandover": {
      const marks = input.marks.map(({ mark }) => mark);
      return { act: "unreadHandover", input: { house: input.house, marks } };
    }
    case "addOpenItem":
      return { act: "dropOpenItem", input: { house: input.house, item: input.item } };
    case "settleOpenItem":
      return { act: "reopenOpenItem", input };
    case "offerTransfer":
      return { act: "withdrawTransfer", input: { offer: input.offer } };
    case "declineTransfer":
      return { act: "undoDecline", input: { offer: input.offer } };
    case "acceptTransfer": {
      const { offer, placement, figures, brought } = input;
      const rest = brought && { brought };
      return { act: "undoAccept", input: { offer, placement, figures, ...rest } };
    }
    case "takeRequest": {
      const { house, request, callback } = input;
      const rest = callback && { callback: callback.callback };
      return { act: "undoRequest", input: { house, request, ...rest } };
    }
    case "setCallback": {
      const { house, callback } = input;
      return { act: "forgetCallback", input: { house, callback: callback.callback } };
    }
    case "declineRequest": {
      const { house, request, hold } = input;
      return { act: "reopenRequest", input: { house, request, ...(hold && { hold }) } };
    }
    case "offerPlace": {
      const { house, request, hold } = input;
      return { act: "withdrawPlace", input: { house, request, hold } };
    }
    case "addRoom":
      return { act: "undoAddRoom", input: { house: input.house, room: input.room.room } };
    case "addBed":
      return { act: "undoAddBed", input: { house: input.house, bed: input.bed.bed } };
    case "retireRoom": {
      const { house, room } = input;
      return { act: "undoRetireRoom", input: { house, room } };
    }
    case "setRoomMode": {
      const mode = input.mode === "shared" ? "household_exclusive" : "shared";
      return { act: "setRoomMode", input: { ...input, mode } };
    }
    case "retireBed": {
      const { house, bed } = input;
      return { act: "undoRetireBed", input: { house, bed } };
    }
    case "moveBed":
      return { act: "undoMoveBed", input };
    case "closeHouse":
      return { act: "undoCloseHouse", input };
    case "reopenHouse":
      return { act: "undoReopenHouse", input };
    case "setFundedBeds": {
      const { house, from, beds: was, was: beds } = input;
      const before = { ...(beds !== undefined && { beds }), ...(was !== undefined && { was }) };
      return { act: "setFundedBeds", input: { house, from, ...before } };
    }
    case "closeMonth":
      return { act: "reopenMonth", input: { month: input.month } };
    default:
      return undefined;
  }
}

/** Whether an act can be taken back. */
export const canUndo = (deed: Deed): boolean => undoOf(deed, () => "0".repeat(32)) !== undefined;
