import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { policyOf, tonightOf } from "../house.ts";
import type { Id, StayRef } from "../ids.ts";
import type { ExtensionApproval } from "../records-extension.ts";
import { findStay } from "./departure.ts";
import { isPlan } from "../planned-end.ts";
import { endOf, stayIn } from "./extension.ts";

/** Asks the directors about an extension; they see a house and dates, never a name. */
export interface AskExtension {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly approval: Id<"extensionApproval">;
  readonly plannedEnd: IsoDate;
  readonly reason: codes.ExtensionReason;
}

/** A director's answer. */
export interface AnswerExtension {
  readonly approval: Id<"extensionApproval">;
  readonly is: "approved" | "declined";
}

/** A question to the directors, by its id. */
export interface NamedApproval {
  readonly approval: Id<"extensionApproval">;
}

/** Writes the question where directors read it; one at a time for each stay. */
export const askExtension: Act<AskExtension> = (state, input, now) => {
  const found = findStay(state, input.house, input.stayRef);
  if (!found.ok) return found;
  const stay = stayIn(found);
  if (!stay) return refuse({ code: "not-found", what: "householdFile" });
  if (stay.departure) return refuse({ code: "departed", on: stay.departure.on });
  const approver = policyOf(state, input.house)?.extensionApprover ?? "manager";
  const { plannedEnd, reason } = input;
  if (approver !== "director") return refuse({ code: "not-approver", approver });
  if (isPlan(stay, plannedEnd)) return refuse({ code: "nothing-to-do" });
  const fromPlannedEnd = endOf(stay);
  if (plannedEnd <= fromPlannedEnd) {
    return refuse({ code: "end-before-start", from: fromPlannedEnd, to: plannedEnd });
  }
  const open = [...state.organisation.extensionApproval.values()].some(
    (one) => one.stayRef === input.stayRef && one.answer === undefined,
  );
  if (open || state.organisation.extensionApproval.has(input.approval)) {
    return refuse({ code: "already-there", what: "extensionApproval" });
  }
  return changes(
    putIn()("extensionApproval", input.approval, {
      house: input.house,
      stayRef: input.stayRef,
      fromPlannedEnd,
      toPlannedEnd: plannedEnd,
      reason,
      askedBy: now.member ?? "",
      askedOn: tonightOf(state, input.house, now),
    }),
  );
};

/** Answers a question that nobody has answered; only a director may. */
export const answerExtension: Act<AnswerExtension> = (state, { approval, is }, now) => {
  const asked = state.organisation.extensionApproval.get(approval);
  if (!asked) return refuse({ code: "not-found", what: "extensionApproval" });
  if (!now.admin) return refuse({ code: "not-approver", approver: "director" });
  if (asked.answer) return refuse({ code: "already-there", what: "extensionApproval" });
  const answer = { is, by: now.member ?? "", on: tonightOf(state, asked.house, now) };
  return changes(putIn()("extensionApproval", approval, { ...asked, answer }));
};

/** Takes an answer back, as long as the house has not gone by it. */
export const undoAnswer: Act<NamedApproval> = (state, { approval }, now) => {
  const asked = state.organisation.extensionApproval.get(approval);
  if (!asked?.answer || !now.admin || isWritten(asked)) {
    return refuse({ code: "changed-since", what: "extension" });
  }
  const { answer: _, ...open } = asked;
  return changes(putIn()("extensionApproval", approval, open));

  function isWritten({ house: id, stayRef, toPlannedEnd }: ExtensionApproval): boolean {
    const house = state.houses.get(id);
    const placement = house?.placement.get(house.placements.get(stayRef) ?? "");
    return placement?.plannedEnd === toPlannedEnd;
  }
};

/** Takes a question back that nobody has answered. */
export const withdrawExtension: Act<NamedApproval> = (state, { approval }) => {
  const asked = state.organisation.extensionApproval.get(approval);
  if (!asked) return refuse({ code: "not-found", what: "extensionApproval" });
  if (asked.answer) return refuse({ code: "changed-since", what: "extension" });
  return changes(removeFrom()("extensionApproval", approval));
};
