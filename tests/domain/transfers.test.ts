// Over 300 lines: one transfer, in every state and from both sides.
import { describe, expect, test } from "vitest";
import { undoOf } from "#domain/undo.ts";
import type { HouseId } from "#domain/compartments.ts";
import { dueTasks } from "#domain/due.ts";
import type { Id, PersonRef, StayRef } from "#domain/ids.ts";
import { markOf, offersOf } from "#domain/leaving.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import type { TransferOffer } from "#domain/records-exchange.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import { applyChange, emptyState, type State } from "#domain/state.ts";
import { runView } from "#domain/views.ts";
import { brokenLaws } from "./laws.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B"] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
];

function offered(world = new World("2026-07-04T20:00:00Z")) {
  const birke = world.house("Birke", rooms);
  const linde = world.house("Linde", rooms);
  const stayRef = world.place(birke, [
    { name: "Iris", bed: "1 A" },
    { name: "Noor", bed: "1 B", kind: "child", ageBand: "6-11" },
  ]);
  const offer = world.id<"transfer">();
  world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
  return { world, birke, linde, stayRef, offer };
}

type Scene = ReturnType<typeof offered>;

const accepting = ({ world, linde, offer }: Scene, beds = ["1 A", "1 B"]) => {
  const persons = world.state.organisation.transferOffer.get(offer)?.persons ?? [];
  return {
    offer,
    placement: world.id<"placement">(),
    figures: world.id<"figures">(),
    moves: persons.map(({ personRef }, at) => ({
      personRef,
      bed: world.bed(linde, beds[at] ?? ""),
    })),
  };
};

const noor = ({ world, birke, stayRef }: Scene): PersonRef => {
  const [, child] = fileIn(world, birke, stayRef)?.persons ?? [];
  if (!child) throw new Error("no child");
  return child.personRef;
};
const counts = (state: State, house: HouseId, night = "2026-07-04") => {
  const known = state.houses.get(house);
  if (!known) throw new Error("no such house");
  return countsOf(roomsOn(state, known, { night, at: 0 }));
};
const stands = ({ world, offer }: Scene) =>
  world.state.organisation.transferOffer.get(offer)?.state;
const fileIn = (world: World, house: HouseId, stay: StayRef): HouseholdFile | undefined => {
  const state = world.state.houses.get(house);
  return state?.householdFile.get(state.files.get(stay) ?? "");
};

/** The sender's client does what follows from an acceptance. */
function send(scene: Scene, content = fileIn(scene.world, scene.birke, scene.stayRef)): void {
  const { world, offer } = scene;
  const state = stands(scene);
  if (state?.is !== "accepted" || !content) throw new Error("not accepted");
  const letter = { to: state.by, generation: 1, sealed: "5ea1ed" };
  world.do("sendFile", { offer, letter, content });
}

test("an offer says who they are by refs and bands alone, and whom they must not meet", () => {
  const { world, birke, linde, stayRef, offer } = offered();
  const written = JSON.stringify(world.state.organisation.transferOffer.get(offer));
  expect(written).not.toContain("Iris");
  expect(written).not.toContain("Noor");
  expect(world.state.organisation.transferOffer.get(offer)).toMatchObject({
    from: birke,
    to: linde,
    stayRef,
    notBefore: "2026-07-04",
    persons: [{ kind: "woman" }, { kind: "child", ageBand: "6-11" }],
    state: { is: "offered" },
  });
  const again = { house: birke, stayRef, to: linde, offer: world.id<"transfer">() };
  expect(world.refusal("offerTransfer", again).code).toBe("already-there");
  expect(dueTasks(world.state, linde, world.now).map(({ kind }) => kind)).toContain(
    "transfer_open",
  );
});

