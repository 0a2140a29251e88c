import type { Compartment, HouseId } from "#domain/compartments.ts";
import type { Right } from "#crypto/verify";
import type { Status } from "../vault/engine.ts";

/** What is known of an open account. */
export type Open = Extract<Status, { is: "open" }>;

/** Her right on one vault of a house; what she does not hold is 0. What a button offers follows from keys, never the other way. */
export const rightIn = (open: Open | undefined, house: HouseId, compartment: Compartment): Right =>
  open?.rights.find((one) => one.house === house && one.compartment === compartment)?.right ?? 0;

/** Whether she may write down who is in a house. */
export const writesPeople = (open: Open | undefined, house: HouseId): boolean =>
  rightIn(open, house, "residents") >= 2;

/** Whether she may read what has happened in a house. */
export const readsIncidents = (open: Open | undefined, house: HouseId): boolean =>
  rightIn(open, house, "incidents") >= 1;

/** Whether she may write down what has happened in a house. */
export const writesIncidents = (open: Open | undefined, house: HouseId): boolean =>
  rightIn(open, house, "incidents") >= 2;

/** Whether she may read who is in a house. */
export const readsPeopleIn = (open: Open | undefined, house: HouseId): boolean =>
  rightIn(open, house, "residents") >= 1;

/** Whether she may read who is in any house. */
export const readsPeople = (open: Open | undefined): boolean =>
  open?.rights.some(({ compartment }) => compartment === "residents") === true;

/** Whether she may see the beds of a house. */
export const readsBeds = (open: Open | undefined, house: HouseId): boolean =>
  rightIn(open, house, "capacity") >= 1;

/** Whether she keeps the rooms and beds of a house: adds them, gives them up, closes it. */
export const keepsRooms = (open: Open | undefined, house: HouseId): boolean =>
  rightIn(open, house, "capacity") === 3;

/** Whether she sees the beds of more than one house. */
export const seesHouses = (open: Open | undefined): boolean =>
  (open?.rights.filter(({ compartment }) => compartment === "capacity").length ?? 0) > 1;

/** Whether she decides about the organisation's settings and roles. */
export const setsOrganisation = (open: Open | undefined): boolean =>
  open?.rights.some(({ compartment, right }) => compartment === "team" && right === 3) === true;
/** Whether she sees what houses could offer: the beds of some, or what the others say of theirs. */
export const seesCapacity = (open: Open | undefined): boolean =>
  seesHouses(open) || open?.rights.some(({ compartment }) => compartment === "exchange") === true;

/** Whether she reads reports: she manages a house, or sees the beds of several and their figures. */
export const readsFigures = (open: Open | undefined): boolean =>
  open?.rights.some(({ compartment }) => compartment === "reports") === true;

/** Whether figures may leave by her hand: what leaves is kept first, in the organisation's reports. */
export const releasesFigures = (open: Open | undefined): boolean =>
  open?.rights.some(({ compartment, right }) => compartment === "reports" && right >= 2) === true;

/** Whether she closes months. */
export const closesMonths = (open: Open | undefined): boolean =>
  open?.rights.some(({ compartment, right }) => compartment === "team" && right >= 2) === true;

/** Whether she gives keys: an administrator, or whoever manages a vault. */
export const givesKeys = (open: Open | undefined): boolean =>
  open?.admin === true || open?.rights.some(({ right }) => right === 3) === true;

/** The house that she was in last, where she still sees its beds; else the first whose beds she sees. */
export function houseOf(open: Open, last?: HouseId): HouseId | undefined {
  const seen = open.rights.filter(
    ({ compartment, right }) => compartment === "capacity" && right > 0,
  );
  return (seen.find(({ house }) => house === last) ?? seen[0])?.house;
}
