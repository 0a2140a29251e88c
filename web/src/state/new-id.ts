import { id, type Id, type IdName } from "#domain/ids.ts";
import { houseId, type HouseId } from "#domain/compartments.ts";

const drawn = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

/** A fresh random id; acts are given every id that they create. */
export const newId = <N extends IdName>(): Id<N> => id<N>(drawn());

/** A fresh random id of a house. */
export const newHouseId = (): HouseId => houseId(drawn());
