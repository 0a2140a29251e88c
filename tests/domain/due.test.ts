import { describe, expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import { dueTasks } from "#domain/due.ts";
import { World } from "./world.ts";

function linde(at = "2026-07-05T12:00:00Z"): { world: World; house: HouseId } {
  const world = new World(at);
  const house = world.house("Linde", [{ label: "1", mode: "shared", beds: ["A", "B"] }]);
  return { world, house };
}

const open = ({ world, house }: ReturnType<typeof linde>) =>
  dueTasks(world.state, house, world.now);

describe("a planned end", () => {
  test("asks at 60 days, again at 30, and is overdue from the day after", () => {
    const made = linde();
    const { world, house } = made;
    const stayRef = world.place(house, [{ name: "Iris", bed: "1 A" }], {
      plannedEnd: "2026-09-30",
    });
    expect(open(made)).toEqual([]);
    world.at("2026-08-01T12:00:00Z");
    const [sixty, ...others] = open(made);
    expect(others).toEqual([]);
    expect(sixty).toMatchObject({
      kind: "planned_end_soon",
      stayRef,
      dueOn: "2026-09-30",
      overdue: false,
      asks: true,
    });
    const mark = world.id<"taskDone">();
    world.do("finishTask", { house, mark, key: sixty?.key ?? "" });
    expect(open(made)).toEqual([]);
    world.at("2026-08-31T12:00:00Z");
    expect(open(made).map(({ kind }) => kind)).toEqual(["planned_end_soon"]);
    world.at("2026-09-30T12:00:00Z");
    expect(open(made).map(({ kind }) => kind)).toEqual(["planned_end_soon"]);
    world.at("2026-10-01T12:00:00Z");
    expect(open(made)).toMatchObject([{ kind: "overdue", overdue: true, asks: true }]);
  });

  test("that is past cannot be ticked away; it ends with an extension or a departure", () => {
    const made = linde();
    const { world, house } = made;
    const plannedEnd = "2026-07-10";
    const iris = world.place(house, [{ name: "Iris", bed: "1 A" }], { plannedEnd });
    const fern = world.place(house, [{ name: "Fern", bed: "1 B" }], { plannedEnd });
    world.at("2026-07-12T12:00:00Z");
    const tasks = open(made);
    expect(tasks.map(({ kind }) => kind)).toEqual(["overdue", "overdue"]);
    const key = tasks[0]?.key ?? "";
    const refusal = world.refusal("finishTask", { house, mark: world.id<"taskDone">(), key });
    expect(refusal.code).toBe("nothing-to-do");
    world.manages = [house];
    world.do("extendStay", { house, stayRef: iris, plannedEnd: "2026-12-31", reason: "health" });
    expect(open(made).map(({ stayRef }) => stayRef)).toEqual([fern]);
    world.depart(house, fern);
    expect(open(made)).toEqual([]);
  });

  test("that is moved asks anew, although the earlier one was done", () => {
    const made = linde();
    const { world, house } = made;
    const stayRef = world.place(house, [{ name: "Iris", bed: "1 A" }], {
      plannedEnd: "2026-07-20",
    });
    const key = open(made)[0]?.key ?? "";
    world.do("finishTask", { house, mark: world.id<"taskDone">(), key });
    expect(open(made)).toEqual([]);
    world.manages = [house];
    world.do("extendStay", { house, stayRef, plannedEnd: "2026-07-30", reason: "health" });
    expect(open(made)).toMatchObject([{ kind: "planned_end_soon", dueOn: "2026-07-30" }]);
  });
});

describe("a written task", () => {
  const call = { text: "Call the school", dueOn: "2026-07-07" };

  test("is listed by its day, asks on that day and is overdue after it", () => {
    const made = linde();
    const { world, house } = made;
    world.do("addTask", { house, task: world.id<"task">(), ...call });
    world.do("addTask", { house, task: world.id<"task">(), text: "Cots", dueOn: "2026-07-06" });
    expect(open(made).map(({ text, asks }) => [text, asks])).toEqual([
      ["Cots", false],
      ["Call the school", false],
    ]);
    world.at("2026-07-07T12:00:00Z");
    expect(open(made).map(({ asks, overdue }) => [asks, overdue])).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test("before the census hour is still due on the evening before", () => {
    const made = linde();
    made.world.do("addTask", { house: made.house, task: made.world.id<"task">(), ...call });
    made.world.at("2026-07-08T01:30:00Z");
    expect(open(made)[0]?.overdue).toBe(false);
    made.world.at("2026-07-08T02:30:00Z");
    expect(open(made)[0]?.overdue).toBe(true);
  });

  test("done by two colleagues at once is done, and open again when that is taken back", () => {
    const made = linde();
    const { world, house } = made;
    const task = world.id<"task">();
    world.do("addTask", { house, task, ...call });
    const key = open(made)[0]?.key ?? "";
    const marks = [world.id<"taskDone">(), world.id<"taskDone">()];
    const both = marks.map((mark) => world.try("finishTask", { house, mark, key }));
    for (const outcome of both) world.take(outcome);
    expect(open(made)).toEqual([]);
    expect(world.refusal("finishTask", { house, mark: world.id<"taskDone">(), key }).code).toBe(
      "nothing-to-do",
    );
    world.do("reopenTask", { house, key });
    expect(open(made)).toHaveLength(1);
    expect(world.state.houses.get(house)?.taskDone.size).toBe(0);
  });

  test("without words is refused, and a task that is not there cannot be done", () => {
    const { world, house } = linde();
    const empty = { house, task: world.id<"task">(), text: "  ", dueOn: "2026-07-07" };
    expect(world.refusal("addTask", empty)).toEqual({ code: "not-well-formed", what: "task" });
    const mark = world.id<"taskDone">();
    expect(world.refusal("finishTask", { house, mark, key: "task:none" }).code).toBe("not-found");
  });

  test("taken back leaves the state as it was", () => {
    const { world, house } = linde();
    const before = structuredClone(world.state);
    const task = world.id<"task">();
    world.do("addTask", { house, task, ...call });
    world.do("dropTask", { house, task });
    expect(world.state).toEqual(before);
  });
});
