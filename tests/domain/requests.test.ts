import { describe, expect, test } from "vitest";
import type { ActInput, Deed } from "#domain/acts.ts";
import { undoOf } from "#domain/undo.ts";
import type { HouseId } from "#domain/compartments.ts";
import { msOf } from "#domain/dates.ts";
import type { RequestId } from "#domain/ids.ts";
import { countsOf, roomsOn } from "#domain/nights.ts";
import { runView } from "#domain/views.ts";
import { World, type RoomPlan } from "./world.ts";

const rooms: readonly RoomPlan[] = [
  { label: "1", mode: "household_exclusive", beds: ["A", "B"] },
  { label: "2", mode: "shared", beds: ["A", "B"] },
];
const mother = {
  women: 1,
  otherAdults: 0,
  children: [{ ageBand: "6-11", boy: "not_asked" }],
} as const;
const full = { decision: "declined_by_us", reasons: ["full_beds"] } as const;

function evening(): { world: World; linde: HouseId } {
  const world = new World("2026-07-04T20:00:00Z");
  return { world, linde: world.house("Linde", rooms) };
}

function ask(world: World, house: HouseId, more: Partial<ActInput<"takeRequest">> = {}): RequestId {
  const request = world.id<"request">();
  world.do("takeRequest", {
    house,
    request,
    composition: { ...mother, children: [...mother.children] },
    urgency: "tonight",
    ...more,
  });
  return request;
}

const recordOf = (world: World, house: HouseId, request: RequestId) =>
  world.state.houses.get(house)?.placeRequest.get(request);
const seen = (world: World, house: HouseId) => {
  const view = runView(world.state, { name: "requests", args: { house } }, world.now);
  if (!view) throw new Error("no requests");
  return view;
};
const offerable = (world: World, house: HouseId) => {
  const state = world.state.houses.get(house);
  if (!state) throw new Error("no house");
  return countsOf(roomsOn(world.state, state, { night: "2026-07-04", at: world.clock })).offerable;
};
const undo = (world: World, deed: Deed): void => {
  const back = undoOf(deed, () => world.id<"file">());
  if (!back) throw new Error("nothing takes it back");
  world.do(back.act, back.input);
};

describe("a request for a place", () => {
  test("is one record of the beds' compartment, and holds no name", () => {
    const { world, linde } = evening();
    const written = world.do("takeRequest", {
      house: linde,
      request: world.id<"request">(),
      composition: { ...mother, children: [...mother.children] },
      urgency: "tonight",
      source: "police",
    });
    expect(written.map(({ type, place }) => [type, place.compartment])).toEqual([
      ["placeRequest", "capacity"],
    ]);
    expect(seen(world, linde).waiting[0]).toMatchObject({ persons: 2, decision: "pending" });
  });

  test("counts for the evening on which it came, before the census hour for the one before", () => {
    const { world, linde } = evening();
    const request = ask(world.at("2026-07-05T01:30:00Z"), linde);
    expect(recordOf(world, linde, request)?.receivedOn).toBe("2026-07-04");
  });

  test("that is turned away is asked and answered at once, and can be taken back", () => {
    const { world, linde } = evening();
    const other = world.house("Birke", rooms);
    const request = ask(world, linde, { declined: { ...full, redirectedTo: other } });
    expect(recordOf(world, linde, request)).toMatchObject({
      decision: "declined_by_us",
      decidedOn: "2026-07-04",
      reasons: ["full_beds"],
      asked: { redirectedTo: other },
    });
    expect(seen(world, linde).decided[0]).toMatchObject({ redirectedTo: "Birke" });
    undo(world, {
      act: "takeRequest",
      input: { house: linde, request, composition: mother as never, urgency: "tonight" },
    });
    expect(recordOf(world, linde, request)).toBeUndefined();
  });

  test("that was turned away on an earlier evening counts for it, as its answer does", () => {
    const { world, linde } = evening();
    const receivedAt = msOf("2026-07-02T21:00:00Z");
    const request = ask(world, linde, { declined: { ...full }, receivedAt });
    expect(recordOf(world, linde, request)).toMatchObject({
      receivedOn: "2026-07-02",
      decidedOn: "2026-07-02",
    });
  });

  test("is not declined with a reason of another family, nor without one", () => {
    const { world, linde } = evening();
    const request = ask(world, linde);
    const named = { house: linde, request };
    const wrong = [
      { decision: "declined_by_us", reasons: ["too_far"] },
      { decision: "declined_by_survivor", reasons: ["full_beds"] },
      { decision: "inappropriate", reasons: [] },
      { decision: "withdrawn_no_contact", reasons: ["changed_mind"] },
    ] as const;
    for (const one of wrong) {
      const refusal = world.refusal("declineRequest", { ...named, ...one });
      expect(refusal.code).toBe("reason-of-another-family");
    }
    world.do("declineRequest", { ...named, decision: "withdrawn_no_contact", reasons: [] });
    expect(world.refusal("declineRequest", { ...named, ...full }).code).toBe("request-decided");
  });
});

