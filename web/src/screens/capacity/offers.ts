import type { HouseId } from "#domain/compartments.ts";
import { msOf } from "#domain/dates.ts";
import type { HouseOffer } from "#domain/records.ts";
import type { HouseLine } from "#domain/view-houses.ts";

/** What a house says that it could offer, for those who do not see its beds. */
export interface OfferLine {
  readonly house: HouseId;
  readonly codeName: string;
  /** Epoch milliseconds. */
  readonly asOf: number;
  readonly evenings: HouseOffer["evenings"];
}

/** The offers of open houses whose beds are not seen here. */
export const offersOf = (houses: readonly HouseLine[]): readonly OfferLine[] =>
  houses.flatMap(({ house, codeName, closedOn, counts, offer }) =>
    counts !== undefined || closedOn !== undefined || offer === undefined
      ? []
      : [{ house, codeName, asOf: msOf(offer.asOf), evenings: offer.evenings }],
  );