describe("an acceptance", () => {
  test("places the same people of the same stay, and ends their beds for every reader at once", () => {
    const scene = offered();
    const { world, birke, linde, stayRef } = scene;
    const written = world.do("acceptTransfer", accepting(scene));
    expect(written.map(({ type, place }) => [type, place.compartment])).toEqual([
      ["transferOffer", "exchange"],
      ["placement", "capacity"],
      ["figuresRecord", "figures"],
    ]);
    expect(counts(world.state, birke).occupied).toBe(0);
    expect(counts(world.state, linde).occupied).toBe(2);
    expect(stands(scene)).toMatchObject({ is: "accepted", evening: "2026-07-04" });
    const leave = { house: birke, stayRef, departedAt: world.clock } as const;
    expect(
      world.refusal("departHousehold", { ...leave, reason: "other", destination: "unknown" }),
    ).toEqual({ code: "departed", on: "2026-07-04" });
  });

  test("for another evening leaves them where they are until then", () => {
    const scene = offered();
    const { world, birke, linde } = scene;
    world.do("acceptTransfer", { ...accepting(scene), evening: "2026-07-07" });
    expect(counts(world.state, birke, "2026-07-06").occupied).toBe(2);
    expect(counts(world.state, linde, "2026-07-06").occupied).toBe(0);
    expect(counts(world.state, birke, "2026-07-07").occupied).toBe(0);
    expect(counts(world.state, linde, "2026-07-07").occupied).toBe(2);
  });

  test("counts for nothing in a house that has not offered the stay itself, to that house, by that offer", () => {
    const scene = offered();
    const { world, birke, linde, offer, stayRef } = scene;
    world.do("acceptTransfer", accepting(scene));
    const own = world.state.organisation.transferOffer.get(offer) as TransferOffer;
    const exchange = { compartment: "exchange" } as const;
    const put = (id: string, payload: TransferOffer) =>
      applyChange(world.state, { is: "put", place: exchange, type: "transferOffer", id, payload });
    applyChange(world.state, { is: "remove", place: exchange, type: "transferOffer", id: offer });
    for (const [id, payload] of [
      // Somebody writes an offer in the house's name, or answers it for another house.
      [world.id<"transfer">(), own],
      [offer, { ...own, to: world.house("Erle", rooms) }],
    ] as const) {
      put(id, payload);
      expect(counts(world.state, birke).occupied).toBe(2);
      expect([...offersOf(world.state)]).toEqual([]);
      applyChange(world.state, { is: "remove", place: exchange, type: "transferOffer", id });
    }
    put(offer, own);
    expect([counts(world.state, birke).occupied, counts(world.state, linde).occupied]).toEqual([
      0, 2,
    ]);
    expect(world.state.houses.get(birke)?.offeredStay.get(markOf(offer))).toEqual({
      stayRef,
      to: linde,
    });
  });

  test("is told alike whichever record a reader opens first", () => {
    const scene = offered();
    const { world, birke, linde } = scene;
    world.do("acceptTransfer", accepting(scene));
    const puts = [...world.state.houses.values()].flatMap((house) => [
      ...[...house.room].map((one) => ["room", house.house, ...one] as const),
      ...[...house.bed].map((one) => ["bed", house.house, ...one] as const),
      ...[...house.placement].map((one) => ["placement", house.house, ...one] as const),
      ...[...house.offeredStay].map((one) => ["offeredStay", house.house, ...one] as const),
    ]);
    const offers = [...world.state.organisation.transferOffer];
    for (const first of [true, false]) {
      const state = emptyState();
      const exchange = (): void => {
        for (const [id, payload] of offers) {
          const place = { compartment: "exchange" } as const;
          applyChange(state, { is: "put", place, type: "transferOffer", id, payload });
        }
      };
      if (first) exchange();
      for (const [type, house, id, payload] of puts) {
        const place = { compartment: "capacity", house } as const;
        applyChange(state, { is: "put", place, type, id, payload } as never);
      }
      if (!first) exchange();
      expect([counts(state, birke).occupied, counts(state, linde).occupied]).toEqual([0, 2]);
    }
  });

  test("is refused where a bed is taken, someone is forgotten, or they cannot have left yet", () => {
    const scene = offered();
    const { world, linde } = scene;
    world.place(linde, [{ name: "Fern", bed: "2 A" }]);
    const input = accepting(scene, ["2 A", "2 B"]);
    expect(world.refusal("acceptTransfer", input).code).toBe("bed-taken");
    expect(world.refusal("acceptTransfer", { ...input, moves: input.moves.slice(1) }).code).toBe(
      "person-without-bed",
    );
    expect(world.refusal("acceptTransfer", { ...accepting(scene), evening: "2026-07-03" })).toEqual(
      { code: "moved-since", date: "2026-07-03", movedOn: "2026-07-04" },
    );
  });

  test("beside someone whom they must not meet takes a manager and a reason", () => {
    const world = new World("2026-07-04T20:00:00Z");
    const feared = world.id<"person">();
    const scene = offered(world);
    const { linde, offer } = scene;
    world.place(linde, [{ name: "Fern", bed: "2 A", personRef: feared }]);
    const known = world.state.organisation.transferOffer.get(offer);
    if (!known) throw new Error("no offer");
    const avoid = [{ personRef: feared, level: "never_same_house" as const }];
    const place = { compartment: "exchange" } as const;
    const payload = { ...known, avoid };
    applyChange(world.state, { is: "put", place, type: "transferOffer", id: offer, payload });
    const input = { ...accepting(scene), override: { reason: "They were asked." } };
    expect(world.refusal("acceptTransfer", input)).toEqual({
      code: "must-not-meet",
      level: "never_same_house",
    });
    world.manages = [linde];
    const { override: _, ...silent } = input;
    expect(world.refusal("acceptTransfer", silent).code).toBe("must-not-meet");
    world.do("acceptTransfer", input);
    const content = fileIn(world, scene.birke, scene.stayRef);
    if (!content) throw new Error("no file");
    send(scene);
    world.do("takeFile", { offer, file: world.id<"file">(), content });
    expect(fileIn(world, linde, scene.stayRef)?.stays.at(-1)?.overrides).toMatchObject([
      { rule: "never_same_house", reason: "They were asked.", by: world.now.member },
    ]);
    expect(JSON.stringify(stands(scene))).not.toContain("They were asked.");
  });

  test("can be taken back until the file is sent", () => {
    const scene = offered();
    const { world, birke, linde } = scene;
    const input = accepting(scene);
    world.do("acceptTransfer", input);
    const back = undoOf({ act: "acceptTransfer", input }, () => "");
    if (!back) throw new Error("nothing takes it back");
    world.do(back.act, back.input);
    expect(stands(scene)).toEqual({ is: "offered" });
    expect([counts(world.state, birke).occupied, counts(world.state, linde).occupied]).toEqual([
      2, 0,
    ]);
    world.do("acceptTransfer", input);
    send(scene);
    expect(world.refusal(back.act, back.input)).toEqual({
      code: "transfer-went-on",
      is: "file_sent",
    });
  });
});

