import { changes, putIn, refuse, type Act } from "../change.ts";
import { instantOf } from "../dates.ts";
import type { HoldId, RequestId } from "../ids.ts";
import { isOpenHold } from "../nights.ts";
import { holdBeds, type HoldBeds } from "./hold.ts";
import { findOpen, findRequest, openHoldOf, type NamedRequest } from "./request.ts";

/** Offers beds to a request, and holds them while she decides. */
export interface OfferPlace extends HoldBeds {
  readonly request: RequestId;
}

/** An offer as what takes it back names it. */
export interface NamedOffer extends NamedRequest {
  readonly hold: HoldId;
}

/** Holds beds for a request that has none now. */
export const offerPlace: Act<OfferPlace> = (state, input, now) => {
  const found = findOpen(state, input);
  if (!found.ok) return found;
  if (openHoldOf(found.house, found.asked, now.instant)) {
    return refuse({ code: "already-there", what: "hold" });
  }
  const held = holdBeds(state, input, now);
  if (!held.ok) return held;
  const asked = { ...found.asked, hold: input.hold, touchedAt: instantOf(now.instant) };
  const offered = { ...found.request, decision: "offered" as const, asked };
  return changes(...held.changes, putIn(input.house)("placeRequest", input.request, offered));
};

/** Takes an offer back: the request waits again, and its beds are free. */
export const withdrawPlace: Act<NamedOffer> = (state, input, now) => {
  const found = findRequest(state, input);
  if (!found.ok) return found;
  const { request, asked, house } = found;
  if (request.decision !== "offered" || asked.hold !== input.hold) {
    return refuse({ code: "changed-since", what: "hold" });
  }
  const { hold: id, ...rest } = asked;
  const hold = house.hold.get(id);
  const put = putIn(input.house);
  return changes(
    put("placeRequest", input.request, {
      ...request,
      decision: "pending",
      asked: { ...rest, touchedAt: instantOf(now.instant) },
    }),
    ...(hold && isOpenHold(hold, now.instant)
      ? [put("hold", input.hold, { ...hold, state: "cancelled" as const })]
      : []),
  );
};
