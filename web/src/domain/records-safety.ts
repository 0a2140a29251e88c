import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

/**
 * People who must be kept apart, or of whom whoever places them must know: everyone on one side with everyone on
 * another. A household is one side; of a network (`tag`) each person is a side of her own.
 */
export const SafetyConflict = closed({
  sides: Type.Array(closed({ persons: Type.Array(field.anId<"person">(), { maxItems: 40 }) }), {
    maxItems: 40,
  }),
  tag: Type.Optional(field.aLabel),
  kind: oneOf(codes.conflictKinds),
  level: oneOf(codes.conflictLevels),
  reviewOn: field.aDate,
  note: Type.Optional(field.aText),
  /** From then on it stands against nothing. */
  endedOn: Type.Optional(field.aDate),
});
export type SafetyConflict = Static<typeof SafetyConflict>;
