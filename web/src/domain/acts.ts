import { endAbsence, recordAbsence, undoAbsence, undoBack } from "./acts/absence.ts";
import { answerExtension, askExtension, undoAnswer, withdrawExtension } from "./acts/approval.ts";
import { placeHousehold, undoArrival } from "./acts/arrival.ts";
import { addBed, moveBed, retireBed, undoAddBed, undoMoveBed, undoRetireBed } from "./acts/beds.ts";
import { blockBeds, unblockBeds, undoBlock } from "./acts/block.ts";
import { forgetCallback, noteCall, setCallback } from "./acts/callback.ts";
import {
  closeHouse,
  reopenHouse,
  setFundedBeds,
  undoCloseHouse,
  undoReopenHouse,
} from "./acts/closing.ts";
import { departHousehold, undoDeparture } from "./acts/departure.ts";
import { closeHandover, readHandover, undoHandover, unreadHandover } from "./acts/handover.ts";
import { changeArrival, setCoordinator } from "./acts/episode.ts";
import { extendStay, undoExtension } from "./acts/extension.ts";
import { changeHouse, setUpHouse } from "./acts/house.ts";
import { joinHousehold, undoJoining } from "./acts/joining.ts";
import { leaveHousehold, undoLeaving } from "./acts/leaving.ts";
import { moveOn, undoMovingOn } from "./acts/moving-on.ts";
import { changePerson, setGuardian } from "./acts/person.ts";
import { startPhase, undoPhase } from "./acts/phase.ts";
import {
  endConflict,
  recordConflict,
  reopenConflict,
  reviewConflict,
  undoConflict,
} from "./acts/safety.ts";
import { moveHousehold, undoMove } from "./acts/move.ts";
import { refreshOffer } from "./acts/offer.ts";
import { addOpenItem, dropOpenItem, reopenOpenItem, settleOpenItem } from "./acts/open-item.ts";
import { confirmHold, extendHold, holdBeds, releaseHold } from "./acts/hold.ts";
import { offerPlace, withdrawPlace } from "./acts/offering.ts";
import {
  declineRequest,
  keepWaiting,
  reopenRequest,
  takeRequest,
  undoRequest,
} from "./acts/request.ts";
import { keepRetention } from "./acts/retention.ts";
import { addRoom, retireRoom, setRoomMode, undoAddRoom, undoRetireRoom } from "./acts/rooms.ts";
import { closeMonth, releaseReport, reopenMonth } from "./acts/report.ts";
import { restored, restoreFile } from "./acts/restore.ts";
import { swapBeds, undoSwap } from "./acts/swap.ts";
import { addTask, dropTask, finishTask, reopenTask } from "./acts/task.ts";
import { nameMember, removeRole, setOrganisation, setRole } from "./acts/team.ts";
import { transferHousehold, undoTransfer } from "./acts/transfer.ts";
import { amendIncident, recordIncident, signOffIncident } from "./acts/incident.ts";
import { refuse, type Act, type Change, type Now, type Outcome } from "./change.ts";
import { writeOnce } from "./compartments.ts";
import { corrected, type Corrected } from "./corrections.ts";
import {
  askForFile,
  clearTransfers,
  sendFile,
  settleTransfer,
  takeFile,
} from "./acts/transfer-file.ts";
import { declineTransfer, offerTransfer, withdrawTransfer } from "./acts/transfer-offer.ts";
import { acceptTransfer, undoAccept } from "./acts/transfer-taking.ts";
import { id } from "./ids.ts";
import { type HouseRecordType, recordTypes } from "./record-types.ts";
import type { State } from "./state.ts";

