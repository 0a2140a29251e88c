import { Type, type Static } from "typebox";
import * as codes from "./codes.ts";
import { callbackChannels } from "./codes-requests.ts";
import * as field from "./fields.ts";
import { closed, oneOf } from "./fields.ts";

const maybe = Type.Optional;

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

/** What a worker needs to know of a request while it is alive. */
export const Asked = closed({
  receivedAt: field.anInstant,
  /** Left out where it was not asked. */
  source: maybe(oneOf(codes.sources)),
  composition: Composition,
  urgency: oneOf(codes.urgencies),
  /** The last word on it after its coming: an offer, an answer, or that it still stands. */
  touchedAt: maybe(field.anInstant),
  /** The house that she was told of instead. */
  redirectedTo: maybe(field.aHouse),
  /** The hold that was offered last. */
  hold: maybe(field.anId<"hold">()),
  /** The stay that came of it. */
  admitted: maybe(field.anId<"stay">()),
});
export type Asked = Static<typeof Asked>;

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
  decidedOn: maybe(field.aDate),
  asked: maybe(Asked),
});
export type PlaceRequest = Static<typeof PlaceRequest>;

/** How and when it is safe to call her back. */
export const Callback = closed({
  request: field.anId<"request">(),
  channel: oneOf(callbackChannels),
  value: Type.String({ minLength: 1, maxLength: 200 }),
  /** Between these times of day; left out where any time is safe. */
  okHours: maybe(closed({ from: field.aTimeOfDay, to: field.aTimeOfDay })),
  okVoicemail: Type.Boolean(),
  /** The last day on which it may be used. */
  validUntil: field.aDate,
  writtenAt: field.anInstant,
  /** When it was last tried. */
  triedAt: maybe(field.anInstant),
});
export type Callback = Static<typeof Callback>;
