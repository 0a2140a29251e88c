import type { ArrivalKind, BlockReason, ConflictKind, ConflictLevel, PolicyRule } from "./codes.ts";
import type { Compartment, HouseId, Place } from "./compartments.ts";
import type { Instant, IsoDate } from "./dates.ts";
import { isHouseType, recordTypes, type RecordOf, type RecordType } from "./record-types.ts";
import type { RoomMode } from "./records.ts";
import type { TransferState } from "./records-exchange.ts";
import type { State } from "./state.ts";

/** One record put or taken away, in the vault of its place. */
export type Change = Put | Remove;

/** A record and its new content; a new id makes a new record. */
export type Put = {
  [T in RecordType]: {
    readonly is: "put";
    readonly place: Place;
    readonly type: T;
    readonly id: string;
    readonly payload: RecordOf<T>;
    /** Kept in the state for records that have one version, where it matters who wrote it. */
    readonly by?: Author;
  };
}[RecordType];

/** Who wrote a record, as the log says, and whether she managed its vault when she did. */
export interface Author {
  /** 32 hex characters. */
  readonly member: string;
  readonly manages: boolean;
}

/** A record taken away. */
export interface Remove {
  readonly is: "remove";
  readonly place: Place;
  readonly type: RecordType;
  readonly id: string;
}

/** What an act came to: changes that belong in one append, or a refusal. */
export type Outcome = Done | Refused;
export interface Done {
  readonly ok: true;
  readonly changes: readonly Change[];
}
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/**
 * When and by whom an act is judged. It is kept with the act, so that judging it again on a newer state
 * means the same evening. `timeZone` counts only until the organisation's own is known.
 */
export interface Now {
  /** Epoch milliseconds. */
  readonly instant: number;
  readonly timeZone: string;
  /** Who acts, as 32 hex characters; names an override's author. */
  readonly member?: string;
  /** Houses that she manages; only there may she override a rule. */
  readonly manages?: readonly HouseId[];
  /** Houses whose incidents she manages; only there does her sign-off count. */
  readonly signsOff?: readonly HouseId[];
  /** Whether she is an administrator of the organisation, as its directors are. */
  readonly admin?: boolean;
}

/** A deed on the state: pure, with every id that it creates in its input. */
export type Act<Input> = (state: State, input: Input, now: Now) => Outcome;

/** Where records of a type live. */
const placeOf = (type: RecordType, house: HouseId | undefined): Place =>
  ({ compartment: recordTypes[type].compartment, ...(isHouseType(type) && { house }) }) as Place;

/** Puts a record of a house, or of the organisation where there is none. */
export const putIn =
  (house?: HouseId) =>
  <T extends RecordType>(type: T, id: string, payload: RecordOf<T>): Change =>
    ({ is: "put", place: placeOf(type, house), type, id, payload }) as unknown as Put;

/** Takes a record of a house away. */
export const removeFrom =
  (house?: HouseId) =>
  (type: RecordType, id: string): Change => ({
    is: "remove",
    place: placeOf(type, house),
    type,
    id,
  });

/** Success, with the changes to be written together. */
export const changes = (...list: readonly Change[]): Done => ({ ok: true, changes: list });

/** A refusal, as a value. */
export const refuse = (refusal: Refusal): Refused => ({ ok: false, refusal });

/** How far a transfer is. */
export type TransferStep = TransferState["is"];

/** A bed by the words that people use for it. */
export interface BedName {
  readonly room: string;
  readonly bed: string;
}

