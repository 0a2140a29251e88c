import type { HouseId } from "#domain/compartments.ts";

/** Under this name the engine keeps whether the founder works shifts in a house, as the wizard asked; handing over asks it back. */
export const shiftsDraft = (house: HouseId): string => `shifts-${house}`;
