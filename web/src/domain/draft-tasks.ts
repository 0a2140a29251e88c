import type { DueKind } from "./due-kinds.ts";
import { dueTasks } from "./due.ts";
import type { DraftSource } from "./handover-draft.ts";
import { named } from "./view-tasks.ts";

/** Told by a line of their own. */
const toldOtherwise: ReadonlySet<DueKind> = new Set([
  "overdue",
  "planned_end_soon",
  "hold_expires",
]);

/** Open tasks that ask for somebody now. Words that come from an incident stay with its keys. */
export const draftTasks: DraftSource = ({ state, id, house, now }) =>
  dueTasks(state, id, now)
    .filter(({ asks, kind }) => asks && !toldOtherwise.has(kind))
    .map((task) => {
      const { key, kind, dueOn, dueAt, text } = task;
      return {
        is: "task",
        section: "today",
        key,
        kind,
        on: dueOn,
        ...(dueAt !== undefined && { at: dueAt }),
        ...named(house, task),
        ...(kind === "manual" && text !== undefined && { text }),
      } as const;
    });
