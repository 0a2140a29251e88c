import { changes, putIn, refuse, removeFrom, type Act, type Refused } from "../change.ts";
import type { DeclineReason, Source, Urgency } from "../codes.ts";
import { reasonsOf, type Decline } from "../codes-requests.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import { eveningOf } from "../evenings.ts";
import { clockOf, tonightOf } from "../house.ts";
import type { HoldId, Id, RequestId, StayRef } from "../ids.ts";
import { isOpenHold } from "../nights.ts";
import type { Hold } from "../records.ts";
import type { Asked, Composition, PlaceRequest } from "../records-requests.ts";
import type { HouseState, State } from "../state.ts";
import { callbackOf, type NewCallback } from "./callback.ts";
import { admitNot, freeBeds } from "./hold.ts";

/** A no, with the reasons of its family. */
export interface Declining {
  readonly decision: Decline;
  readonly reasons: readonly DeclineReason[];
  /** The house that she was told of. */
  readonly redirectedTo?: HouseId;
}

/** Somebody asks for a place. With `declined` it is a turn-away: asked and answered at once. */
export interface TakeRequest {
  readonly house: HouseId;
  readonly request: RequestId;
  /** Epoch milliseconds; now, where it is left out. */
  readonly receivedAt?: number;
  readonly source?: Source;
  readonly composition: Composition;
  readonly urgency: Urgency;
  readonly declined?: Declining;
  readonly callback?: NewCallback;
}

/** What takes a request back needs of it. */
export interface UndoRequest {
  readonly house: HouseId;
  readonly request: RequestId;
  readonly callback?: Id<"callback">;
}

/** A no to a request that waits or has an offer; `hold` is the one that is let go by it. */
export interface DeclineRequest extends Declining {
  readonly house: HouseId;
  readonly request: RequestId;
  readonly hold?: HoldId;
}

/** A request of a house. */
export interface NamedRequest {
  readonly house: HouseId;
  readonly request: RequestId;
}

/** Writes a request down; nothing of it says who asked. */
export const takeRequest: Act<TakeRequest> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (!house) return refuse({ code: "not-found", what: "house" });
  if (house.placeRequest.has(input.request)) {
    return refuse({ code: "already-there", what: "placeRequest" });
  }
  const receivedAt = input.receivedAt ?? now.instant;
  const receivedOn = eveningOf(receivedAt, clockOf(state, input.house, now));
  const tonight = tonightOf(state, input.house, now);
  if (receivedOn > tonight) return refuse({ code: "in-the-future", date: receivedOn, tonight });
  const { composition, urgency, source, declined } = input;
  if (declined && !fits(declined)) return refuse({ code: "reason-of-another-family" });
  const request: PlaceRequest = {
    receivedOn,
    persons: personsIn(composition),
    decision: declined?.decision ?? "pending",
    reasons: [...(declined?.reasons ?? [])],
    ...(declined && { decidedOn: receivedOn }),
    asked: {
      receivedAt: instantOf(receivedAt),
      ...(source && { source }),
      composition,
      urgency,
      ...(declined?.redirectedTo && { redirectedTo: declined.redirectedTo }),
    },
  };
  const put = putIn(input.house);
  return changes(
    put("placeRequest", input.request, request),
    ...(input.callback
      ? [put("callback", input.callback.callback, callbackOf(input.request, input.callback, now))]
      : []),
  );
};

/** Takes a request back that should not have been written. */
export const undoRequest: Act<UndoRequest> = (state, input) => {
  const found = findRequest(state, input);
  if (!found.ok) return found;
  if (found.asked.hold ?? found.asked.admitted) {
    return refuse({ code: "changed-since", what: "request" });
  }
  const remove = removeFrom(input.house);
  const { callback } = input;
  const written = callback !== undefined && found.house.callback.has(callback);
  return changes(
    remove("placeRequest", input.request),
    ...(written ? [remove("callback", callback)] : []),
  );
};

/** Says no, by us, by her, or because it was not for us; beds held for it are free again. */
export const declineRequest: Act<DeclineRequest> = (state, input, now) => {
  const found = findOpen(state, input);
  if (!found.ok) return found;
  if (!fits(input)) return refuse({ code: "reason-of-another-family" });
  const { redirectedTo, decision, reasons } = input;
  const asked = { ...found.asked, ...(redirectedTo && { redirectedTo }) };
  const hold = openHoldOf(found.house, found.asked, now.instant);
  const put = putIn(input.house);
  return changes(
    put("placeRequest", input.request, {
      ...found.request,
      decision,
      reasons: [...reasons],
      decidedOn: tonightOf(state, input.house, now),
      asked: { ...asked, touchedAt: instantOf(now.instant) },
    }),
    ...(hold ? [put("hold", hold.id, { ...hold.record, state: "cancelled" })] : []),
  );
};

