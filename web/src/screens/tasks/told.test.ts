import { expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import type { TaskLine, TasksView } from "#domain/view-tasks.ts";
import type { Open } from "../../state/rights.ts";
import { toldTasks } from "./told.ts";

const house = "a".repeat(32) as HouseId;
const line = (key: string, ticks: boolean): TaskLine => ({
  key,
  house,
  kind: ticks ? "follow_up" : "overdue",
  dueOn: "2026-07-01",
  overdue: true,
  asks: true,
  codeName: "Linde",
  timeZone: "UTC",
  inDays: -3,
  ticks,
});
const view: TasksView = { open: [line("ticked", true), line("itself", false)], done: [] };
const reading = (compartment: "residents" | "incidents"): Open =>
  ({ rights: [{ compartment, house, right: 1 }] }) as unknown as Open;

test("whoever cannot read ticks is not told that something is late that may be done", () => {
  const keys = (open: Open): readonly string[] => toldTasks(view, open).open.map(({ key }) => key);
  expect(keys(reading("residents"))).toEqual(["ticked", "itself"]);
  expect(keys(reading("incidents"))).toEqual(["itself"]);
});
