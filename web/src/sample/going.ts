import type { DepartureReason, Destination, SafeView } from "#domain/codes.ts";
import { type Living, type Tale, handIn } from "./tale.ts";

type Way = readonly [DepartureReason, Destination];

/** How stays end, and how often. */
const ways: readonly (readonly [number, Way])[] = [
  [8, ["planned_move_on", "own_tenancy"]],
  [4, ["planned_move_on", "residential_project"]],
  [4, ["family_reunification", "family"]],
  [3, ["own_choice_early", "friends"]],
  [2, ["own_choice_early", "declined"]],
  [3, ["safety_transfer", "other_refuge"]],
  [2, ["no_contact", "unknown"]],
  [2, ["returned_to_previous_situation", "with_partner_or_perpetrator"]],
  [1.5, ["return_to_country", "abroad"]],
  [1, ["hospital", "hospital"]],
  [1, ["maximum_stay", "host_home"]],
  [0.7, ["hospital", "psychiatric"]],
  [0.5, ["asked_to_leave", "no_fixed_place"]],
  [0.5, ["other", "hotel"]],
];
const safe: readonly SafeView[] = ["safe", "safe", "unsure", "not_safe", "not_asked"];

/** Those whose day to go it is. */
export function departures(tale: Tale, day: number): void {
  const { stage, dice, living } = tale;
  const hours = [9.6, 10.2, 11, 11.7, 12.3];
  const going = living.filter(({ leaves, settled }) => leaves <= day && !settled);
  for (const [at, one] of going.entries()) {
    stage.at(stage.moment(day, hours[at] ?? 12.6));
    depart(tale, one, { day, way: dice.weighed(ways) });
  }
}

/** A household goes, now. */
export function depart(
  tale: Tale,
  one: Living,
  { day, way }: { readonly day: number; readonly way: Way },
): void {
  const { stage, dice, living, gone } = tale;
  const [reason, destination] = way;
  stage.do(handIn(tale, one.house, { staff: 0.3, caseWorker: 0.4 }), {
    act: "departHousehold",
    input: {
      house: one.house.house,
      stayRef: one.stayRef,
      departedAt: stage.clock,
      reason,
      destination,
      safeByHerView: dice.pick(safe),
      safeByWorkersView: dice.pick(safe),
      ...(dice.chance(0.2) && { note: "She knows that she may call at any hour." }),
    },
  });
  living.splice(living.indexOf(one), 1);
  gone.push({ house: one.house, comers: one.comers, on: day });
}
