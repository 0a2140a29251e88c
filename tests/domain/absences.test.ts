import { describe, expect, test } from "vitest";
import type { HouseId } from "#domain/compartments.ts";
import type { PersonRef, StayRef } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { dueTasks } from "#domain/due.ts";
import { calendar } from "#domain/view-calendar.ts";
import { resident } from "#domain/view-resident.ts";
import { undoOf } from "#domain/undo.ts";
import { tonight } from "#domain/view-tonight.ts";
import { World } from "./world.ts";

function oneHere(): { world: World; house: HouseId; stayRef: StayRef; iris: PersonRef } {
  const world = new World("2026-05-04T18:00:00Z");
  const house = world.house("Linde", [{ label: "2", mode: "shared", beds: ["A", "B"] }]);
  const input = world.arrival(house, [{ name: "Iris", bed: "2 A" }]);
  world.do("placeHousehold", input);
  const iris = input.persons[0]?.personRef as PersonRef;
  return { world, house, stayRef: input.stayRef, iris };
}

const offerable = (world: World, house: HouseId, night: string): number => {
  const there = world.state.houses.get(house);
  if (!there) throw new Error("no such house");
  return countsOf(roomsOn(world.state, there, { night, at: world.clock })).offerable;
};

describe("an absence", () => {
  test("with the bed kept leaves every night counted", () => {
    const { world, house, stayRef, iris } = oneHere();
    world.at("2026-05-10T18:00:00Z");
    const away = { house, stayRef, persons: [iris], kind: "travel", bedKept: true } as const;
    world.do("recordAbsence", away);
    expect(offerable(world, house, "2026-05-10")).toBe(1);
    world.at("2026-05-13T18:00:00Z");
    world.do("endAbsence", { house, stayRef, persons: [{ personRef: iris }] });
    const [file] = world.state.houses.get(house)?.householdFile.values() ?? [];
    expect(file?.stays[0]?.absences).toEqual([
      { personRef: iris, from: "2026-05-10", to: "2026-05-13", kind: "travel", bedKept: true },
    ]);
  });

  test("with the bed free gives its nights to others, and needs a bed on the way back (I-07)", () => {
    const { world, house, stayRef, iris } = oneHere();
    world.at("2026-05-10T18:00:00Z");
    const away = { house, stayRef, persons: [iris], kind: "hospital", bedKept: false } as const;
    world.do("recordAbsence", away);
    expect(offerable(world, house, "2026-05-10")).toBe(2);
    world.place(house, [{ name: "Fern", bed: "2 A" }]);
    world.at("2026-05-14T18:00:00Z");
    const back = (bed?: string) => ({
      house,
      stayRef,
      persons: [{ personRef: iris, ...(bed && { bed: world.bed(house, bed) }) }],
    });
    expect(world.refusal("endAbsence", back())).toEqual({
      code: "person-without-bed",
      calledName: "Iris",
    });
    expect(world.refusal("endAbsence", back("2 A")).code).toBe("bed-taken");
    world.do("endAbsence", back("2 B"));
    expect(offerable(world, house, "2026-05-14")).toBe(0);
  });

  test("of somebody whose stay ended meanwhile is not ended any more", () => {
    const { world, house, stayRef, iris } = oneHere();
    world.at("2026-05-10T18:00:00Z");
    const away = { house, stayRef, persons: [iris], kind: "travel", bedKept: false } as const;
    world.do("recordAbsence", away);
    const ending = { reason: "planned_move_on", destination: "unknown" } as const;
    world.do("departHousehold", { house, stayRef, departedAt: world.clock, ...ending });
    const back = { house, stayRef, persons: [{ personRef: iris, bed: world.bed(house, "2 B") }] };
    expect(world.refusal("endAbsence", back).code).toBe("departed");
  });

  test("of the whole household is no departure: the stay goes on, is overdue in its time, and can end", () => {
    const { world, house, stayRef, iris } = oneHere();
    world.at("2026-05-10T18:00:00Z");
    world.do("recordAbsence", {
      house,
      stayRef,
      persons: [iris],
      kind: "unexplained",
      bedKept: false,
      expectedOn: "2026-05-11",
    });
    world.at("2026-05-12T18:00:00Z");
    expect(resident(world.state, { house, stayRef }, world.now)).toMatchObject({ nights: 8 });
    expect(
      dueTasks(world.state, house, world.now).map(({ kind, dueOn }) => [kind, dueOn]),
    ).toContainEqual(["expected_back", "2026-05-11"]);
    world.depart(house, stayRef);
    expect(resident(world.state, { house, stayRef }, world.now)?.departure?.on).toBe("2026-05-12");
    expect(dueTasks(world.state, house, world.now)).toEqual([]);
    world.do("undoDeparture", { house, stayRef });
    expect(offerable(world, house, "2026-05-12")).toBe(2);
  });

  test("cannot be of somebody who is away, not here yet, or ahead with a free bed", () => {
    const { world, house, stayRef, iris } = oneHere();
    const input = { house, stayRef, persons: [iris], kind: "travel", bedKept: false } as const;
    expect(world.refusal("recordAbsence", { ...input, from: "2026-05-01" }).code).toBe(
      "before-arrival",
    );
    expect(world.refusal("recordAbsence", { ...input, from: "2026-05-09" }).code).toBe(
      "in-the-future",
    );
    expect(world.try("recordAbsence", { ...input, from: "2026-05-09", bedKept: true }).ok).toBe(
      true,
    );
    world.do("recordAbsence", input);
    expect(world.refusal("recordAbsence", input)).toMatchObject({ code: "away" });
    world.do("undoAbsence", { house, stayRef, persons: [iris] });
    expect(offerable(world, house, "2026-05-04")).toBe(1);
  });
});

