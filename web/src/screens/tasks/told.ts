import type { TasksView } from "#domain/view-tasks.ts";
import { type Open, readsPeopleIn } from "../../state/rights.ts";

/**
 * The tasks that this member can be told of. That a task was ticked stands with the residents of its house: who cannot
 * read that would be told that everything ever done is years late, so she sees only what ends with the thing itself.
 */
export const toldTasks = (view: TasksView, open: Open | undefined): TasksView => ({
  ...view,
  open: view.open.filter(({ ticks, house }) => !ticks || readsPeopleIn(open, house)),
});
