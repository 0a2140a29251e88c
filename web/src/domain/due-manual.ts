import { dueKey } from "./due-key.ts";
import type { DueSource } from "./due.ts";

/** Tasks that somebody wrote down. */
export const dueManual: DueSource = (state, house) =>
  [...(state.houses.get(house)?.task ?? [])].map(([id, task]) => ({
    key: dueKey("task", id),
    house,
    kind: "manual",
    dueOn: task.dueOn,
    ...(task.dueAt !== undefined && { dueAt: task.dueAt }),
    ...(task.stayRef !== undefined && { stayRef: task.stayRef }),
    text: task.text,
    ...(task.owner !== undefined && { owner: task.owner }),
  }));
