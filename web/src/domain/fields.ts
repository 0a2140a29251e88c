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

/** A day that there is, from 1900 to 2999: no arithmetic with it can fail. */
const day = [
  "(19|2\\d)\\d\\d-((0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])|(0[469]|11)-(0[1-9]|[12]\\d|30)|02-(0[1-9]|1\\d|2[0-8]))",
  "(2[048]00|(19|2\\d)(0[48]|[2468][048]|[13579][26]))-02-29",
].join("|");
const time = "([01]\\d|2[0-3]):[0-5]\\d";

export const aDate = Type.String({ pattern: `^(${day})$` });
export const anInstant = Type.String({ pattern: `^(${day})T${time}:[0-5]\\dZ$` });
export const aTimeOfDay = Type.String({ pattern: `^${time}$` });
/** A hundred years at most. */
export const aDuration = Type.String({
  pattern: "^P(?=\\d)(\\d{1,2}Y)?(\\d{1,3}M)?(\\d{1,3}W)?(\\d{1,4}D)?$",
});

/** A name or label that is shown: something, and not a letter. */
export const aLabel = Type.String({ minLength: 1, maxLength: 80 });
/** Free text. */
export const aText = Type.String({ maxLength: 4000 });
export const aCount = Type.Integer({ minimum: 0, maximum: 10_000 });