/** Takes a no back; beds that were held for it are held again, if they are still free. */
export const reopenRequest: Act<NamedRequest & { readonly hold?: HoldId }> = (
  state,
  input,
  now,
) => {
  const found = findRequest(state, input);
  if (!found.ok) return found;
  const { house } = found;
  const { decidedOn: _, ...request } = found.request;
  if (request.decision === "admitted") return refuse({ code: "request-decided" });
  const { redirectedTo: __, ...kept } = found.asked;
  const hold = input.hold && house.hold.get(input.hold);
  const again = hold && { ...hold, state: "held" as const };
  const holds =
    again !== undefined &&
    hold?.state === "cancelled" &&
    isOpenHold(again, now.instant) &&
    freeBeds(state, house, { ...again, at: now.instant }) === undefined;
  const put = putIn(input.house);
  return changes(
    put("placeRequest", input.request, {
      ...request,
      decision: holds ? "offered" : "pending",
      reasons: [],
      asked: { ...kept, touchedAt: instantOf(now.instant) },
    }),
    ...(holds && input.hold ? [put("hold", input.hold, again)] : []),
  );
};

/** Says that a request still stands: it is kept for its time from now on. */
export const keepWaiting: Act<NamedRequest> = (state, input, now) => {
  const found = findOpen(state, input);
  if (!found.ok) return found;
  const asked = { ...found.asked, touchedAt: instantOf(now.instant) };
  return changes(putIn(input.house)("placeRequest", input.request, { ...found.request, asked }));
};

/** How many people ask. */
export const personsIn = ({ women, otherAdults, children }: Composition): number =>
  women + otherAdults + children.length;

/** A request that is alive, and the house that was asked. */
export interface FoundRequest {
  readonly ok: true;
  readonly house: HouseState;
  readonly request: PlaceRequest;
  readonly asked: Asked;
}

/** Finds a request that has not been reduced. */
export function findRequest(
  state: State,
  { house: id, request: name }: NamedRequest,
): FoundRequest | Refused {
  const house = state.houses.get(id);
  const request = house?.placeRequest.get(name);
  if (!house || !request?.asked) return refuse({ code: "not-found", what: "placeRequest" });
  return { ok: true, house, request, asked: request.asked };
}

/** Finds a request that is not decided yet. */
export function findOpen(state: State, named: NamedRequest): FoundRequest | Refused {
  const found = findRequest(state, named);
  if (!found.ok) return found;
  return isOpen(found.request) ? found : refuse({ code: "request-decided" });
}

const isOpen = ({ decision }: Pick<PlaceRequest, "decision">): boolean =>
  decision === "pending" || decision === "offered";

/** The request that beds are held for, as long as it is not decided. */
export function heldFor(
  house: HouseState,
  { request }: Pick<Hold, "request">,
): { readonly request?: RequestId } {
  const record = request && house.placeRequest.get(request);
  return request && record?.asked && isOpen(record) ? { request } : {};
}

/** The hold that still keeps beds for a request. */
export function openHoldOf(house: HouseState, { hold: id }: Asked, at: number) {
  const record = id && house.hold.get(id);
  return record && isOpenHold(record, at) ? { id, record } : undefined;
}

/** The request as admitted by a stay. */
export const admitRequest = (
  { request, asked }: FoundRequest,
  { stayRef, at, on }: { readonly stayRef: StayRef; readonly at: number; readonly on: IsoDate },
): PlaceRequest => ({
  ...request,
  decision: "admitted",
  reasons: [],
  decidedOn: on,
  asked: { ...asked, admitted: stayRef, touchedAt: instantOf(at) },
});

/** The request as before a stay that was taken back; its beds are held again where the hold still runs. */
export function admitRequestNot(found: FoundRequest, at: number): PlaceRequest {
  const { decidedOn: _, ...request } = found.request;
  const { admitted: __, ...asked } = found.asked;
  const hold = asked.hold && found.house.hold.get(asked.hold);
  const offered = hold !== undefined && isOpenHold(admitNot(hold), at);
  return { ...request, decision: offered ? "offered" : "pending", asked };
}

/** Whether all reasons are of the decision's family, and there is one where the family has any. */
const fits = ({ decision, reasons }: Declining): boolean => {
  const family = reasonsOf[decision];
  return (
    reasons.every((reason) => family.includes(reason)) && reasons.length > 0 === family.length > 0
  );
};
