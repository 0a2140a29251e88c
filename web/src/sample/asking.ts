import type { DeclineReason } from "#domain/codes.ts";
import type { Decline } from "#domain/codes-requests.ts";
import { diceOf, type HouseOfTale, type Living, type Tale } from "./tale.ts";

/** A house is asked for a place in vain about so often. */
const everyDays = 40;
const answers: readonly (readonly [number, readonly [Decline, DeclineReason]])[] = [
  [6, ["declined_by_us", "full_beds"]],
  [3, ["declined_by_us", "no_room_for_household_size"]],
  [1, ["declined_by_us", "needs_not_met_disability"]],
  [1, ["declined_by_us", "policy_son_age"]],
  [2, ["declined_by_survivor", "too_far"]],
  [2, ["declined_by_survivor", "changed_mind"]],
  [1, ["inappropriate", "out_of_mandate"]],
];

/** Requests for a place that were answered with no: a number of people, a reason, and nobody's name. */
export function inVain(tale: Tale, day: number): void {
  const { stage } = tale;
  for (const house of tale.houses) {
    const dice = diceOf(house, day + 1_000_000);
    if (house.plan.kind === "transitional_apartment" || !dice.chance(1 / everyDays)) continue;
    const [decision, reason] = dice.weighed(answers);
    stage.at(stage.moment(day, 14.5));
    stage.do(house.house === tale.home ? "staff" : "manager", {
      act: "takeRequest",
      input: {
        house: house.house,
        request: dice.id<"request">(),
        source: dice.pick(["hotline", "police", "other_shelter", "self"] as const),
        composition: {
          women: 1,
          otherAdults: 0,
          children: Array.from({ length: dice.below(3) }, () => ({
            ageBand: dice.pick(["0-2", "3-5", "6-11", "12-15"] as const),
            boy: "not_asked" as const,
          })),
        },
        urgency: "tonight",
        declined: { decision, reasons: [reason] },
      },
    });
  }
}

/** Tonight two wait for an answer in the home house, and somebody who stays there is offered to another. */
export function waiting(tale: Tale, house: HouseOfTale, staying: Living): void {
  const { stage } = tale;
  const dice = diceOf(house, tale.last + 1_000_000);
  for (const [urgency, children] of [
    ["tonight", ["3-5"]],
    ["this_week", []],
  ] as const) {
    stage.do("staff", {
      act: "takeRequest",
      input: {
        house: house.house,
        request: dice.id<"request">(),
        source: "hotline",
        composition: {
          women: 1,
          otherAdults: 0,
          children: children.map((ageBand) => ({ ageBand, boy: "not_asked" as const })),
        },
        urgency,
      },
    });
  }
  const other = tale.houses.find(({ plan }) => plan.kind === "refuge" && plan !== house.plan);
  if (other === undefined) return;
  stage.do("staff", {
    act: "offerTransfer",
    input: {
      house: house.house,
      stayRef: staying.stayRef,
      to: other.house,
      offer: dice.id<"transfer">(),
    },
  });
}
