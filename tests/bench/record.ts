import { randomBytes } from "node:crypto";
import type { Put } from "#domain/change.ts";
import { houseId } from "#domain/compartments.ts";
import { id } from "#domain/ids.ts";

const newId = (): string => randomBytes(16).toString("hex");

/** A stay as reports count it, about 350 bytes of JSON: ids, dates, codes; what a house writes once for each household. */
const newStay = (at: number) => ({
  stayRef: id<"stay">(newId()),
  persons: [
    { personRef: id<"person">(newId()), kind: "woman" as const, ageBand: "25-34" as const },
    { personRef: id<"person">(newId()), kind: "girl" as const, ageBand: "6-11" as const },
  ],
  arrivedOn: `2026-03-${String(1 + (at % 28)).padStart(2, "0")}`,
  arrivalKind: "planned" as const,
  source: "self" as const,
  departedOn: "2026-06-15",
  departureReason: "own_choice_early" as const,
});

/** A new record of a house, as a change: what the product writes. */
export const newChange = (house: string, at: number): Put => ({
  is: "put",
  place: { compartment: "figures", house: houseId(house) },
  type: "figuresRecord",
  id: newId(),
  payload: newStay(at),
});

/** The same record as the floor writes it. */
export const newRow = (at: number): { readonly id: string } & ReturnType<typeof newStay> => ({
  id: newId(),
  ...newStay(at),
});
