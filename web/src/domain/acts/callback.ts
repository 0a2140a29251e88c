import { changes, putIn, refuse, removeFrom, type Act, type Now } from "../change.ts";
import type { CallbackChannel } from "../codes-requests.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, plusDays, type IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { Id, RequestId } from "../ids.ts";
import type { Callback } from "../records-requests.ts";
import { keptDays } from "../retention.ts";

/** How she can be called back, as it was agreed with her. */
export interface NewCallback {
  readonly callback: Id<"callback">;
  readonly channel: CallbackChannel;
  readonly value: string;
  readonly okHours?: { readonly from: string; readonly to: string };
  readonly okVoicemail: boolean;
  readonly validUntil: IsoDate;
}

/** Writes or changes how a request can be answered safely. */
export interface SetCallback {
  readonly house: HouseId;
  readonly request: RequestId;
  readonly callback: NewCallback;
}

/** A callback of a house. */
export interface NamedCallback {
  readonly house: HouseId;
  readonly callback: Id<"callback">;
}

/** Keeps a safe way to call back, for at most as long as a callback is kept. */
export const setCallback: Act<SetCallback> = (state, { house: id, request, callback }, now) => {
  const house = state.houses.get(id);
  if (!house?.placeRequest.get(request)?.asked) {
    return refuse({ code: "not-found", what: "placeRequest" });
  }
  const tonight = tonightOf(state, id, now);
  const latest = plusDays(tonight, keptDays.callback);
  const { validUntil } = callback;
  if (validUntil < tonight)
    return refuse({ code: "end-before-start", from: tonight, to: validUntil });
  if (validUntil > latest) return refuse({ code: "kept-too-long", latest });
  return changes(putIn(id)("callback", callback.callback, callbackOf(request, callback, now)));
};

/** Notes that she was called. */
export const noteCall: Act<NamedCallback> = (state, input, now) => {
  const callback = state.houses.get(input.house)?.callback.get(input.callback);
  if (!callback) return refuse({ code: "not-found", what: "callback" });
  const triedAt = instantOf(now.instant);
  return changes(putIn(input.house)("callback", input.callback, { ...callback, triedAt }));
};

/** Forgets how she can be called. */
export const forgetCallback: Act<NamedCallback> = (state, input) =>
  state.houses.get(input.house)?.callback.has(input.callback)
    ? changes(removeFrom(input.house)("callback", input.callback))
    : refuse({ code: "not-found", what: "callback" });

/** The record of what was agreed. */
export function callbackOf(request: RequestId, agreed: NewCallback, now: Now): Callback {
  const { callback: _, value, ...rest } = agreed;
  return { request, ...rest, value: value.trim(), writtenAt: instantOf(now.instant) };
}
