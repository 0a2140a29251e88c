import { changes, putIn, refuse, type Act, type Now, type Refusal } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import { conflictIn } from "../conflicts.ts";
import type { IsoDate } from "../dates.ts";
import { policyOf, tonightOf } from "../house.ts";
import type { Id, StayRef } from "../ids.ts";
import { isPlan } from "../planned-end.ts";
import type { ExtensionApproval } from "../records-extension.ts";
import type { Extension, Stay } from "../records-people.ts";
import type { State } from "../state.ts";
import { findStay, type WholeStay } from "./departure.ts";

/**
 * A planned end. The first one within the maximum is a plan, and so is an earlier one; all else is an extension:
 * later than the end before, with a reason, decided by whom the policy names. Only so does a stay reach past the
 * maximum (I-08).
 */
export interface ExtendStay {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly plannedEnd: IsoDate;
  readonly reason: codes.ExtensionReason;
  readonly note?: string;
  /** A director's approval, where the policy asks for one. */
  readonly approval?: Id<"extensionApproval">;
  /** The end that it was planned from, so that a plan can be taken back. */
  readonly was?: IsoDate;
}

/** What takes a planned end back needs of it. */
export interface UndoExtension {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly plannedEnd: IsoDate;
  readonly was?: IsoDate;
}

/** Plans or extends the end of a stay, in its file and on the board. */
export const extendStay: Act<ExtendStay> = (state, input, now) => {
  const found = findStay(state, input.house, input.stayRef);
  if (!found.ok) return found;
  const stay = stayIn(found);
  if (!stay) return refuse({ code: "not-found", what: "householdFile" });
  if (stay.departure) return refuse({ code: "departed", on: stay.departure.on });
  const { plannedEnd } = input;
  if (plannedEnd === stay.plannedEnd) return refuse({ code: "nothing-to-do" });
  if (plannedEnd < stay.arrivedOn) {
    return refuse({ code: "end-before-start", from: stay.arrivedOn, to: plannedEnd });
  }
  const plan = { ...found.placement, plannedEnd };
  const conflict = conflictIn({
    state,
    placements: new Map([[found.id, { house: input.house, placement: plan }]]),
    at: now.instant,
  });
  if (conflict) return refuse(conflict);
  if (isPlan(stay, plannedEnd)) return changes(...written(found, { ...stay, plannedEnd }));
  const before = endOf(stay);
  if (plannedEnd <= before) {
    return refuse({ code: "end-before-start", from: before, to: plannedEnd });
  }
  const decided = decisionOn(state, { ...input, before }, now);
  if ("code" in decided) return refuse(decided);
  const extension: Extension = {
    ...decided,
    fromPlannedEnd: before,
    toPlannedEnd: plannedEnd,
    reason: input.reason,
    ...(input.note && { note: input.note }),
  };
  const extensions = [...stay.extensions, extension];
  return changes(...written(found, { ...stay, plannedEnd, extensions }));
};

/** Takes a planned end back while it is the newest. */
export const undoExtension: Act<UndoExtension> = (state, { house, stayRef, ...input }) => {
  const found = findStay(state, house, stayRef);
  if (!found.ok) return found;
  const stay = stayIn(found);
  const last = stay?.extensions.at(-1);
  const extended = last?.toPlannedEnd === input.plannedEnd;
  const was = extended ? last.fromPlannedEnd : input.was;
  const plan = !extended && last === undefined;
  if (!stay || was === undefined || stay.departure || stay.plannedEnd !== input.plannedEnd) {
    return refuse({ code: "changed-since", what: "extension" });
  }
  if (!extended && !plan) return refuse({ code: "changed-since", what: "extension" });
  const extensions = extended ? stay.extensions.slice(0, -1) : stay.extensions;
  return changes(...written(found, { ...stay, plannedEnd: was, extensions }));
};

/** When a stay ends as it stands. */
export const endOf = ({ plannedEnd, maxOnArrival }: Stay): IsoDate => plannedEnd ?? maxOnArrival;

/** The stay of a file that is meant. */
export const stayIn = ({ file, placement }: WholeStay): Stay | undefined =>
  file.stays.find(({ stayRef }) => stayRef === placement.stayRef);

type Decision = Pick<Extension, "decidedBy" | "decidedOn">;

/** Who decided and when: the manager who acts, or a director's approval of exactly this. */
function decisionOn(
  state: State,
  input: ExtendStay & { readonly before: IsoDate },
  now: Now,
): Decision | Refusal {
  const approver = policyOf(state, input.house)?.extensionApprover ?? "manager";
  const decidedOn = tonightOf(state, input.house, now);
  const own = { decidedOn, decidedBy: now.member ?? "" };
  if (approver === "manager") {
    return now.manages?.includes(input.house) ? own : { code: "not-approver", approver };
  }
  if (now.admin) return own;
  const approval = state.organisation.extensionApproval.get(input.approval ?? "");
  if (!approval || !approves(approval, input)) return { code: "not-approver", approver };
  return { decidedOn: approval.answer.on, decidedBy: approval.answer.by };
}

const approves = (
  approval: ExtensionApproval,
  { house, stayRef, plannedEnd, before }: ExtendStay & { readonly before: IsoDate },
): approval is ExtensionApproval & { readonly answer: NonNullable<ExtensionApproval["answer"]> } =>
  approval.answer?.is === "approved" &&
  approval.house === house &&
  approval.stayRef === stayRef &&
  approval.fromPlannedEnd === before &&
  approval.toPlannedEnd === plannedEnd;

function written(found: WholeStay, stay: Stay) {
  const put = putIn(found.house.house);
  const { plannedEnd } = stay;
  const stays = found.file.stays.map((one) => (one.stayRef === stay.stayRef ? stay : one));
  return [
    put("placement", found.id, {
      ...found.placement,
      ...(plannedEnd !== undefined && { plannedEnd }),
    }),
    put("householdFile", found.fileId, { ...found.file, stays }),
  ];
}
