import { putIn } from "#domain/change.ts";
import type { DeclineReason, RequestDecision } from "#domain/codes.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { PersonRef, StayRef } from "#domain/ids.ts";
import { applyChange } from "#domain/state.ts";
import { World } from "./world.ts";

/** July 2026 in three houses, as the worked example tells it, done act by act. */
export interface July {
  readonly world: World;
  readonly houses: { readonly A: HouseId; readonly B: HouseId; readonly T: HouseId };
  readonly stays: { readonly [name: string]: StayRef };
  readonly persons: { readonly P2: PersonRef; readonly P4: PersonRef };
}

/** Twelve requests: four admitted, five declined by us, two by the survivor, one pending. */
const requests: readonly (readonly [
  RequestDecision,
  DeclineReason | undefined,
  "A" | "B" | "T",
])[] = [
  ["admitted", undefined, "A"],
  ["admitted", undefined, "B"],
  ["admitted", undefined, "B"],
  ["admitted", undefined, "B"],
  ["declined_by_us", "full_beds", "A"],
  ["declined_by_us", "full_beds", "A"],
  ["declined_by_us", "no_room_for_household_size", "B"],
  ["declined_by_us", "policy_son_age", "A"],
  ["declined_by_us", "safety_conflict", "B"],
  ["declined_by_survivor", "too_far", "A"],
  ["declined_by_survivor", "changed_mind", "B"],
  ["pending", undefined, "A"],
];

/** Writes the example; the clock stands on 1 August afterwards. */
export function julyExample(): July {
  const world = new World("2025-07-20T10:00:00Z");
  const alone = "household_exclusive" as const;
  const A = world.house(
    "A",
    [
      { label: "A1", mode: alone, beds: ["A1-1", "A1-2"] },
      { label: "A2", mode: alone, beds: ["A2-1", "A2-2"] },
      { label: "A3", mode: alone, beds: ["A3-1"] },
    ],
    { maxStay: "P365D" },
  );
  const B = world.house("B", [
    { label: "B1", mode: "shared", beds: ["B1-1", "B1-2", "B1-3", "B1-4"] },
  ]);
  const T = world.house("T", [{ label: "T1", mode: alone, beds: ["T1-1", "T1-2"] }], {
    kind: "transitional_apartment",
  });
  world.manages = [A, B, T];
  const [P2, P4] = [world.id<"person">(), world.id<"person">()];

  const S3 = world.place(A, [{ name: "S3", bed: "A3-1" }], { plannedEnd: "2026-07-20" });
  world.at("2026-05-10T10:00:00Z");
  const S1 = world.place(A, [
    { name: "S1", bed: "A1-1" },
    { name: "child of S1", bed: "A1-2", kind: "child", ageBand: "3-5" },
  ]);
  world.at("2026-06-25T10:00:00Z");
  const S4 = world.place(B, [{ name: "S4", bed: "B1-1", personRef: P4 }]);
  world.at("2026-07-03T10:00:00Z");
  const S2 = world.place(A, [{ name: "S2", bed: "A2-1", personRef: P2 }]);
  world.at("2026-07-05T00:10:00Z");
  const S5 = world.place(B, [{ name: "S5", bed: "B1-2" }]);
  world.at("2026-07-06T10:00:00Z");
  const further = { plannedEnd: "2026-10-20", reason: "housing_search" } as const;
  world.do("extendStay", { house: A, stayRef: S3, ...further });
  const repair = { from: "2026-07-10", to: "2026-07-20", reason: "repair" } as const;
  const on = { bed: world.bed(B, "B1-4") };
  world.do("blockBeds", { house: B, block: world.id<"block">(), on, ...repair });
  world.at("2026-07-09T10:00:00Z");
  world.do("transferHousehold", {
    house: B,
    stayRef: S4,
    to: T,
    placement: world.id<"placement">(),
    file: world.id<"file">(),
    figures: world.id<"figures">(),
    moves: [{ personRef: P4, bed: world.bed(T, "T1-1") }],
    reason: "phase_change",
  });
  world.at("2026-07-12T10:00:00Z").depart(B, S5);
  world.at("2026-07-18T10:00:00Z").depart(A, S2);
  world.at("2026-07-20T10:00:00Z");
  const S6 = world.place(B, [{ name: "S6", bed: "B1-3" }]);
  world.at("2026-07-20T18:00:00Z").depart(B, S6);
  world.at("2026-07-25T10:00:00Z");
  const S7 = world.place(B, [{ name: "S7", bed: "B1-1", personRef: P2 }]);
  world.at("2026-08-01T10:00:00Z");
  for (const [at, [decision, reason, house]] of requests.entries()) {
    const record = {
      receivedOn: `2026-07-${String(at + 2).padStart(2, "0")}`,
      persons: 1 + (at % 3),
      decision,
      reasons: reason === undefined ? [] : [reason],
    };
    const id = world.id<"request">();
    applyChange(world.state, putIn({ A, B, T }[house])("placeRequest", id, record));
  }
  return {
    world,
    houses: { A, B, T },
    stays: { S1, S2, S3, S4, S5, S6, S7 },
    persons: { P2, P4 },
  };
}
