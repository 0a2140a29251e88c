import type { Refusal } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { DoneLine, TaskLine, TasksView } from "#domain/view-tasks.ts";
import { t } from "../../i18n/t.ts";
import { newId } from "../../state/new-id.ts";
import type { Session } from "../../state/session.svelte.ts";
import { toldTasks } from "./told.ts";
import { taskText } from "./words.ts";

/** The tasks of one house, or of all that this member can read, and ticking them. */
export class Tasks {
  #all = $state.raw<TasksView | undefined>();
  refused = $state.raw<Refusal | undefined>();
  readonly #session: Session;

  constructor(session: Session, house?: HouseId) {
    this.#session = session;
    $effect(() =>
      session.engine.watch("tasks", house === undefined ? {} : { house }, (view) => {
        this.#all = view;
      }),
    );
  }

  /** What she can be told of. */
  get view(): TasksView | undefined {
    return this.#all && toldTasks(this.#all, this.#session.open);
  }

  /** Marks a task as done. */
  async finish(task: TaskLine): Promise<void> {
    const { house, key } = task;
    const outcome = await this.#session.act(
      "finishTask",
      { house, key, mark: newId<"taskDone">() },
      t("task.done.said", { task: taskText(task) }),
    );
    this.refused = outcome.ok ? undefined : outcome.refusal;
  }

  /** Opens a done task again. */
  async reopen({ house, key }: DoneLine): Promise<void> {
    const outcome = await this.#session.engine.act("reopenTask", { house, key });
    this.refused = outcome.ok ? undefined : outcome.refusal;
  }
}
