import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

/** Whether a child is a boy; asked only where a house has an age limit for boys. */
export const boyAnswers = ["yes", "no", "not_asked"] as const;

/** Who needs a place: numbers and bands, no name. */
export const Composition = closed({
  women: field.aCount,
  otherAdults: field.aCount,
  children: Type.Array(closed({ ageBand: oneOf(codes.ageBands), boy: oneOf(boyAnswers) }), {
    maxItems: 30,
  }),
});
export type Composition = Static<typeof Composition>;

/**
 * A request for a place, without a name. Its first five fields are what reports count and outlast its retention;
 * `asked` is all that a worker needs while it is alive, and is taken away with it.
 */
export const PlaceRequest = closed({
  /** The evening date on which it came in: the period that it is counted in. */
  receivedOn: field.aDate,
  persons: field.aCount,
  decision: oneOf(codes.requestDecisions),
  /** Of the family that the decision belongs to; none while it is pending, offered or admitted. */
  reasons: Type.Array(oneOf(codes.declineReasons), { maxItems: 10 }),
  decidedOn: Type.Optional(field.aDate),
  asked: Type.Optional(
    closed({
      receivedAt: field.anInstant,
      source: oneOf(codes.sources),
      composition: Composition,
      urgency: oneOf(codes.urgencies),
      /** The house that she was told of instead. */
      redirectedTo: Type.Optional(field.aHouse),
      /** The stay that came of it. */
      admitted: Type.Optional(field.anId<"stay">()),
    }),
  ),
});
export type PlaceRequest = Static<typeof PlaceRequest>;