/** Every act by the name that the outbox keeps it under. */
export const acts = {
  setOrganisation,
  nameMember,
  setRole,
  removeRole,
  setUpHouse,
  changeHouse,
  placeHousehold,
  undoArrival,
  moveHousehold,
  undoMove,
  swapBeds,
  undoSwap,
  transferHousehold,
  undoTransfer,
  departHousehold,
  undoDeparture,
  extendStay,
  blockBeds,
  undoBlock,
  unblockBeds,
  holdBeds,
  confirmHold,
  releaseHold,
  refreshOffer,
  undoExtension,
  askExtension,
  answerExtension,
  undoAnswer,
  withdrawExtension,
  leaveHousehold,
  undoLeaving,
  joinHousehold,
  undoJoining,
  recordAbsence,
  endAbsence,
  undoAbsence,
  undoBack,
  startPhase,
  undoPhase,
  moveOn,
  undoMovingOn,
  changePerson,
  setGuardian,
  setCoordinator,
  changeArrival,
  recordConflict,
  undoConflict,
  reviewConflict,
  endConflict,
  reopenConflict,
  addTask,
  dropTask,
  finishTask,
  reopenTask,
  closeHandover,
  undoHandover,
  readHandover,
  unreadHandover,
  addOpenItem,
  dropOpenItem,
  settleOpenItem,
  reopenOpenItem,
  extendHold,
  takeRequest,
  undoRequest,
  declineRequest,
  reopenRequest,
  keepWaiting,
  setCallback,
  noteCall,
  forgetCallback,
  offerPlace,
  withdrawPlace,
  keepRetention,
  recordIncident,
  amendIncident,
  signOffIncident,
  addRoom,
  undoAddRoom,
  retireRoom,
  undoRetireRoom,
  setRoomMode,
  addBed,
  undoAddBed,
  retireBed,
  undoRetireBed,
  moveBed,
  undoMoveBed,
  closeHouse,
  undoCloseHouse,
  reopenHouse,
  undoReopenHouse,
  setFundedBeds,
  closeMonth,
  reopenMonth,
  releaseReport,
  offerTransfer,
  withdrawTransfer,
  declineTransfer,
  acceptTransfer,
  undoAccept,
  sendFile,
  takeFile,
  askForFile,
  settleTransfer,
  clearTransfers,
  restoreFile,
} as const;

export type ActName = keyof typeof acts;
/** What an act needs to be told. */
export type ActInput<N extends ActName> = Parameters<(typeof acts)[N]>[1] & Corrected;

/** An act with its input: what the outbox keeps. */
export type Deed = {
  [N in ActName]: { readonly act: N; readonly input: ActInput<N> };
}[ActName];

/**
 * Judges an act on a state: the one way in, for the first time, after a move of the log, and on another
 * device. What it would write is checked against its schema.
 */
export function runAct<N extends ActName>(
  state: State,
  { act, input }: { readonly act: N; readonly input: ActInput<N> },
  now: Now,
): Outcome {
  const { correction, ...told } = input;
  const judged = (acts[act] as Act<unknown>)(state, told, now);
  if (!judged.ok) return judged;
  const outcome = corrected(state, judged.changes, { ...(correction && { correction }), now });
  if (!outcome.ok) return outcome;
  const bad = outcome.changes.find(
    (change) => change.is === "put" && !recordTypes[change.type].check(change.payload),
  );
  if (bad) return refuse({ code: "not-well-formed", what: bad.type });
  const twice = outcome.changes.find((change) => isRewriting(state, change));
  return twice ? refuse({ code: "written-once", what: twice.type }) : outcome;
}

/** Whether a change touches what is written once and stands. */
const isRewriting = ({ houses }: State, { place, type, id: record }: Change): boolean =>
  "house" in place &&
  writeOnce.has(place.compartment) &&
  houses.get(place.house)?.[type as HouseRecordType].has(record) === true;

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
      const { house, stayRef, to } = input;
      return { act: "undoTransfer", input: { house, stayRef, to, file: id<"file">(newId()) } };
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
      const { house, stayRef, to, newStayRef } = input;
      return { act: "undoMovingOn", input: { house, stayRef, to, newStayRef } };
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
