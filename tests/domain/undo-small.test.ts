import { describe, expect, test } from "vitest";
import { runAct, type Deed } from "#domain/acts.ts";
import { applyChange } from "#domain/state.ts";
import { undoOf } from "#domain/undo.ts";
import { World } from "./world.ts";

/** A house of one shared room, in which bed A is held since eight in the evening. */
function held() {
  const world = new World("2026-07-04T20:00:00Z");
  const house = world.house("Linde", [{ label: "1", mode: "shared", beds: ["A", "B"] }]);
  const hold = world.id<"hold">();
  world.do("holdBeds", { house, hold, beds: [world.bed(house, "1 A")] });
  const record = () => world.state.houses.get(house)?.hold.get(hold);
  return { world, house, hold, record };
}

/** Takes a deed back; says what stood against it. */
function takeBack(world: World, deed: Deed): string {
  const undo = undoOf(deed, () => world.id<"file">());
  if (undo === undefined) throw new Error(`${deed.act} has no undo`);
  const undone = runAct(world.state, undo, world.now);
  if (!undone.ok) return undone.refusal.code;
  for (const change of undone.changes) applyChange(world.state, change);
  return "done";
}

describe("a hold", () => {
  test("that was let go, confirmed or extended is as it was before", () => {
    const { world, house, hold, record } = held();
    const before = record();
    const was = world.clock + 4 * 3_600_000;
    const deeds: readonly Deed[] = [
      { act: "releaseHold", input: { house, hold, confirmed: false } },
      { act: "confirmHold", input: { house, hold } },
      { act: "extendHold", input: { house, hold, expiresAt: was + 3_600_000, was } },
    ];
    for (const deed of deeds) {
      const done = runAct(world.state, deed, world.now);
      if (!done.ok) throw new Error(`${deed.act}: ${done.refusal.code}`);
      for (const change of done.changes) applyChange(world.state, change);
      expect(record()).not.toEqual(before);
      expect(takeBack(world, deed)).toBe("done");
      expect(record()).toEqual(before);
    }
  });

  test("that was certain when it was let go is certain again", () => {
    const { world, house, hold, record } = held();
    world.do("confirmHold", { house, hold });
    const deed = { act: "releaseHold", input: { house, hold, confirmed: true } } as const;
    world.do(deed.act, deed.input);
    expect(takeBack(world, deed)).toBe("done");
    expect(record()?.state).toBe("confirmed");
    expect(takeBack(world, deed)).toBe("nothing-to-do");
  });

  test("is not taken again once somebody has the bed, or its time is over", () => {
    const { world, house, hold } = held();
    const deed = { act: "releaseHold", input: { house, hold } } as const;
    world.do(deed.act, deed.input);
    world.place(house, [{ name: "Iris", bed: "1 A" }]);
    expect(takeBack(world, deed)).toBe("bed-taken");

    const late = held();
    const over = { act: "releaseHold", input: { house: late.house, hold: late.hold } } as const;
    late.world.do(over.act, over.input);
    late.world.at("2026-07-05T02:00:00Z");
    expect(takeBack(late.world, over)).toBe("hold-ended");
  });

  test("does not expire at once by being made uncertain again", () => {
    const { world, house, hold } = held();
    const deed = { act: "confirmHold", input: { house, hold } } as const;
    world.do(deed.act, deed.input);
    world.at("2026-07-05T02:00:00Z");
    expect(takeBack(world, deed)).toBe("hold-ended");
  });
});

test("a no to a transfer is taken back by whoever said it, until they are offered to another house", () => {
  const world = new World("2026-07-04T20:00:00Z");
  const rooms = [{ label: "1", mode: "shared" as const, beds: ["A"] }];
  const [birke, linde, erle] = ["Birke", "Linde", "Erle"].map((name) => world.house(name, rooms));
  if (!birke || !linde || !erle) throw new Error("no houses");
  const stayRef = world.place(birke, [{ name: "Iris", bed: "1 A" }]);
  const offer = world.id<"transfer">();
  world.do("offerTransfer", { house: birke, stayRef, to: linde, offer });
  const deed = { act: "declineTransfer", input: { offer } } as const;
  const stands = () => world.state.organisation.transferOffer.get(offer)?.state.is;
  world.do(deed.act, deed.input);
  expect(takeBack(world, deed)).toBe("done");
  expect(stands()).toBe("offered");

  world.do(deed.act, deed.input);
  const again = { house: birke, stayRef, to: erle, offer: world.id<"transfer">() };
  world.do("offerTransfer", again);
  expect(takeBack(world, deed)).toBe("transfer-went-on");
  expect(stands()).toBe("declined");
});

test("a callback that was agreed by mistake is forgotten, and a review is due when it was", () => {
  const world = new World("2026-07-04T20:00:00Z");
  const house = world.house("Linde", [{ label: "1", mode: "shared", beds: ["A", "B"] }]);
  const conflict = world.id<"safetyConflict">();
  const sides = [[world.id<"person">()], [world.id<"person">()]];
  const about = { kind: "same_network", level: "never_same_room", reviewOn: "2026-08-01" } as const;
  world.do("recordConflict", { house, conflict, sides, ...about });
  const review = {
    act: "reviewConflict",
    input: { house, conflict, reviewOn: "2026-09-01", was: "2026-08-01" },
  } as const;
  world.do(review.act, review.input);
  expect(takeBack(world, review)).toBe("done");
  const record = world.state.houses.get(house)?.safetyConflict.get(conflict);
  expect(record?.reviewOn).toBe("2026-08-01");

  const request = world.id<"request">();
  const women = { women: 1, otherAdults: 0, children: [] };
  world.do("takeRequest", { house, request, composition: women, urgency: "tonight" });
  const callback = world.id<"callback">();
  const agreed = {
    act: "setCallback",
    input: {
      house,
      request,
      callback: {
        callback,
        channel: "call",
        value: "0100",
        okVoicemail: false,
        validUntil: "2026-07-10",
      },
    },
  } as const;
  world.do(agreed.act, agreed.input);
  expect(takeBack(world, agreed)).toBe("done");
  expect(world.state.houses.get(house)?.callback.size).toBe(0);
});
