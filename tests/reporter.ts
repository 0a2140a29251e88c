import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/** Ends a run with one line that a machine can read: `N passed, N failed, N skipped`. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    const reasons = new Map<string, number>();
    for (const module of modules) {
      // A file that cannot even be read counts as one failure; its tests are not known.
      if (module.state() === "failed" && module.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === "pending") continue;
        counts[state] += 1;
        if (state !== "skipped") continue;
        const why = test.result() as { note?: string | undefined };
        const reason = why.note ?? test.meta().skipped ?? "";
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    }
    console.log();
    for (const [reason, count] of reasons) {
      if (reason !== "") console.log(`${count} skipped: ${reason}`);
    }
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}

declare module "vitest" {
  interface TaskMeta {
    /** Why a test was skipped before it could say so itself. */
    skipped?: string;
  }
}
