import { expect, test } from "vitest";
import type { Status } from "../vault/engine.ts";
import { afterHiding, afterIdle, coverAfterMs, lockAfterMs } from "./idle.ts";

const open = (hasPin: boolean): Status => ({ is: "open", hasPin, rights: [] }) as unknown as Status;
const covered: Status = { is: "covered", triesLeft: 5 };

test("with a PIN three idle minutes cover; without one they do nothing", () => {
  expect(afterIdle(open(true), coverAfterMs - 1)).toBe("nothing");
  expect(afterIdle(open(true), coverAfterMs)).toBe("cover");
  expect(afterIdle(open(false), coverAfterMs)).toBe("nothing");
});

test("thirty idle minutes lock what is open and what is covered", () => {
  expect(afterIdle(open(false), lockAfterMs)).toBe("lock");
  expect(afterIdle(open(true), lockAfterMs)).toBe("lock");
  expect(afterIdle(covered, lockAfterMs)).toBe("lock");
  expect(afterIdle(covered, lockAfterMs - 1)).toBe("nothing");
});

test("an unlock under way is never disturbed", () => {
  const unlocking: Status = { is: "unlocking", step: "key", done: 0, of: 0 };
  expect(afterIdle(unlocking, lockAfterMs * 2)).toBe("nothing");
  expect(afterIdle({ is: "locked" }, lockAfterMs * 2)).toBe("nothing");
});

test("hiding the tab covers only where a PIN can uncover", () => {
  expect(afterHiding(open(true))).toBe("cover");
  expect(afterHiding(open(false))).toBe("nothing");
  expect(afterHiding(covered)).toBe("nothing");
});