test("the file follows: sent by the one house, opened in the other, let go of, and then forgotten", () => {
  const scene = offered();
  const { world, birke, linde, stayRef, offer } = scene;
  const content = fileIn(world, birke, stayRef);
  if (!content) throw new Error("no file");
  world.do("acceptTransfer", accepting(scene));
  send(scene);
  const [left] = world.state.houses.get(birke)?.placement.values() ?? [];
  expect(left?.assignments.map(({ to }) => to)).toEqual(["2026-07-04", "2026-07-04"]);
  const taking = { offer, file: world.id<"file">(), content };
  const other = { ...content, persons: content.persons.slice(1) };
  expect(world.refusal("takeFile", { ...taking, content: other }).code).toBe("not-well-formed");
  world.do("takeFile", taking);
  expect(fileIn(world, linde, stayRef)).toEqual(content);
  expect(stands(scene)).toMatchObject({ is: "completed", settled: false });
  expect(JSON.stringify(stands(scene))).not.toContain("sealed");
  world.at("2026-07-20T20:00:00Z");
  expect(world.do("clearTransfers", {})).toEqual([]);
  world.do("settleTransfer", { offer });
  expect(fileIn(world, birke, stayRef)).toBeUndefined();
  world.do("clearTransfers", {});
  expect(stands(scene)).toBeUndefined();
  expect(counts(world.state, birke).occupied).toBe(0);
});

