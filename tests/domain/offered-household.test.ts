// Over 300 lines: one household, offered, and everything that can happen to it meanwhile.
import { describe, expect, test } from "vitest";
import { undoOf } from "#domain/undo.ts";
import type { Deed } from "#domain/acts.ts";
import type { PersonRef } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import { brokenLaws } from "./laws.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B", "C"] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
];
const ending = { reason: "planned_move_on", destination: "unknown" } as const;

/** Iris and her child Noor in one house, and a house that could take them over. */
function scene() {
  const world = new World("2026-07-04T20:00:00Z");
  const birke = world.house("Birke", rooms);
  const linde = world.house("Linde", rooms);
  world.manages = [birke, linde];
  const stayRef = world.place(birke, [
    { name: "Iris", bed: "1 A" },
    { name: "Noor", bed: "1 B", kind: "child", ageBand: "6-11" },
  ]);
  const offer = world.id<"transfer">();
  const offered = () => world.state.organisation.transferOffer.get(offer);
  const file = (): HouseholdFile => {
    const there = world.state.houses.get(birke);
    const found = there?.householdFile.get(there.files.get(stayRef) ?? ("" as never));
    if (!found) throw new Error("no file");
    return found;
  };
  const [iris, noor] = file().persons.map(({ personRef }) => personRef) as [PersonRef, PersonRef];
  const accepting = () => ({
    offer,
    placement: world.id<"placement">(),
    figures: world.id<"figures">(),
    moves: (offered()?.persons ?? []).map(({ personRef }, at) => ({
      personRef,
      bed: world.bed(linde, ["1 A", "1 B", "1 C"][at] ?? ""),
    })),
  });
  const send = (): void => {
    const stands = offered()?.state;
    const by = stands?.is === "accepted" ? stands.by : "";
    world.do("sendFile", {
      offer,
      letter: { to: by, generation: 1, sealed: "5ea1ed" },
      content: file(),
    });
  };
  const broken = () =>
    brokenLaws(world.state, { from: "2026-07-01", to: "2026-07-20", at: world.clock });
  const occupied = (night: string) =>
    [birke, linde].map((house) => {
      const there = world.state.houses.get(house);
      return there && countsOf(roomsOn(world.state, there, { night, at: 0 })).occupied;
    });
  return {
    world,
    birke,
    linde,
    stayRef,
    offer,
    offered,
    file,
    iris,
    noor,
    accepting,
    send,
    broken,
    occupied,
  };
}
type Scene = ReturnType<typeof scene>;

const does: Readonly<Record<string, (of: Scene) => Deed>> = {
  "a child joins": ({ world, birke, stayRef }) => ({
    act: "joinHousehold",
    input: {
      house: birke,
      stayRef,
      relation: "child",
      person: {
        personRef: world.id<"person">(),
        calledName: "Baby",
        code: "ABCDE",
        kind: "child",
        ageBand: "0-2",
        bed: world.bed(birke, "1 C"),
      },
    },
  }),
  "somebody leaves": ({ world, birke, stayRef, noor }) => ({
    act: "leaveHousehold",
    input: {
      house: birke,
      stayRef,
      persons: [noor],
      file: world.id<"file">(),
      episode: world.id<"episode">(),
      departedAt: world.clock,
      ...ending,
    },
  }),
  "all leave": ({ world, birke, stayRef }) => ({
    act: "departHousehold",
    input: { house: birke, stayRef, departedAt: world.clock, ...ending },
  }),
};

