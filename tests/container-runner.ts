import { inject, type RunnerTask, type RunnerTestFile, TestRunner } from "vitest";

/**
 * Runs the tests of a project in a container, or, where there is none, counts them as skipped with the
 * reason, without running their hooks: a test file has nothing to prepare for that case.
 */
export default class ContainerRunner extends TestRunner {
  onCollected(files: RunnerTestFile[]): void {
    const reason = inject("skipped");
    if (reason !== "") for (const file of files) skip(file, reason);
  }
}

function skip(task: RunnerTask, reason: string): void {
  task.mode = "skip";
  task.meta.skipped = reason;
  if ("tasks" in task) for (const inner of task.tasks) skip(inner, reason);
}
