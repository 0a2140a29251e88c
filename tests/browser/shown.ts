import { afterEach } from "vitest";
import { shown } from "./profiles.ts";

declare module "vitest" {
  interface TaskMeta {
    /** What the devices showed when the test failed. */
    shown?: readonly string[];
  }
}

// Before the test's devices are closed: what they show then is often why it failed.
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") task.meta.shown = await shown();
});