describe("an offer", () => {
  function offered() {
    const { world, linde } = evening();
    const request = ask(world, linde);
    const hold = world.id<"hold">();
    const input = { house: linde, request, hold, beds: [world.bed(linde, "1 A")] };
    world.do("offerPlace", input);
    return { world, linde, request, hold, input };
  }

  test("holds the whole household room for four hours, and then lapses by itself", () => {
    const { world, linde } = offered();
    expect(offerable(world, linde)).toBe(2);
    const [line] = seen(world, linde).waiting;
    expect(line?.offer).toMatchObject({
      room: "1",
      labels: ["A", "B"],
      expiresAt: msOf("2026-07-05T00:00:00Z"),
    });
    world.at("2026-07-05T00:00:00Z");
    expect(offerable(world, linde)).toBe(4);
    expect(seen(world, linde).waiting[0]).toMatchObject({ lapsed: true, decision: "offered" });
  });

  test("runs longer when its hold is extended, but not once it has ended", () => {
    const { world, linde, hold } = offered();
    const was = msOf("2026-07-05T00:00:00Z");
    const later = { house: linde, hold, expiresAt: msOf("2026-07-05T04:00:00Z"), was };
    world.do("extendHold", later);
    world.at("2026-07-05T01:00:00Z");
    expect(seen(world, linde).waiting[0]?.offer?.expiresAt).toBe(later.expiresAt);
    world.at("2026-07-05T04:00:00Z");
    const again = { ...later, expiresAt: msOf("2026-07-05T08:00:00Z") };
    expect(world.refusal("extendHold", again)).toEqual({ code: "hold-ended", was: "expired" });
  });

  test("becomes a stay in the beds that were held, and taking that back holds them again", () => {
    const { world, linde, request, hold } = offered();
    const guests = [
      { name: "Iris", bed: "1 A" },
      { name: "Noor", bed: "1 B", kind: "child", ageBand: "6-11" },
    ] as const;
    const input = world.arrival(linde, guests, { hold, request });
    world.do("placeHousehold", input);
    expect(recordOf(world, linde, request)).toMatchObject({
      decision: "admitted",
      decidedOn: "2026-07-04",
      asked: { admitted: input.stayRef },
    });
    expect(world.refusal("declineRequest", { house: linde, request, ...full }).code).toBe(
      "request-decided",
    );
    undo(world, { act: "placeHousehold", input });
    expect(seen(world, linde).waiting[0]).toMatchObject({ decision: "offered", lapsed: false });
    expect(offerable(world, linde)).toBe(2);
  });

  test("that is declined gives exactly its beds back, and holds them again when that is undone", () => {
    const { world, linde, request, hold } = offered();
    const no = { decision: "declined_by_survivor", reasons: ["too_far"] } as const;
    const input = { house: linde, request, hold, ...no };
    world.do("declineRequest", input);
    expect(offerable(world, linde)).toBe(4);
    undo(world, { act: "declineRequest", input: { ...input, reasons: [...no.reasons] } });
    expect(offerable(world, linde)).toBe(2);
    expect(recordOf(world, linde, request)).toMatchObject({ decision: "offered", reasons: [] });
    expect(recordOf(world, linde, request)).not.toHaveProperty("decidedOn");
  });

  test("is not held again over somebody who came in between", () => {
    const { world, linde, request, hold } = offered();
    const no = { decision: "declined_by_survivor", reasons: ["too_far"] } as const;
    world.do("declineRequest", { house: linde, request, hold, ...no });
    world.place(linde, [{ name: "Iris", bed: "1 A" }]);
    world.do("reopenRequest", { house: linde, request, hold });
    expect(recordOf(world, linde, request)?.decision).toBe("pending");
  });

  test("is one at a time for each request", () => {
    const { world, linde, input } = offered();
    const second = { ...input, hold: world.id<"hold">(), beds: [world.bed(linde, "2 A")] };
    expect(world.refusal("offerPlace", second).code).toBe("already-there");
    world.do("withdrawPlace", input);
    world.do("offerPlace", second);
  });
});

