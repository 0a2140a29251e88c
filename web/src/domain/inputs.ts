import type { ChosenArrivalKind } from "./change.ts";
import type * as codes from "./codes.ts";
import type { HouseId } from "./compartments.ts";
import type { Duration, IsoDate, TimeOfDay } from "./dates.ts";
import type { BedId, BlockId, HoldId, Id, PersonRef, RoomId, StayRef } from "./ids.ts";
import type {
  AdmissionPolicy,
  BedKind,
  HouseKind,
  Organisation,
  RoomAttribute,
  RoomMode,
} from "./records.ts";

/** What each act needs to be told. Every id that it creates is drawn before and given here. */
export interface ActInputs {
  readonly setOrganisation: SetOrganisation;
  readonly nameMember: NameMember;
  readonly setUpHouse: SetUpHouse;
  readonly changeHouse: ChangeHouse;
  readonly placeHousehold: PlaceHousehold;
  readonly undoArrival: UndoArrival;
  readonly moveHousehold: MoveHousehold;
  readonly undoMove: UndoMove;
  readonly swapBeds: SwapBeds;
  readonly undoSwap: SwapBeds;
  readonly transferHousehold: TransferHousehold;
  readonly undoTransfer: UndoTransfer;
  readonly departHousehold: DepartHousehold;
  readonly undoDeparture: UndoDeparture;
  readonly extendStay: ExtendStay;
  readonly blockBeds: BlockBeds;
  readonly unblockBeds: UnblockBeds;
  readonly holdBeds: HoldBeds;
  readonly confirmHold: NamedHold;
  readonly releaseHold: NamedHold;
  readonly refreshOffer: RefreshOffer;
}

export type ActName = keyof ActInputs;
export type ActInput<N extends ActName> = ActInputs[N];

/** The organisation's settings. `organisation` is used only where there is no record yet. */
export interface SetOrganisation extends Partial<Organisation> {
  readonly organisation: Id<"organisation">;
}

/** What a member is to be called; writes over an earlier name. */
export interface NameMember {
  readonly memberName: Id<"memberName">;
  /** 32 hex characters, as the roster names her. */
  readonly member: string;
  readonly displayName: string;
}

export interface NewBed {
  readonly bed: BedId;
  readonly label: string;
  readonly kind: BedKind;
  /** Cots are mobile and the rest is not, where this is left out. */
  readonly isMobile?: boolean;
  /** Funded, where this is left out. */
  readonly funded?: boolean;
}

export interface NewRoom {
  readonly room: RoomId;
  readonly label: string;
  readonly mode: RoomMode;
  readonly floor?: string;
  readonly attributes: readonly RoomAttribute[];
  readonly beds: readonly NewBed[];
}

/** A house with its rooms, beds, policy and address, all in one append. */
export interface SetUpHouse {
  readonly house: HouseId;
  readonly codeName: string;
  readonly kind: HouseKind;
  /** Tonight's evening date where it is left out. */
  readonly openedOn?: IsoDate;
  readonly maxStay: Duration;
  readonly censusHour?: TimeOfDay;
  readonly policyId: Id<"policy">;
  readonly policy: AdmissionPolicy;
  readonly address?: {
    readonly id: Id<"address">;
    readonly address: string;
    readonly accessNotes: string;
  };
  readonly rooms: readonly NewRoom[];
}

/** The basics of a house; what is left out stays. */
export interface ChangeHouse {
  readonly house: HouseId;
  readonly codeName?: string;
  readonly kind?: HouseKind;
  readonly maxStay?: Duration;
  readonly censusHour?: TimeOfDay;
  readonly policy?: AdmissionPolicy;
  readonly closedOn?: IsoDate;
}

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

/** A mobile bed brought into another room for this arrival. */
export interface Brought {
  readonly bed: BedId;
  readonly to: RoomId;
}

