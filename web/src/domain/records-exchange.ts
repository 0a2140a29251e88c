import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";
import { Override } from "./records-people.ts";

const many = <T extends Type.TSchema>(schema: T, maxItems = 60) => Type.Array(schema, { maxItems });
const maybe = Type.Optional;

/** A household file sealed to one member's keys, in hex. */
export const Letter = closed({
  to: field.aMember,
  generation: Type.Integer({ minimum: 1 }),
  sealed: Type.String({ pattern: "^[0-9a-f]+$", maxLength: 200_000 }),
});
export type Letter = Static<typeof Letter>;

/** How strictly somebody is to be kept from another. */
export const avoidLevels = ["never_same_house", "never_same_room"] as const;

const by = { by: field.aMember, at: field.anInstant };
/** `overrides`: what a manager decided against in accepting; it goes into the history of the stay with the file. */
const taken = { ...by, evening: field.aDate, overrides: maybe(many(Override, 20)) };

/** How far a transfer between two houses has come. `evening` is the first night in the new house. */
export const TransferState = Type.Union([
  closed({ is: oneOf(["offered"]) }),
  closed({ is: oneOf(["accepted"]), ...taken }),
  closed({ is: oneOf(["file_sent"]), ...taken, letter: Letter }),
  /** `settled`: the house that she left has let go of its copy of the file. */
  closed({ is: oneOf(["completed"]), ...by, evening: field.aDate, settled: Type.Boolean() }),
  closed({ is: oneOf(["declined", "withdrawn"]), ...by }),
]);
export type TransferState = Static<typeof TransferState>;

/**
 * A house's own word, in its own log, that it offers a stay to another house.
 * [Note: Whose offer it is]
 */
export const OfferedStay = closed({ stayRef: field.anId<"stay">(), to: field.aHouse });
export type OfferedStay = Static<typeof OfferedStay>;

/** A house asks another to take a household over: same stay, same people (no name), and whom they must not meet. */
export const TransferOffer = closed({
  stayRef: field.anId<"stay">(),
  from: field.aHouse,
  to: field.aHouse,
  persons: many(
    closed({
      personRef: field.anId<"person">(),
      kind: oneOf(codes.personKinds),
      ageBand: oneOf(codes.ageBands),
    }),
  ),
  avoid: many(closed({ personRef: field.anId<"person">(), level: oneOf(avoidLevels) }), 200),
  source: oneOf(codes.sources),
  plannedEnd: maybe(field.aDate),
  /** The evening on which their newest beds began: they cannot have left before. */
  notBefore: field.aDate,
  offeredAt: field.anInstant,
  offeredBy: field.aMember,
  state: TransferState,
});
export type TransferOffer = Static<typeof TransferOffer>;