/** Why an act cannot be done, with what a screen needs to say it. */
export type Refusal =
  | {
      readonly code: "bed-taken";
      readonly bed: BedName;
      readonly night: IsoDate;
      /** When the other placement was written. */
      readonly writtenAt: Instant;
      readonly calledName?: string;
    }
  | {
      readonly code: "bed-blocked";
      readonly bed: BedName;
      readonly reason: BlockReason;
      readonly from: IsoDate;
      readonly to?: IsoDate;
    }
  | {
      readonly code: "bed-held";
      readonly bed: BedName;
      readonly expiresAt: Instant;
      readonly confirmed: boolean;
    }
  | { readonly code: "bed-not-in-service"; readonly bed: BedName; readonly night: IsoDate }
  | { readonly code: "bed-given-twice"; readonly bed: BedName }
  | {
      readonly code: "room-of-another-household";
      readonly room: string;
      readonly night: IsoDate;
      readonly calledName?: string;
    }
  | { readonly code: "house-closed"; readonly codeName: string; readonly night: IsoDate }
  | {
      readonly code: "person-elsewhere";
      readonly calledName?: string;
      readonly bed?: BedName;
      readonly codeName?: string;
      readonly night: IsoDate;
    }
  | { readonly code: "person-without-bed"; readonly calledName?: string }
  | { readonly code: "in-the-future"; readonly date: IsoDate; readonly tonight: IsoDate }
  /** Later today. */
  | { readonly code: "time-to-come" }
  | { readonly code: "too-long-ago"; readonly date: IsoDate; readonly earliest: IsoDate }
  | { readonly code: "before-arrival"; readonly date: IsoDate; readonly arrivedOn: IsoDate }
  | { readonly code: "moved-since"; readonly date: IsoDate; readonly movedOn: IsoDate }
  | { readonly code: "departed"; readonly on: IsoDate }
  | { readonly code: "still-here"; readonly calledName?: string }
  | { readonly code: "end-past-maximum"; readonly plannedEnd: IsoDate; readonly maximum: IsoDate }
  | { readonly code: "end-before-start"; readonly from: IsoDate; readonly to: IsoDate }
  /** A rule of the house; a manager may override it with a reason. */
  | { readonly code: "policy"; readonly rule: PolicyRule; readonly limit?: number }
  /** Two people who must be kept apart would meet; a manager may override it. */
  | {
      readonly code: "safety-conflict";
      readonly level: Exclude<ConflictLevel, "inform">;
      readonly kind: ConflictKind;
      readonly calledName?: string;
    }
  /** An extension that is not hers to decide. */
  | { readonly code: "not-approver"; readonly approver: "manager" | "director" }
  /** Nobody of the household would be left: that is a departure of them all. */
  | { readonly code: "last-of-household"; readonly calledName?: string }
  | { readonly code: "away"; readonly calledName?: string; readonly from: IsoDate }
  | { readonly code: "not-away"; readonly calledName?: string }
  /** She would be back before the first night. */
  | { readonly code: "no-night-away"; readonly date: IsoDate }
  | { readonly code: "absence-to-come"; readonly from: IsoDate }
  | { readonly code: "absence-begun"; readonly from: IsoDate; readonly calledName?: string }
  | { readonly code: "too-far-ahead"; readonly date: IsoDate; readonly latest: IsoDate }
  | { readonly code: "room-in-use"; readonly room: string; readonly mode?: RoomMode }
  | { readonly code: "bed-in-use"; readonly bed: BedName }
  | { readonly code: "bed-not-mobile"; readonly bed: BedName }
  | { readonly code: "label-twice"; readonly label: string }
  | { readonly code: "hold-ended"; readonly was: "expired" | "cancelled" | "admitted" }
  | { readonly code: "nothing-to-do" }
  /** Nights of a month that is closed; they change only with a reason. */
  | { readonly code: "month-closed"; readonly month: string }
  /** A month that is not over yet. */
  | { readonly code: "month-goes-on"; readonly month: string }
  /** What was to be taken back has been changed since. */
  | {
      readonly code: "changed-since";
      readonly what:
        | "arrival"
        | "move"
        | "departure"
        | "block"
        | "hold"
        | "leaving"
        | "joining"
        | "absence"
        | "phase"
        | "extension"
        | "conflict"
        | "handover"
        | "request"
        | "inventory";
    }
  /** A request that was admitted or declined already. */
  | { readonly code: "request-decided" }
  | { readonly code: "reason-of-another-family" }
  /** An offer of a transfer is further than what was wanted of it. */
  | { readonly code: "transfer-went-on"; readonly is: TransferStep }
  /** They would meet somebody whom they must not meet; a manager may override it. */
  | { readonly code: "must-not-meet"; readonly level: "never_same_house" | "never_same_room" }
  | { readonly code: "kept-too-long"; readonly latest: IsoDate }
  /** It takes a manager of the house. */
  | { readonly code: "manager-only" }
  /** What is written once is added to, never changed (I-16). */
  | { readonly code: "written-once"; readonly what: RecordType }
  | { readonly code: "not-found"; readonly what: RecordType }
  | { readonly code: "already-there"; readonly what: RecordType }
  | { readonly code: "not-well-formed"; readonly what: RecordType }
  /** Given by the vault: no key, or too small a right, for one of the changes. */
  | { readonly code: "no-right"; readonly compartment: Compartment; readonly house?: HouseId }
  /** Given by the vault: a compartment's records are still on their way to this device. */
  | { readonly code: "still-reading"; readonly compartment: Compartment; readonly house?: HouseId }
  /** Given by the vault: somebody else's version of the same record came first. */
  | { readonly code: "changed-meanwhile"; readonly what: RecordType };

/** Kinds of arrival that a person can choose; a transfer is made by the act itself. */
export type ChosenArrivalKind = Exclude<ArrivalKind, "transfer_in" | "return">;
