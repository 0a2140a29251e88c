import { Type } from "typebox";
import type { HouseId } from "./compartments.ts";
import { idPattern, type Id, type IdName } from "./ids.ts";

/** A closed object: a field that the schema does not name is refused, not dropped. */
export const closed = <P extends Type.TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/** One code of a closed set. */
export const oneOf = <const Codes extends readonly string[]>(codes: Codes) =>
  Type.Unsafe<Codes[number]>({ enum: [...codes] });

/** An id of one kind. */
export const anId = <N extends IdName>() => Type.Unsafe<Id<N>>(Type.String({ pattern: idPattern }));
/** The id of a house. */
export const aHouse = Type.Unsafe<HouseId>(Type.String({ pattern: idPattern }));
/** A member of the roster, as 32 hex characters. */
export const aMember = Type.String({ pattern: idPattern });

export const aDate = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}$" });
export const anInstant = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}Z$" });
export const aTimeOfDay = Type.String({ pattern: "^([01]\\d|2[0-3]):[0-5]\\d$" });
export const aDuration = Type.String({ pattern: "^P(?=\\d)(\\d+Y)?(\\d+M)?(\\d+W)?(\\d+D)?$" });

/** A name or label that is shown: something, and not a letter. */
export const aLabel = Type.String({ minLength: 1, maxLength: 80 });
/** Free text. */
export const aText = Type.String({ maxLength: 4000 });
export const aCount = Type.Integer({ minimum: 0, maximum: 10_000 });
