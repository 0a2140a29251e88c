import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate, TimeOfDay } from "./dates.ts";
import type { BedId, BlockId, HoldId, PersonRef, RoomId, StayRef } from "./ids.ts";
import type { Counts } from "./nights.ts";
import type { BedKind, RoomAttribute, RoomMode } from "./records.ts";

/** The desk's first screen. Moments in views are epoch milliseconds; dates are ISO civil dates. */
export interface TonightView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  readonly censusHour: TimeOfDay;
  readonly evening: IsoDate;
  readonly counts: Counts;
  readonly rooms: readonly RoomOnBoard[];
  readonly arrivals: readonly ArrivalLine[];
  readonly departures: readonly DepartureLine[];
}

export interface RoomOnBoard {
  readonly room: RoomId;
  readonly label: string;
  readonly floor?: string;
  readonly mode: RoomMode;
  readonly attributes: readonly RoomAttribute[];
  readonly beds: readonly BedOnBoard[];
}

export interface BedOnBoard {
  readonly bed: BedId;
  readonly label: string;
  readonly kind: BedKind;
  readonly now: BedState;
}

export type BedState =
  | { readonly is: "occupied"; readonly by: Occupant }
  | {
      readonly is: "free";
      /** First night since when it has been free; undefined: never used. */
      readonly since?: IsoDate;
      /** The departure's moment, when that was today. */
      readonly sinceAt?: number;
    }
  /** Another bed of this one-household room is taken. */
  | { readonly is: "blocked" }
  | {
      readonly is: "held";
      readonly hold: HoldId;
      readonly placedAt: number;
      readonly expiresAt: number;
      readonly confirmed: boolean;
      /** How many beds the hold keeps. */
      readonly beds: number;
    }
  | {
      readonly is: "out-of-service";
      readonly block: BlockId;
      readonly reason: codes.BlockReason;
      readonly to?: IsoDate;
    };

/** Who lies in a bed; without the key to `residents`, nothing but refs. */
export interface Occupant {
  readonly stayRef: StayRef;
  readonly personRef: PersonRef;
  readonly calledName?: string;
  readonly kind?: codes.PersonKind;
  readonly ageBand?: codes.AgeBand;
  /** The household's other people in this house tonight. */
  readonly with: number;
  /** Head of the household, or the only one. */
  readonly head: boolean;
  readonly plannedEnd?: IsoDate;
  /** Days since the planned end; 0 when it is not past. */
  readonly overdueDays: number;
}

export type ArrivalLine =
  | {
      readonly is: "arrived";
      readonly at?: number;
      readonly stayRef: StayRef;
      readonly calledName?: string;
      readonly persons: number;
      readonly bed: { readonly room: string; readonly bed: string };
      readonly arrivalKind?: codes.ArrivalKind;
    }
  | {
      readonly is: "expected";
      readonly at?: number;
      readonly hold: HoldId;
      readonly persons: number;
      readonly room: string;
      readonly beds: readonly BedId[];
      readonly expiresAt: number;
      readonly confirmed: boolean;
    };

export type DepartureLine =
  | {
      readonly is: "departed";
      readonly at?: number;
      readonly stayRef: StayRef;
      readonly calledName?: string;
      readonly persons: number;
      readonly bed: { readonly room: string; readonly bed: string };
      readonly destination?: codes.Destination;
    }
  | {
      /** Due tonight (0 days), or overdue. */
      readonly is: "due";
      readonly stayRef: StayRef;
      readonly calledName?: string;
      readonly persons: number;
      readonly plannedEnd: IsoDate;
      readonly overdueDays: number;
    };
