import type { ActInput } from "#domain/acts.ts";
import { plusDays } from "#domain/dates.ts";
import { eveningOf, usualCensusHour } from "#domain/evenings.ts";
import { inVain } from "./asking.ts";
import { arrivals } from "./coming.ts";
import { Dice } from "./dice.ts";
import { departures } from "./going.ts";
import { happen } from "./happening.ts";
import { type HousePlan, type Side, bedsOf, homeName, housePlans, setUp } from "./houses.ts";
import { Stage, type Step, neutralName, timeZone } from "./stage.ts";
import { movingOn, stays, upkeep } from "./staying.ts";
import type { HouseOfTale, Tale } from "./tale.ts";
import { rehearse, tonight } from "./tonight.ts";

/** How much is invented: two years of nine houses, or for tests two months of three. */
export type Extent = "whole" | "small";

/** The story of one manager's houses. */
export interface Story {
  readonly side: Side;
  readonly houses: readonly ActInput<"setUpHouse">[];
  /** Everything that is done, in its order. */
  readonly steps: readonly Step[];
}

/** Everything that the sample says: when it begins, and what happens on either side until now. */
export interface Stories {
  /** Epoch milliseconds. */
  readonly began: number;
  readonly stories: readonly Story[];
}

const seed = 20_260_704;
const extents = { whole: 730, small: 60 } as const;
const smallHouses = ["Linde", "Weide", "Eibe"];
/** People in one stay, about. */
const persons = 1.75;

/** Invents everything: the same for the same moment, but for keys, which are never invented. */
export function invent(now: number, extent: Extent): Stories {
  const last = extents[extent];
  const clock = { timeZone, censusHour: usualCensusHour };
  const first = plusDays(eveningOf(now, clock), -last);
  const plans = housePlans.filter(
    ({ codeName }) => extent === "whole" || smallHouses.includes(codeName),
  );
  const sides = [...Map.groupBy(plans, ({ side }) => side)];
  return {
    began: new Stage(first).moment(0, 6),
    stories: sides.map(([side, own], at) =>
      tell({ side, plans: own, first, last, now }, seed + at),
    ),
  };
}

interface Told {
  readonly side: Side;
  readonly plans: readonly HousePlan[];
  readonly first: string;
  readonly last: number;
  readonly now: number;
}

function tell({ side, plans, first, last, now }: Told, sideSeed: number): Story {
  const dice = new Dice(sideSeed);
  const stage = new Stage(first);
  stage.at(stage.moment(0, 6));
  const names = { name: neutralName, neutralDisplayName: neutralName };
  const organisation = { organisation: dice.id<"organisation">(), timeZone, ...names };
  stage.prepare({ act: "setOrganisation", input: organisation });
  const inputs = plans.map((plan) => setUp(plan, first, dice));
  for (const input of inputs) stage.prepare({ act: "setUpHouse", input });
  const houses = inputs.map((input, at) =>
    houseOf({ plan: plans[at] as HousePlan, input }, dice, last),
  );
  const home = houses.find(({ plan }) => plan.codeName === homeName)?.house;
  const tale: Tale = { stage, dice, houses, last, home, living: [], gone: [] };
  for (let day = 0; day < last; day += 1) {
    stage.at(stage.moment(day, 9));
    stays(tale, day);
    departures(tale, day);
    movingOn(tale, day);
    upkeep(tale, day);
    rehearse(tale, day);
    happen(tale, day);
    inVain(tale, day);
    arrivals(tale, day);
  }
  tonight(tale, now);
  return { side, houses: inputs, steps: stage.steps };
}

/** The days on which somebody comes to a house, spread over its time, and how long they stay. */
function houseOf(
  { plan, input }: { readonly plan: HousePlan; readonly input: ActInput<"setUpHouse"> },
  dice: Dice,
  last: number,
): HouseOfTale {
  const stays = Math.max(2, Math.round((plan.stays * last) / extents.whole));
  const due = Array.from({ length: stays }, (_, at) =>
    Math.floor(((at + 0.8 * dice.next()) * last) / stays),
  );
  const nights = (plan.use * bedsOf(plan) * extents.whole) / (plan.stays * persons);
  return { plan, house: input.house, due, nights };
}
