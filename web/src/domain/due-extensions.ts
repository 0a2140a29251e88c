import { dueKey } from "./due-key.ts";
import type { DueSource } from "./due.ts";

/** Extensions that wait: for a director's answer, or, approved, for whoever writes them into the file. */
export const dueExtensions: DueSource = (state, id) => {
  const house = state.houses.get(id);
  return [...state.organisation.extensionApproval].flatMap(([approval, asked]) => {
    const placement = house?.placement.get(house.placements.get(asked.stayRef) ?? "");
    if (asked.house !== id || !placement || asked.answer?.is === "declined") return [];
    const written = placement.plannedEnd !== asked.fromPlannedEnd;
    if (asked.answer && written) return [];
    return [
      {
        key: dueKey("approval", approval, "extension_waits", asked.answer ? "approved" : "asked"),
        house: id,
        kind: "extension_waits" as const,
        dueOn: asked.answer?.on ?? asked.askedOn,
        stayRef: asked.stayRef,
        about: approval,
      },
    ];
  });
};
