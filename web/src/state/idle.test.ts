import { expect, test } from "vitest";
import type { Status } from "../vault/engine.ts";
import { afterHiding, afterIdle } from "./idle.ts";

const [coverMs, lockMs] = [120_000, 600_000];
const idle = { coverMs, lockMs };
const open = (hasPin: boolean): Status =>
  ({ is: "open", hasPin, idle, rights: [] }) as unknown as Status;
const covered: Status = { is: "covered", triesLeft: 5, idle };

test("with a PIN the organisation's idle time covers; without one it does nothing", () => {
  expect(afterIdle(open(true), coverMs - 1)).toBe("nothing");
  expect(afterIdle(open(true), coverMs)).toBe("cover");
  expect(afterIdle(open(false), coverMs)).toBe("nothing");
});

test("its longer idle time locks what is open and what is covered", () => {
  expect(afterIdle(open(false), lockMs)).toBe("lock");
  expect(afterIdle(open(true), lockMs)).toBe("lock");
  expect(afterIdle(covered, lockMs)).toBe("lock");
  expect(afterIdle(covered, lockMs - 1)).toBe("nothing");
});

test("an unlock under way is never disturbed", () => {
  const unlocking: Status = { is: "unlocking", step: "key", done: 0, of: 0 };
  expect(afterIdle(unlocking, lockMs * 2)).toBe("nothing");
  expect(afterIdle({ is: "locked" }, lockMs * 2)).toBe("nothing");
});

test("hiding the tab covers only where a PIN can uncover", () => {
  expect(afterHiding(open(true))).toBe("cover");
  expect(afterHiding(open(false))).toBe("nothing");
  expect(afterHiding(covered)).toBe("nothing");
});
