import type { HouseId } from "./compartments.ts";
import type { ExtensionReason } from "./codes.ts";
import type { IsoDate } from "./dates.ts";
import { settingsOf } from "./house.ts";
import type { Id, StayRef } from "./ids.ts";
import type { ExtensionApproval } from "./records-extension.ts";
import type { State } from "./state.ts";

/** An extension that waits for a director: a house, dates and a reason, no name. */
export interface ExtensionAsked {
  readonly approval: Id<"extensionApproval">;
  readonly house: HouseId;
  readonly codeName: string;
  readonly stayRef: StayRef;
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly reason: ExtensionReason;
  readonly askedBy: string;
  readonly askedOn: IsoDate;
}

/** Every extension that nobody has answered yet, the oldest first. */
export function extensionsAsked(state: State): readonly ExtensionAsked[] {
  const all = state.organisation.extensionApproval as ReadonlyMap<
    Id<"extensionApproval">,
    ExtensionApproval
  >;
  return [...all]
    .filter(([, { answer }]) => answer === undefined)
    .map(([approval, { house, stayRef, reason, askedBy, askedOn, ...ends }]) => ({
      approval,
      house,
      codeName: settingsOf(state, house)?.codeName ?? "",
      stayRef,
      from: ends.fromPlannedEnd,
      to: ends.toPlannedEnd,
      reason,
      askedBy,
      askedOn,
    }))
    .toSorted((a, b) => (a.askedOn < b.askedOn ? -1 : 1));
}
