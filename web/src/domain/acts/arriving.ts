import type { ChosenArrivalKind } from "../change.ts";
import type * as codes from "../codes.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import type { BedId, HoldId, Id, PersonRef, RequestId, RoomId, StayRef } from "../ids.ts";

/** One person at the door, and the bed that she is given. */
export interface Arriving {
  readonly personRef: PersonRef;
  readonly calledName: string;
  /** 4 to 6 characters; see `personCode`. */
  readonly code: string;
  readonly kind: codes.PersonKind;
  readonly ageBand: codes.AgeBand;
  readonly bed: BedId;
}

/** A mobile bed brought into another room. */
export interface Brought {
  readonly bed: BedId;
  readonly to: RoomId;
}

/**
 * An arrival. The first adult is the head of the household. A person known from an earlier stay keeps her
 * `personRef`: then her file in this house is written on instead of `file`, her episode goes on, and what
 * the file says of her stays.
 */
export interface PlaceHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly placement: Id<"placement">;
  readonly file: Id<"file">;
  readonly figures: Id<"figures">;
  readonly episode: Id<"episode">;
  /** Epoch milliseconds; may lie in the past. */
  readonly arrivedAt: number;
  readonly persons: readonly Arriving[];
  /** By the house's clock an emergency of the day, or of night and weekend, where it is left out. */
  readonly arrivalKind?: ChosenArrivalKind;
  readonly source?: codes.Source;
  readonly plannedEnd?: IsoDate;
  /** The hold that kept these beds. */
  readonly hold?: HoldId;
  /** The request for a place that is answered by it. */
  readonly request?: RequestId;
  readonly brought?: readonly Brought[];
  /** By a manager: places against a rule that blocks. */
  readonly override?: { readonly reason: string };
}

/** What takes an arrival back needs of it. */
export interface UndoArrival {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly hold?: HoldId;
  /** The request for a place that is answered by it. */
  readonly request?: RequestId;
  readonly brought?: readonly Brought[];
}
