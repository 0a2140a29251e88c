import type { ActInput } from "#domain/acts.ts";
import { houseId } from "#domain/compartments.ts";
import { type BedId, id } from "#domain/ids.ts";
import { newId } from "../engine/people.ts";

/** A house as the wizard makes it, and four families of four who come to it. */
export interface Shelter {
  readonly input: ActInput<"setUpHouse">;
  readonly families: readonly ActInput<"placeHousehold">[];
}

/** So many rooms for one household each, with so many beds; the first four rooms are given to families. */
export function shelter(
  codeName: string,
  { rooms, beds, opened }: { rooms: number; beds: number; opened: string },
): Shelter {
  const house = houseId(newId());
  const made = Array.from({ length: rooms }, (_, at) => ({
    room: id<"room">(newId()),
    label: String(at + 1),
    mode: "household_exclusive" as const,
    attributes: [],
    beds: Array.from({ length: beds }, (__, bed) => ({
      bed: id<"bed">(newId()),
      label: String.fromCharCode(65 + bed),
      kind: "single" as const,
    })),
  }));
  const input: ActInput<"setUpHouse"> = {
    house,
    codeName,
    kind: "emergency_shelter",
    openedOn: opened,
    maxStay: "P1Y",
    policyId: id(newId()),
    policy: { adults: "women_only", unaccompaniedMinors: false, extensionApprover: "manager" },
    rooms: made,
  };
  const families = made.slice(0, 4).map((room): ActInput<"placeHousehold"> => ({
    house,
    stayRef: id(newId()),
    placement: id(newId()),
    file: id(newId()),
    figures: id(newId()),
    episode: id(newId()),
    arrivedAt: Date.now(),
    persons: Array.from({ length: 4 }, (_, at) => ({
      personRef: id(newId()),
      calledName: `Familie ${room.label} ${at + 1}`,
      code: newId().slice(0, 5).toUpperCase(),
      kind: at === 0 ? ("woman" as const) : ("child" as const),
      ageBand: at === 0 ? ("25-34" as const) : ("6-11" as const),
      bed: room.beds[at]?.bed as BedId,
    })),
  }));
  return { input, families };
}
