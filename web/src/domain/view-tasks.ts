import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { daysBetween, instantOf, msOf } from "./dates.ts";
import { endsByItself } from "./due-kinds.ts";
import { allDue, dueTasks, isCritical, type DueTask, type OpenTask } from "./due.ts";
import { clockOf, headOf, personOf, settingsOf, tonightOf } from "./house.ts";
import type { TaskDone } from "./records-tasks.ts";
import type { HouseState, State } from "./state.ts";

/** A task with what a screen needs to say it. */
export interface TaskLine extends Omit<OpenTask, "dueAt"> {
  readonly codeName: string;
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly dueAt?: number;
  /** Days until it is due; negative when its day is past. */
  readonly inDays: number;
  /** Whom it is about, where that can be read. */
  readonly calledName?: string;
  /** It can be ticked; otherwise it ends with the thing itself. */
  readonly ticks: boolean;
}

/** A task that was done within the last day. */
export interface DoneLine extends Pick<
  TaskLine,
  "house" | "key" | "kind" | "timeZone" | "incident"
> {
  readonly text?: string;
  readonly calledName?: string;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What is due and what has just been done. */
export interface TasksView {
  readonly open: readonly TaskLine[];
  readonly done: readonly DoneLine[];
}

const doneForMs = 86_400_000;

/** The tasks of one house, or of all that this member can read, the most urgent first. */
export function tasks(state: State, { house }: { readonly house?: HouseId }, now: Now): TasksView {
  const ids = house === undefined ? [...state.houses.keys()] : [house];
  return {
    open: ids.flatMap((id) => openLines(state, id, now)).toSorted(byUrgency),
    done: ids.flatMap((id) => doneLines(state, id, now)).toSorted((a, b) => b.at - a.at),
  };
}

/** The open tasks of a house as lines. */
export function openLines(state: State, id: HouseId, now: Now): readonly TaskLine[] {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const { timeZone } = clockOf(state, id, now);
  const tonight = tonightOf(state, id, now);
  const codeName = settingsOf(state, id)?.codeName ?? "";
  return dueTasks(state, id, now).map(({ dueAt, ...task }) => ({
    ...task,
    ...(dueAt !== undefined && { dueAt: msOf(dueAt) }),
    codeName,
    timeZone,
    inDays: daysBetween(tonight, task.dueOn),
    ...named(house, task),
    ticks: !endsByItself.has(task.kind),
  }));
}

function doneLines(state: State, id: HouseId, now: Now): readonly DoneLine[] {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const { timeZone } = clockOf(state, id, now);
  const since = instantOf(now.instant - doneForMs);
  const due = new Map(allDue(state, id, now).map((task) => [task.key, task]));
  const newest = new Map<string, TaskDone>();
  for (const mark of house.taskDone.values()) {
    if (mark.at >= since && mark.at > (newest.get(mark.key)?.at ?? "")) newest.set(mark.key, mark);
  }
  return [...newest.values()].flatMap(({ key, by, at }) => {
    const task = due.get(key);
    if (task === undefined) return [];
    const { kind, text } = task;
    const about = { ...(text !== undefined && { text }), ...named(house, task) };
    return [{ house: id, key, kind, timeZone, ...about, by, at: msOf(at) }];
  });
}

/** Whom of the house a task is about, by her called-name where it can be read. */
export function named(
  house: HouseState,
  { stayRef, personRef }: Pick<DueTask, "stayRef" | "personRef">,
): { readonly calledName?: string } {
  const person = personRef ?? (stayRef && headOf(house, stayRef));
  const calledName = stayRef && person && personOf(house, stayRef, person)?.calledName;
  return calledName === undefined ? {} : { calledName };
}

const byUrgency = (a: TaskLine, b: TaskLine): number =>
  Number(isCritical(b)) - Number(isCritical(a)) || byDay(a, b);

const byDay = (a: TaskLine, b: TaskLine): number =>
  a.dueOn === b.dueOn ? (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) : a.dueOn < b.dueOn ? -1 : 1;