describe("an offer is of a household as it is", () => {
  test("who is away without a bed belongs to it, and is back where she is given one", () => {
    const it = scene();
    const { world, birke, linde, stayRef, offer, noor } = it;
    const away = {
      house: birke,
      stayRef,
      persons: [noor],
      kind: "hospital",
      bedKept: false,
    } as const;
    world.do("recordAbsence", away);
    world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
    expect(it.offered()?.persons).toHaveLength(2);
    world.do("acceptTransfer", it.accepting());
    expect(it.broken()).toEqual([]);
    it.send();
    world.do("takeFile", { offer, file: world.id<"file">(), content: it.file() });
    expect(it.broken()).toEqual([]);
    expect(it.occupied("2026-07-04")).toEqual([0, 2]);
  });

  for (const [what, deed] of Object.entries(does)) {
    test(`${what} before it is answered: it says so, and so does taking that back`, () => {
      const it = scene();
      const { world, birke, linde, stayRef, offer } = it;
      world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
      const old = it.accepting();
      const told = deed(it);
      world.do(told.act, told.input as never);
      if (what === "all leave") {
        expect(it.offered()?.state).toMatchObject({ is: "withdrawn" });
        expect(world.refusal("acceptTransfer", old)).toEqual({
          code: "transfer-went-on",
          is: "withdrawn",
        });
        expect(it.broken()).toEqual([]);
        return;
      }
      expect(it.offered()?.persons).toHaveLength(what === "a child joins" ? 3 : 1);
      expect(world.refusal("acceptTransfer", old).code).toBe("person-without-bed");
      const back = undoOf(told, () => "");
      if (!back) throw new Error("nothing takes it back");
      world.do(back.act, back.input as never);
      expect(it.offered()?.persons).toHaveLength(2);
      const again = deed(it);
      world.do(again.act, again.input as never);
      world.do("acceptTransfer", it.accepting());
      expect(it.broken()).toEqual([]);
      it.send();
      world.do("takeFile", { offer, file: world.id<"file">(), content: it.file() });
      expect(it.broken()).toEqual([]);
    });

    for (const when of ["accepted", "file_sent", "completed"] as const) {
      test(`${what} once it is ${when}: refused, and everybody stays where she is`, () => {
        const it = scene();
        const { world, birke, linde, stayRef, offer } = it;
        world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
        world.do("acceptTransfer", it.accepting());
        if (when !== "accepted") it.send();
        if (when === "completed") {
          world.do("takeFile", { offer, file: world.id<"file">(), content: it.file() });
        }
        const { act, input } = deed(it);
        const { code } = world.refusal(act, input as never);
        expect(["departed", "transfer-went-on"]).toContain(code);
        expect(it.broken()).toEqual([]);
      });
    }
  }

  test("whom they must not meet is told anew when it is written down after the offer", () => {
    const it = scene();
    const { world, birke, linde, stayRef, offer, iris } = it;
    const other = world.id<"person">();
    world.place(birke, [{ name: "Fern", bed: "2 A", personRef: other }]);
    world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
    expect(it.offered()?.avoid).toEqual([]);
    world.do("recordConflict", {
      house: birke,
      conflict: world.id<"safetyConflict">(),
      sides: [[iris], [other]],
      kind: "same_network",
      level: "never_same_house",
      reviewOn: "2026-08-01",
    });
    expect(it.offered()?.avoid).toEqual([{ personRef: other, level: "never_same_house" }]);
  });

  test("moved in one act by somebody who holds both houses: it is withdrawn", () => {
    const it = scene();
    const { world, birke, linde, stayRef, offer, iris, noor } = it;
    world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
    world.do("transferHousehold", {
      house: birke,
      stayRef,
      to: linde,
      placement: world.id<"placement">(),
      file: world.id<"file">(),
      figures: world.id<"figures">(),
      moves: [
        { personRef: iris, bed: world.bed(linde, "1 A") },
        { personRef: noor, bed: world.bed(linde, "1 B") },
      ],
      reason: "other",
    });
    expect(it.offered()?.state).toMatchObject({ is: "withdrawn" });
    expect(it.broken()).toEqual([]);
  });

  test("what is written of beds that another house has taken over leaves them open, should it take its yes back", () => {
    const it = scene();
    const { world, birke, linde, stayRef, offer, file } = it;
    world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
    const yes = { ...it.accepting(), evening: "2026-07-08" };
    world.do("acceptTransfer", yes);
    const was = file().stays.at(-1)?.plannedEnd;
    world.do("extendStay", {
      house: birke,
      stayRef,
      plannedEnd: "2027-05-01",
      reason: "health",
      ...(was && { was }),
    });
    expect(it.occupied("2026-07-08")).toEqual([0, 2]);
    const back = undoOf({ act: "acceptTransfer", input: yes }, () => "");
    if (!back) throw new Error("nothing takes it back");
    world.do(back.act, back.input as never);
    expect(it.occupied("2026-07-08")).toEqual([2, 0]);
    expect(it.broken()).toEqual([]);
  });

  test("offered back to the house that they came from, they have figures there for each time, from the next evening", () => {
    const it = scene();
    const { world, birke, linde, stayRef, offer } = it;
    world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
    world.do("acceptTransfer", it.accepting());
    it.send();
    world.do("takeFile", { offer, file: world.id<"file">(), content: it.file() });
    const back = world.id<"transfer">();
    world.do("offerTransfer", { house: linde, stayRef, to: birke, offer: back });
    expect(world.state.organisation.transferOffer.get(back)?.notBefore).toBe("2026-07-05");
    const input = {
      offer: back,
      placement: world.id<"placement">(),
      figures: world.id<"figures">(),
      evening: "2026-07-05",
      moves: [it.iris, it.noor].map((personRef, at) => ({
        personRef,
        bed: world.bed(birke, at === 0 ? "2 A" : "2 B"),
      })),
    };
    world.do("acceptTransfer", input);
    expect(it.broken()).toEqual([]);
    const there = world.state.houses.get(birke);
    expect(there?.figuresRecord.size).toBe(2);
    expect(there?.figures.get(stayRef)).toBe(input.figures);
    const no = undoOf({ act: "acceptTransfer", input }, () => "");
    if (!no) throw new Error("nothing takes it back");
    world.do(no.act, no.input as never);
    expect(it.broken()).toEqual([]);
    expect(world.state.houses.get(birke)?.figuresRecord.size).toBe(1);
  });
});

