import type { Arriving } from "#domain/acts/arriving.ts";
import { personCode } from "#domain/aliases.ts";
import type { AgeBand, PersonKind, Source } from "#domain/codes.ts";
import type { Dice } from "./dice.ts";
import { everyName } from "./names.ts";

/** Somebody who comes, before she has a bed. */
export type Comer = Omit<Arriving, "bed">;

const grown: readonly (readonly [number, AgeBand])[] = [
  [3, "18-24"],
  [5, "25-34"],
  [4, "35-44"],
  [2, "45-54"],
  [1, "55-64"],
  [0.4, "65+"],
  [0.3, "unknown"],
];
const young: readonly (readonly [number, AgeBand])[] = [
  [3, "0-2"],
  [3, "3-5"],
  [4, "6-11"],
  [2, "12-15"],
  [0.6, "16-17"],
];

/** Where those who come are from. */
export const sources: readonly (readonly [number, Source])[] = [
  [5, "self"],
  [4, "police"],
  [4, "hotline"],
  [3, "other_ngo"],
  [3, "health"],
  [3, "outreach"],
  [2, "other_shelter"],
  [2, "drop_in"],
  [2, "siao_115"],
  [1, "family_friend"],
  [1, "peer_former_resident"],
  [1, "court_prosecutor"],
  [1, "child_protection"],
  [1, "online_contact"],
  [1, "migration_authority"],
];

/** A household that comes to the door, of at most so many. */
export function household(dice: Dice, most: number, minors: boolean): Comer[] {
  if (minors && dice.chance(0.2)) return [comer(dice, "girl", "16-17")];
  const children = dice.weighed([
    [50, 0],
    [24, 1],
    [15, 2],
    [7, 3],
  ]);
  const women = children === 0 && most > 1 && dice.chance(0.06) ? 2 : 1;
  return [
    ...Array.from({ length: women }, () => comer(dice, "woman", dice.weighed(grown))),
    ...Array.from({ length: Math.min(children, most - women) }, () =>
      comer(dice, dice.pick(["girl", "girl", "boy", "boy", "child"]), dice.weighed(young)),
    ),
  ];
}

const comer = (dice: Dice, kind: PersonKind, ageBand: AgeBand): Comer => ({
  personRef: dice.id<"person">(),
  calledName: dice.pick(everyName),
  code: personCode(dice.below),
  kind,
  ageBand,
});
