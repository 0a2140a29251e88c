import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

/**
 * An extension that a director has to decide, told between a house and its directors without a name. Whoever holds
 * the file writes an approved one into it.
 */
export const ExtensionApproval = closed({
  house: field.aHouse,
  stayRef: field.anId<"stay">(),
  fromPlannedEnd: field.aDate,
  toPlannedEnd: field.aDate,
  reason: oneOf(codes.extensionReasons),
  askedBy: field.aMember,
  askedOn: field.aDate,
  answer: Type.Optional(
    closed({
      is: oneOf(["approved", "declined"]),
      by: field.aMember,
      on: field.aDate,
    }),
  ),
});
export type ExtensionApproval = Static<typeof ExtensionApproval>;