test("somebody who went away after the offer is back from the evening that the other house takes her over (I-07)", () => {
  const scene = offered();
  const { world, birke, linde, stayRef, offer } = scene;
  const [iris] = fileIn(world, birke, stayRef)?.persons ?? [];
  const persons = iris ? [iris.personRef] : [];
  const away = { house: birke, stayRef, persons, kind: "hospital", bedKept: false } as const;
  world.do("recordAbsence", away);
  world.do("acceptTransfer", accepting(scene));
  const nights = { from: "2026-07-01", to: "2026-07-08", at: world.clock };
  expect(brokenLaws(world.state, nights)).toEqual([]);
  expect(world.refusal("recordAbsence", { ...away, persons: [noor(scene)] }).code).toBe("departed");
  send(scene);
  const content = fileIn(world, birke, stayRef);
  if (!content) throw new Error("no file");
  world.do("takeFile", { offer, file: world.id<"file">(), content });
  expect(brokenLaws(world.state, nights)).toEqual([]);
  const [stay] = fileIn(world, linde, stayRef)?.stays ?? [];
  expect(stay?.absences).toMatchObject([{ from: "2026-07-04", to: "2026-07-04" }]);
});

test("an end that was moved after the offer stands on the board of the new house once the file has come (I-08)", () => {
  const scene = offered();
  const { world, birke, linde, stayRef, offer } = scene;
  const [was] = fileIn(world, birke, stayRef)?.stays ?? [];
  world.manages = [birke];
  const plannedEnd = "2027-09-01";
  const extension = { house: birke, stayRef, plannedEnd, reason: "health" } as const;
  world.do("extendStay", { ...extension, ...(was?.plannedEnd && { was: was.plannedEnd }) });
  world.do("acceptTransfer", accepting(scene));
  send(scene);
  const content = fileIn(world, birke, stayRef);
  if (!content) throw new Error("no file");
  world.do("takeFile", { offer, file: world.id<"file">(), content });
  const [placement] = world.state.houses.get(linde)?.placement.values() ?? [];
  expect(placement?.plannedEnd).toBe(plannedEnd);
  const nights = { from: "2026-07-01", to: "2026-07-08", at: world.clock };
  expect(brokenLaws(world.state, nights)).toEqual([]);
});

test("somebody away without a bed who is given one in the other house is back, until that is taken back", () => {
  const world = new World("2026-07-04T20:00:00Z");
  const birke = world.house("Birke", rooms);
  const linde = world.house("Linde", rooms);
  const stayRef = world.place(birke, [
    { name: "Iris", bed: "1 A" },
    { name: "Noor", bed: "1 B", kind: "child", ageBand: "6-11" },
  ]);
  const [iris, child] = (fileIn(world, birke, stayRef)?.persons ?? []).map((one) => one.personRef);
  if (!iris || !child) throw new Error("no persons");
  world.at("2026-07-05T20:00:00Z");
  const away = { house: birke, stayRef, persons: [child], kind: "travel", bedKept: false } as const;
  world.do("recordAbsence", away);
  world.at("2026-07-06T20:00:00Z");
  const input = {
    house: birke,
    stayRef,
    to: linde,
    placement: world.id<"placement">(),
    file: world.id<"file">(),
    figures: world.id<"figures">(),
    moves: [
      { personRef: iris, bed: world.bed(linde, "1 A") },
      { personRef: child, bed: world.bed(linde, "1 B") },
    ],
    reason: "other" as const,
  };
  world.do("transferHousehold", input);
  const nights = { from: "2026-07-01", to: "2026-07-12", at: world.clock };
  expect(brokenLaws(world.state, nights)).toEqual([]);
  expect(fileIn(world, linde, stayRef)?.stays[0]?.absences).toMatchObject([{ to: "2026-07-06" }]);
  world.do("undoTransfer", { house: birke, stayRef, to: linde, file: world.id<"file">() });
  expect(brokenLaws(world.state, nights)).toEqual([]);
  const [open] = fileIn(world, birke, stayRef)?.stays[0]?.absences ?? [];
  expect(open?.to).toBeUndefined();
});

