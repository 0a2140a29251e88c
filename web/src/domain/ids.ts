declare const brand: unique symbol;

/** The kinds of things that have an id of their own. */
export type IdName =
  | "organisation"
  | "policy"
  | "memberName"
  | "role"
  | "room"
  | "bed"
  | "block"
  | "hold"
  | "request"
  | "stay"
  | "person"
  | "episode"
  | "placement"
  | "file"
  | "figures"
  | "address"
  | "offer"
  | "handoverNote"
  | "handoverRead"
  | "openItem"
  | "task"
  | "taskDone"
  | "transfer"
  | "callback"
  | "extensionApproval"
  | "safetyConflict"
  | "incident"
  | "amendment"
  | "signOff"
  | "followUp"
  | "monthClosed"
  | "report";

/** A random 128-bit id as 32 hex characters, of one kind. Records' ids differ between vaults, even for one stay. */
export type Id<N extends IdName> = string & { readonly [brand]: N };

export type RoomId = Id<"room">;
export type BedId = Id<"bed">;
export type HoldId = Id<"hold">;
export type BlockId = Id<"block">;
export type RequestId = Id<"request">;
/** One continuous residence, the same in every house and vault. */
export type StayRef = Id<"stay">;
/** A person, the same in every house and vault. */
export type PersonRef = Id<"person">;

/** How an id is written, as a regular expression. */
export const idPattern = "^[0-9a-f]{32}$";
const pattern = new RegExp(idPattern);

/** Reads 32 hex characters as an id of the wanted kind; throws on anything else. */
export function id<N extends IdName>(hex: string): Id<N> {
  if (!pattern.test(hex)) throw new TypeError("not an id of 32 hex characters");
  return hex as Id<N>;
}