/**
 * An arrival. The first adult is the head of the household. With `returning`, persons known from that file
 * keep their `personRef`, the episode goes on, and a new stay begins in the same file.
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
  /** Emergency by day, or by night and weekend, following the house's clock, where it is left out. */
  readonly arrivalKind?: ChosenArrivalKind;
  readonly source?: codes.Source;
  readonly plannedEnd?: IsoDate;
  /** The hold that kept these beds. */
  readonly hold?: HoldId;
  readonly brought?: readonly Brought[];
  readonly returning?: { readonly file: Id<"file"> };
  /** By a manager: places against a rule that blocks. */
  readonly override?: { readonly reason: string };
}

/** Takes an arrival back, as long as nothing else has happened to the stay. */
export interface UndoArrival {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly hold?: HoldId;
  readonly brought?: readonly Brought[];
}

export interface PersonMove {
  readonly personRef: PersonRef;
  readonly bed: BedId;
}

/** New beds within the house, for all or some of a household, from an evening date on. */
export interface MoveHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  /** Tonight's evening date where it is left out. */
  readonly from?: IsoDate;
  readonly moves: readonly PersonMove[];
  readonly reason: codes.MoveReason;
  readonly brought?: readonly Brought[];
}

/** Takes a move back: each person returns to the bed before. */
export interface UndoMove {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly moves: readonly PersonMove[];
  readonly brought?: readonly Brought[];
}

/** Two persons of the house change beds. */
export interface SwapBeds {
  readonly house: HouseId;
  readonly persons: readonly [PersonRef, PersonRef];
  readonly from?: IsoDate;
  readonly reason: codes.MoveReason;
}

/** A household moves to another house that the writer holds as well: same stay, same file. */
export interface TransferHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly placement: Id<"placement">;
  readonly file: Id<"file">;
  readonly figures: Id<"figures">;
  readonly from?: IsoDate;
  readonly moves: readonly PersonMove[];
  readonly reason: codes.MoveReason;
}

/** Takes a transfer back. `file` is a new id: the household file returns to its house. */
export interface UndoTransfer {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly file: Id<"file">;
}

/** A departure of the whole household. */
export interface DepartHousehold {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  /** Epoch milliseconds; its evening date is the day of departure. */
  readonly departedAt: number;
  readonly reason: codes.DepartureReason;
  readonly destination: codes.Destination;
  readonly safeByHerView?: codes.SafeView;
  readonly safeByWorkersView?: codes.SafeView;
  readonly note?: string;
}

/** Takes a departure back, if the beds are still free. */
export interface UndoDeparture {
  readonly house: HouseId;
  readonly stayRef: StayRef;
}

/** Moves the planned end, with a reason; the only way past the maximum. */
export interface ExtendStay {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly plannedEnd: IsoDate;
  readonly reason: codes.ExtensionReason;
  readonly note?: string;
}

/** A bed, or a whole room, out of service. */
export interface BlockBeds {
  readonly house: HouseId;
  readonly block: BlockId;
  readonly on: { readonly bed: BedId } | { readonly room: RoomId };
  readonly from?: IsoDate;
  readonly to?: IsoDate;
  readonly reason: codes.BlockReason;
}

/** Back in service from tonight on. A block that has not begun is taken away. */
export interface UnblockBeds {
  readonly house: HouseId;
  readonly block: BlockId;
}

/** Keeps beds for someone expected; of a room for one household it keeps every bed. */
export interface HoldBeds {
  readonly house: HouseId;
  readonly hold: HoldId;
  readonly beds: readonly BedId[];
  readonly from?: IsoDate;
  /** One night where it is left out. */
  readonly nights?: number;
  /** Four hours where it is left out. */
  readonly expiresAt?: number;
  readonly expectedAt?: number;
}

export interface NamedHold {
  readonly house: HouseId;
  readonly hold: HoldId;
}

/** Tells the other houses what this one could offer; nothing is written when nothing has changed. */
export interface RefreshOffer {
  readonly house: HouseId;
  /** Used only where there is no offer of this house yet. */
  readonly offer: Id<"offer">;
}
