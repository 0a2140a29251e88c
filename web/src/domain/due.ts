import type { IncidentType, Severity } from "./codes-incidents.ts";
import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import type { Instant, IsoDate } from "./dates.ts";
import type { DueKind } from "./due-kinds.ts";
import { dueIncidents } from "./due-incidents.ts";
import { dueAbsences } from "./due-absences.ts";
import { dueExtensions } from "./due-extensions.ts";
import { dueManual } from "./due-manual.ts";
import { dueMinors } from "./due-minors.ts";
import { dueSafety } from "./due-safety.ts";
import { dueRequests } from "./due-requests.ts";
import { dueStays } from "./due-stays.ts";
import { tonightOf } from "./house.ts";
import type { PersonRef, StayRef } from "./ids.ts";
import type { HouseState, State } from "./state.ts";

/** Something that somebody has to do, derived from the records; nothing of it is stored but manual tasks and done marks. */
export interface DueTask {
  /** Stable, so that a done mark finds it again: `dueKey(source, id, kind, …)`. */
  readonly key: string;
  readonly house: HouseId;
  readonly kind: DueKind;
  readonly dueOn: IsoDate;
  readonly dueAt?: Instant;
  /** The first day on which it asks for somebody, where that is before the day it is due. */
  readonly asksOn?: IsoDate;
  readonly stayRef?: StayRef;
  /** Whom of the household it is about; the head where it is left out. */
  readonly personRef?: PersonRef;
  /** The id of the incident, request or transfer that it is about. */
  readonly about?: string;
  /** Typed words of a manual task or a follow-up. */
  readonly text?: string;
  /** Of an incident that waits: what it is and how grave, for those who have its keys. */
  readonly incident?: { readonly type: IncidentType; readonly severity: Severity };
  /** Whose task it is, as 32 hex characters. */
  readonly owner?: string;
}

/** A task that nobody has done yet. */
export interface OpenTask extends DueTask {
  /** Its day is past. */
  readonly overdue: boolean;
  /** It needs somebody now, and not only some day. */
  readonly asks: boolean;
}

/** One area's tasks in a house, from the records that this member can read. */
export type DueSource = (state: State, house: HouseId, now: Now) => readonly DueTask[];

const sources: readonly DueSource[] = [
  dueStays,
  dueMinors,
  dueAbsences,
  dueExtensions,
  dueSafety,
  dueManual,
  dueIncidents,
  dueRequests,
];

/** The open tasks of a house, the most urgent first; what has been marked as done is left out. */
export function dueTasks(state: State, id: HouseId, now: Now): readonly OpenTask[] {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const done = doneKeys(house);
  const tonight = tonightOf(state, id, now);
  return allDue(state, id, now)
    .filter(({ key }) => !done.has(key))
    .map((task) => ({
      ...task,
      overdue: task.dueOn < tonight,
      asks: (task.asksOn ?? task.dueOn) <= tonight,
    }))
    .toSorted((a, b) => (urgency(a) < urgency(b) ? -1 : 1));
}

/** What is due in a house, done or not. */
export const allDue: DueSource = (state, id, now) =>
  sources.flatMap((source) => source(state, id, now));

/** The keys of all tasks that have been marked as done. */
export const doneKeys = (house: HouseState): ReadonlySet<string> =>
  new Set([...house.taskDone.values()].map(({ key }) => key));

/** A critical incident that waits for its review; it comes before everything else. */
export const isCritical = ({ incident }: Pick<DueTask, "incident">): boolean =>
  incident?.severity === 4;

/** What is critical, then by date and time of day; a task without one comes at the end of its day. */
const urgency = (task: DueTask): string =>
  `${isCritical(task) ? 0 : 1} ${task.dueOn} ${task.dueAt ?? "~"} ${task.key}`;
