import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";

/** Ends a run with what failed, a line each, and one line that a machine can read: `N passed, N failed, N skipped`. */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: unhandled.length, skipped: 0 };
    const reasons = new Map<string, number>();
    const shown: string[] = [];
    const failed: string[] = unhandled.map(({ message }) => `outside of every test: ${message}`);
    for (const module of modules) {
      // What fails outside of a test (a file that cannot be read, a hook that throws) counts as one more failure.
      for (const group of [module, ...module.children.allSuites()]) {
        const [error] = group.errors();
        if (error === undefined) continue;
        counts.failed += 1;
        failed.push(`${module.relativeModuleId}: ${error.message}`);
      }
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        counts[state === "pending" ? "skipped" : state] += 1;
        if (state === "failed") {
          failed.push(`${module.relativeModuleId} > ${test.fullName}: ${errors[0]?.message ?? ""}`);
          shown.push(...(test.meta().shown ?? []));
        }
        if (state === "passed" || state === "failed") continue;
        const reason = reasonOf(test);
        reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      }
    }
    // A run in which nothing ran (a set-up that threw, a name mistyped) has not passed.
    if (counts.passed + counts.failed + counts.skipped === 0) counts.failed = 1;
    console.log();
    for (const line of failed) console.log(`failed: ${line.split("\n", 3).join(" | ")}`);
    for (const line of shown) console.log(`shown meanwhile: ${line}`);
    for (const [reason, count] of reasons) console.log(`${count} skipped: ${reason}`);
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}

/** What the test gave as its reason, or what its project's set-up did. */
function reasonOf(test: TestCase): string {
  const result = test.result();
  if (result.state === "skipped" && result.note !== undefined) return result.note;
  return test.project.getProvidedContext().skipped || "without a reason";
}
