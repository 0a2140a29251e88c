import type { DueKind } from "./due-kinds.ts";
import { dueTasks } from "./due.ts";
import type { DraftSource } from "./handover-draft.ts";
import { headOf, personOf } from "./house.ts";

/** Told by a line of their own. */
const toldOtherwise: ReadonlySet<DueKind> = new Set([
  "overdue",
  "planned_end_soon",
  "hold_expires",
]);

/**
 * Open tasks that ask for somebody now. Only the words of a task that stands in the same compartment as the sheet are
 * taken over: those of an incident's follow-up are read by fewer people.
 */
export const draftTasks: DraftSource = ({ state, id, house, now }) =>
  dueTasks(state, id, now)
    .filter(({ asks, kind }) => asks && !toldOtherwise.has(kind))
    .map(({ key, kind, dueOn, dueAt, text, stayRef }) => {
      const head = stayRef && headOf(house, stayRef);
      const calledName = head && personOf(house, stayRef, head)?.calledName;
      return {
        is: "task",
        section: "today",
        key,
        kind,
        on: dueOn,
        ...(dueAt !== undefined && { at: dueAt }),
        ...(calledName !== undefined && { calledName }),
        ...(text !== undefined && kind === "manual" && { text }),
      } as const;
    });
