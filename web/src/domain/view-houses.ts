import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { AdmissionPolicy, House, HouseAddress, HouseOffer, Organisation } from "./records.ts";
import type { Counts } from "./nights.ts";
import type { RoomOnBoard } from "./view-tonight.ts";

/** A house in the list of houses. */
export interface HouseLine {
  readonly house: HouseId;
  readonly codeName: string;
  readonly kind: House["kind"];
  readonly closedOn?: IsoDate;
  /** Where `capacity` can be read. */
  readonly counts?: Counts;
  readonly offer?: HouseOffer;
}

/** Everything about a house that the wizard and its settings show. */
export interface HouseView {
  readonly house: HouseId;
  readonly settings: House;
  readonly policy?: AdmissionPolicy;
  readonly address?: HouseAddress;
  readonly rooms: readonly RoomOnBoard[];
}

/** The organisation's settings as far as they are set. */
export interface OrganisationView {
  readonly organisation?: Organisation;
  readonly timeZone: string;
  readonly evening: IsoDate;
}
