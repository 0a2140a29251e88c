import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { BedId, Id, PersonRef, StayRef } from "./ids.ts";
import type { Alert, Departure, Extension } from "./records-people.ts";

/** The household in a bed: what Tonight opens. */
export interface ResidentView {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly file?: Id<"file">;
  readonly arrivedOn?: IsoDate;
  readonly arrivedAt?: number;
  readonly arrivalKind?: codes.ArrivalKind;
  readonly source?: codes.Source;
  readonly nights: number;
  readonly plannedEnd?: IsoDate;
  readonly maxOnArrival?: IsoDate;
  readonly overdueDays: number;
  readonly extensions: readonly Extension[];
  readonly departure?: Departure;
  readonly persons: readonly PersonInStay[];
  /** Earlier stays of the same file, newest first. */
  readonly earlier: readonly {
    readonly stayRef: StayRef;
    readonly arrivedOn: IsoDate;
    readonly departedOn?: IsoDate;
  }[];
}

export interface PersonInStay {
  readonly personRef: PersonRef;
  readonly calledName?: string;
  readonly code?: string;
  readonly kind?: codes.PersonKind;
  readonly ageBand?: codes.AgeBand;
  readonly head: boolean;
  readonly alerts: readonly Alert[];
  readonly languages: readonly string[];
  /** Where she sleeps now, and where before, newest first. */
  readonly beds: readonly {
    readonly bed: BedId;
    readonly room: string;
    readonly label: string;
    readonly from: IsoDate;
    readonly to?: IsoDate;
    readonly moveReason: codes.MoveReason;
  }[];
}

/** Someone who may come back, or is here. */
export interface KnownHousehold {
  readonly house: HouseId;
  readonly file: Id<"file">;
  readonly calledNames: readonly string[];
  readonly codes: readonly string[];
  readonly lastStay: {
    readonly stayRef: StayRef;
    readonly arrivedOn: IsoDate;
    readonly departedOn?: IsoDate;
  };
}
