import { rightOf, rolesOf } from "#crypto";
import type { Now } from "#domain/change.ts";
import type { HouseId } from "#domain/compartments.ts";
import type { Follow } from "./follow.ts";
import type { Ports } from "./ports.ts";

/** When, by whom and from where an act is judged now. */
export function nowOf({ keyring, opener, book }: Follow, { clock, timeZone }: Ports): Now {
  const manages: HouseId[] = [];
  const signsOff: HouseId[] = [];
  for (const [vault, place] of opener.places) {
    if (rightOf(book.roster, vault, keyring.member) !== 3) continue;
    if (place.compartment === "residents") manages.push(place.house);
    if (place.compartment === "incidents") signsOff.push(place.house);
  }
  const { admin } = rolesOf(book.roster, keyring.member);
  return { instant: clock(), timeZone, member: keyring.member, manages, signsOff, admin };
}