describe("a way to call back", () => {
  const agreed = { channel: "call", value: "0170 000", okVoicemail: false } as const;

  test("says whether it is safe now, also over midnight, and ends on its last day", () => {
    const { world, linde } = evening();
    const callback = world.id<"callback">();
    ask(world, linde, {
      callback: {
        callback,
        ...agreed,
        okHours: { from: "22:00", to: "01:00" },
        validUntil: "2026-07-10",
      },
    });
    const safe = () => seen(world, linde).waiting[0]?.callback?.safeNow;
    expect(safe()).toBe(true);
    world.at("2026-07-04T22:59:00Z");
    expect(safe()).toBe(true);
    world.at("2026-07-04T23:00:00Z");
    expect(safe()).toBe(false);
    world.at("2026-07-11T20:00:00Z");
    expect(safe()).toBeUndefined();
  });

  test("is never kept longer than a callback may be", () => {
    const { world, linde } = evening();
    const request = ask(world, linde);
    const callback = { callback: world.id<"callback">(), ...agreed, validUntil: "2026-08-04" };
    const input = { house: linde, request, callback };
    expect(world.refusal("setCallback", input)).toEqual({
      code: "kept-too-long",
      latest: "2026-08-03",
    });
  });
});

describe("what has been kept for its time", () => {
  test("is reduced or taken away on the day, not before, and once", () => {
    const { world, linde } = evening();
    const request = ask(world, linde, { declined: full });
    const waiting = ask(world, linde, {
      callback: {
        callback: world.id<"callback">(),
        channel: "sms",
        value: "0170 000",
        okVoicemail: true,
        validUntil: "2026-08-03",
      },
    });
    world.do("holdBeds", {
      house: linde,
      hold: world.id<"hold">(),
      beds: [world.bed(linde, "2 A")],
    });
    const keep = (at: string) => world.at(at).do("keepRetention", { house: linde });
    expect(keep("2026-07-11T21:00:00Z")).toEqual([]);
    expect(keep("2026-07-12T10:00:00Z").map(({ is, type }) => [is, type])).toEqual([
      ["remove", "hold"],
    ]);
    world.at("2026-08-01T10:00:00Z").do("keepWaiting", { house: linde, request: waiting });
    expect(keep("2026-08-02T21:59:00Z")).toEqual([]);
    expect(keep("2026-08-03T10:00:00Z").map(({ is, type }) => [is, type])).toEqual([
      ["put", "placeRequest"],
      ["remove", "callback"],
    ]);
    expect(recordOf(world, linde, request)).toEqual({
      receivedOn: "2026-07-04",
      decidedOn: "2026-07-04",
      persons: 2,
      decision: "declined_by_us",
      reasons: ["full_beds"],
    });
    expect(keep("2026-08-03T10:00:00Z")).toEqual([]);
    expect(seen(world, linde).waiting.map((line) => line.request)).toEqual([waiting]);
    keep("2026-08-31T10:00:00Z");
    expect(recordOf(world, linde, waiting)).toEqual({
      receivedOn: "2026-07-04",
      persons: 2,
      decision: "pending",
      reasons: [],
    });
  });
});
