import { cancelAbsence, endAbsence, recordAbsence, undoAbsence, undoBack } from "./acts/absence.ts";
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
import {
  confirmHold,
  extendHold,
  holdBeds,
  releaseHold,
  undoConfirm,
  undoRelease,
} from "./acts/hold.ts";
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
import { restoreFile } from "./acts/restore.ts";
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
import { offeredAnew } from "./acts/offered-anew.ts";
import {
  declineTransfer,
  offerTransfer,
  undoDecline,
  withdrawTransfer,
} from "./acts/transfer-offer.ts";
import { acceptTransfer, undoAccept } from "./acts/transfer-taking.ts";
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
  undoConfirm,
  releaseHold,
  undoRelease,
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
  cancelAbsence,
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
  undoDecline,
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
  const fair = corrected(state, judged.changes, { ...(correction && { correction }), now });
  if (!fair.ok) return fair;
  const outcome = offeredAnew(state, fair.changes, now);
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
