import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, type Instant, type IsoDate } from "../dates.ts";
import { endsByItself } from "../due-kinds.ts";
import { doneKeys, dueTasks } from "../due.ts";
import type { Id, StayRef } from "../ids.ts";

/** A task that somebody writes down, for herself or a colleague. */
export interface AddTask {
  readonly house: HouseId;
  readonly task: Id<"task">;
  readonly text: string;
  readonly dueOn: IsoDate;
  readonly dueAt?: Instant;
  /** Whose task it is, as 32 hex characters; nobody's in particular where it is left out. */
  readonly owner?: string;
  readonly stayRef?: StayRef;
}

/** A task that was written down by mistake. */
export interface DropTask {
  readonly house: HouseId;
  readonly task: Id<"task">;
}

/** A task, written or derived, that has been done; `mark` is the id of what says so. */
export interface FinishTask {
  readonly house: HouseId;
  readonly mark: Id<"taskDone">;
  readonly key: string;
}

/** A done task that was not done after all. */
export interface ReopenTask {
  readonly house: HouseId;
  readonly key: string;
}

/** Writes a task down. */
export const addTask: Act<AddTask> = (state, input, now) => {
  const { house, task, text, dueOn, dueAt, owner, stayRef } = input;
  if (state.houses.get(house)?.task.has(task)) {
    return refuse({ code: "already-there", what: "task" });
  }
  return changes(
    putIn(house)("task", task, {
      text: text.trim(),
      dueOn,
      ...(dueAt !== undefined && { dueAt }),
      ...(owner !== undefined && { owner }),
      ...(stayRef !== undefined && { stayRef }),
      writtenBy: now.member ?? "",
      writtenAt: instantOf(now.instant),
    }),
  );
};

/** Takes a written task away. */
export const dropTask: Act<DropTask> = (state, { house, task }) =>
  state.houses.get(house)?.task.has(task)
    ? changes(removeFrom(house)("task", task))
    : refuse({ code: "not-found", what: "task" });

/** Marks a task as done. One that ends only with the thing itself cannot be ticked away. */
export const finishTask: Act<FinishTask> = (state, { house: id, mark, key }, now) => {
  const house = state.houses.get(id);
  if (house && doneKeys(house).has(key)) return refuse({ code: "nothing-to-do" });
  const task = dueTasks(state, id, now).find((one) => one.key === key);
  if (!task) return refuse({ code: "not-found", what: "task" });
  if (endsByItself.has(task.kind)) return refuse({ code: "nothing-to-do" });
  const done = { key, by: now.member ?? "", at: instantOf(now.instant) };
  return changes(putIn(id)("taskDone", mark, done));
};

/** Takes every done mark of a task away. */
export const reopenTask: Act<ReopenTask> = (state, { house, key }) => {
  const marks = [...(state.houses.get(house)?.taskDone ?? [])].filter(([, one]) => one.key === key);
  if (marks.length === 0) return refuse({ code: "not-found", what: "taskDone" });
  return changes(...marks.map(([mark]) => removeFrom(house)("taskDone", mark)));
};