test("a file that was changed after it was sealed is sealed again", () => {
  const scene = offered();
  const { world, birke, stayRef } = scene;
  const content = fileIn(world, birke, stayRef);
  world.do("acceptTransfer", accepting(scene));
  const older = content && { ...content, members: content.members.slice(1) };
  expect(() => send(scene, older)).toThrow(/changed-since/);
});

test("whoever cannot wait has the file sent to herself", () => {
  const scene = offered();
  const { world, offer } = scene;
  world.do("acceptTransfer", accepting(scene));
  send(scene);
  world.do("askForFile", { offer });
  expect(stands(scene)).toMatchObject({ is: "accepted", by: world.now.member });
  send(scene);
});

test("a household that was taken over can be offered back, and has one placement in each house", () => {
  const scene = offered();
  const { world, birke, linde, stayRef, offer } = scene;
  const content = fileIn(world, birke, stayRef);
  if (!content) throw new Error("no file");
  world.do("acceptTransfer", accepting(scene));
  send(scene);
  world.do("takeFile", { offer, file: world.id<"file">(), content });
  world.do("settleTransfer", { offer });
  world.at("2026-07-06T20:00:00Z");
  const back = world.id<"transfer">();
  world.do("offerTransfer", { house: linde, stayRef, to: birke, offer: back });
  const persons = world.state.organisation.transferOffer.get(back)?.persons ?? [];
  world.do("acceptTransfer", {
    offer: back,
    placement: world.id<"placement">(),
    figures: world.id<"figures">(),
    moves: persons.map(({ personRef }, at) => ({
      personRef,
      bed: world.bed(birke, at === 0 ? "2 A" : "2 B"),
    })),
  });
  expect(world.state.houses.get(birke)?.placement.size).toBe(1);
  const nights = ["2026-07-03", "2026-07-04", "2026-07-05", "2026-07-06"];
  expect(nights.map((night) => counts(world.state, birke, night).occupied)).toEqual([0, 0, 0, 2]);
  expect(nights.map((night) => counts(world.state, linde, night).occupied)).toEqual([0, 2, 2, 0]);
});

test("an offer is withdrawn by the house that made it and declined by the one that was asked, once", () => {
  for (const act of ["withdrawTransfer", "declineTransfer"] as const) {
    const scene = offered();
    const { world, offer, birke, linde } = scene;
    world.do(act, { offer });
    expect(world.refusal("acceptTransfer", accepting(scene)).code).toBe("transfer-went-on");
    expect(world.refusal(act, { offer }).code).toBe("transfer-went-on");
    expect(counts(world.state, birke).occupied).toBe(2);
    const view = runView(world.state, { name: "transfers", args: { house: linde } }, world.now);
    expect(view.coming[0]).toMatchObject({ other: "Birke", persons: 2 });
    world.at("2026-07-12T20:00:00Z").do("clearTransfers", {});
    expect(world.state.organisation.transferOffer.size).toBe(0);
  }
});

test("an offer shows where its people could sleep in the house that was asked", () => {
  const { world, offer } = offered();
  const view = runView(world.state, { name: "transfer", args: { offer } }, world.now);
  expect(view?.persons.map(({ kind }) => kind)).toEqual(["woman", "child"]);
  expect(view?.places.fitting.map(({ label }) => label)).toEqual(["1", "2"]);
  const known: Id<"transfer"> | undefined = view?.line.offer;
  expect(known).toBe(offer);
});