describe("an absence that was a mistake", () => {
  const travels = { kind: "travel", bedKept: true } as const;

  test("is taken back as long as no night of it is past, and that is taken back too", () => {
    const { world, house, stayRef, iris } = oneHere();
    const about = { house, stayRef, persons: [iris] };
    const was = { ...travels, from: "2026-06-20" };
    world.do("recordAbsence", { ...about, ...was });
    const back = { house, stayRef, persons: [{ personRef: iris }] };
    expect(world.refusal("endAbsence", back)).toEqual({
      code: "absence-to-come",
      from: "2026-06-20",
    });
    const absences = () =>
      [...(world.state.houses.get(house)?.householdFile.values() ?? [])][0]?.stays[0]?.absences;
    world.do("cancelAbsence", { ...about, was });
    expect(absences()).toEqual([]);
    const undo = undoOf({ act: "cancelAbsence", input: { ...about, was } }, () => "");
    expect(undo).toEqual({ act: "recordAbsence", input: { ...about, ...was } });
    world.do("recordAbsence", { ...about, ...was });
    world.at("2026-06-21T18:00:00Z");
    expect(world.refusal("cancelAbsence", { ...about, was })).toEqual({
      code: "absence-begun",
      from: "2026-06-20",
      calledName: "Iris",
    });
  });

  test("with the bed free gives it back to her, unless somebody else has it", () => {
    const { world, house, stayRef, iris } = oneHere();
    const about = { house, stayRef, persons: [iris] };
    const today = { kind: "hospital", bedKept: false, from: "2026-05-05" } as const;
    world.at("2026-05-05T18:00:00Z");
    world.do("recordAbsence", { ...about, ...today });
    world.do("cancelAbsence", { ...about, was: today });
    expect(offerable(world, house, "2026-05-05")).toBe(1);
    world.do("recordAbsence", { ...about, ...today });
    world.place(house, [{ name: "Fern", bed: "2 A" }]);
    expect(world.refusal("cancelAbsence", { ...about, was: today }).code).toBe("bed-taken");
  });

  test("is refused where its first night is far ahead, or where no night lies in it", () => {
    const { world, house, stayRef, iris } = oneHere();
    const away = { house, stayRef, persons: [iris], ...travels };
    expect(world.refusal("recordAbsence", { ...away, from: "2027-05-01" })).toEqual({
      code: "too-far-ahead",
      date: "2027-05-01",
      latest: "2026-08-02",
    });
    const sameDay = { ...away, from: "2026-05-04", expectedOn: "2026-05-04" };
    expect(world.refusal("recordAbsence", sameDay)).toEqual({
      code: "no-night-away",
      date: "2026-05-04",
    });
  });
});

describe("whoever sleeps elsewhere tonight with her bed kept", () => {
  test("is away on the board, in the calendar and in her file, and not before her first night away", () => {
    const { world, house, stayRef, iris } = oneHere();
    const away = { house, stayRef, persons: [iris], kind: "travel", bedKept: true } as const;
    world.do("recordAbsence", { ...away, from: "2026-05-05" });
    const asShown = () => {
      const now = world.now;
      const beds = tonight(world.state, { house }, now)?.rooms.flatMap((room) => room.beds) ?? [];
      const asked = { house, from: "2026-05-01", nights: 30 };
      const bars = calendar(world.state, asked, now)?.rooms.flatMap((room) =>
        room.beds.flatMap((bed) => bed.bars),
      );
      const stay = bars?.find(({ is }) => is === "stay");
      const file = resident(world.state, { house, stayRef }, now)?.persons[0];
      return {
        board: beds.flatMap((bed) => (bed.now.is === "occupied" ? [bed.now.by.away] : [])),
        calendar: stay?.is === "stay" ? stay.by.away : undefined,
        file: file?.away?.kind,
        later: file?.awayLater?.from,
      };
    };
    const nowhere = { board: [undefined], calendar: undefined, file: undefined };
    expect(asShown()).toEqual({ ...nowhere, later: "2026-05-05" });
    world.at("2026-05-05T18:00:00Z");
    const elsewhere = { board: ["travel"], calendar: "travel", file: "travel" };
    expect(asShown()).toEqual({ ...elsewhere, later: undefined });
  });
});
