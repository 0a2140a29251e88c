import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { BedId, RoomId } from "./ids.ts";
import type { BedKind, RoomAttribute } from "./records.ts";

/** Who needs a place: one age band for each child. */
export interface Composition {
  readonly women: number;
  readonly otherAdults: number;
  readonly children: readonly {
    readonly ageBand: codes.AgeBand;
    readonly kind?: "girl" | "boy" | "child";
  }[];
}

/** Where a household could sleep, best first. */
export interface PlacesView {
  readonly evening: IsoDate;
  readonly fitting: readonly FittingPlace[];
  readonly notFitting: readonly {
    readonly room: RoomId;
    readonly label: string;
    readonly why: NoFit;
  }[];
  /** A rule of the house that stands against everybody in this household; a manager may override it. */
  readonly policy?: { readonly rule: codes.PolicyRule; readonly limit?: number };
  /** What else could be: the other houses' word for that evening, largest first. */
  readonly elsewhere: readonly OtherHouse[];
}

export interface OtherHouse {
  readonly house: HouseId;
  readonly codeName: string;
  readonly offerable: number;
  readonly largest: number;
  readonly asOf: number;
}

export interface FittingPlace {
  readonly room: RoomId;
  readonly label: string;
  /** One bed for each person, in the order asked for: women, other adults, children. */
  readonly beds: readonly { readonly bed: BedId; readonly label: string; readonly kind: BedKind }[];
  readonly brought: readonly {
    readonly bed: BedId;
    readonly to: RoomId;
    readonly fromRoom: string;
  }[];
  readonly gains: readonly Gain[];
  readonly costs: readonly Cost[];
  /** Beds that can still be offered tonight afterwards. */
  readonly offerableAfter: number;
}

export type Gain =
  | { readonly code: "own-room" }
  | { readonly code: RoomAttribute }
  | { readonly code: "cot-there" }
  | { readonly code: "keeps-for-family"; readonly room: string };

export type Cost =
  | {
      readonly code: "shared-with";
      readonly calledNames: readonly string[];
      readonly persons: number;
    }
  | { readonly code: "blocks"; readonly beds: readonly string[] }
  | { readonly code: "offerable-after"; readonly beds: number }
  | { readonly code: "cot-comes-from"; readonly room: string }
  | { readonly code: "no-cot" };

export type NoFit =
  | { readonly code: "taken" }
  | { readonly code: "held"; readonly expiresAt: number; readonly confirmed: boolean }
  | { readonly code: "one-household" }
  | { readonly code: "out-of-service"; readonly reason: codes.BlockReason; readonly to?: IsoDate }
  | { readonly code: "too-small"; readonly free: number };