test("who is away from another household, without a bed, comes into no stay beside it", () => {
  const it = scene();
  const { world, birke, linde, stayRef, noor } = it;
  world.do("recordAbsence", {
    house: birke,
    stayRef,
    persons: [noor],
    kind: "hospital",
    bedKept: false,
  });
  const other = world.place(linde, [{ name: "Fern", bed: "2 A" }]);
  const again = {
    personRef: noor,
    calledName: "Noor",
    code: "ABCDE",
    kind: "child",
    ageBand: "6-11",
    bed: world.bed(linde, "2 B"),
  } as const;
  const away = { code: "away", calledName: "Noor", from: "2026-07-04" };
  expect(
    world.refusal("joinHousehold", {
      house: linde,
      stayRef: other,
      person: again,
      relation: "child",
    }),
  ).toEqual(away);
  const arriving = { ...world.arrival(linde, [], {}), persons: [again] };
  expect(world.refusal("placeHousehold", arriving)).toEqual(away);
});

test("somebody who has left a household is not taken along to another house", () => {
  const it = scene();
  const { world, birke, linde, stayRef, iris, noor } = it;
  const leaving = does["somebody leaves"]?.(it);
  if (!leaving) throw new Error("nobody leaves");
  world.do(leaving.act, leaving.input as never);
  const ids = {
    placement: world.id<"placement">(),
    file: world.id<"file">(),
    figures: world.id<"figures">(),
  };
  const moves = [iris, noor].map((personRef, at) => ({
    personRef,
    bed: world.bed(linde, at === 0 ? "1 A" : "1 B"),
  }));
  const to = { house: birke, stayRef, to: linde, ...ids };
  const gone = { code: "departed", on: "2026-07-04" };
  expect(world.refusal("transferHousehold", { ...to, moves, reason: "other" })).toEqual(gone);
  const newStayRef = world.id<"stay">();
  expect(world.refusal("moveOn", { ...to, newStayRef, movedAt: world.clock, moves })).toEqual(gone);
});
