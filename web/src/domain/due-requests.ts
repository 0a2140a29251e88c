import { msOf } from "./dates.ts";
import { dueKey } from "./due-key.ts";
import type { DueSource, DueTask } from "./due.ts";
import { localTime } from "./evenings.ts";
import { clockOf, tonightOf } from "./house.ts";
import type { HoldId, Id } from "./ids.ts";
import type { TransferOffer } from "./records-exchange.ts";
import { isOpenHold } from "./nights.ts";
import type { Hold } from "./records.ts";
import type { Callback, PlaceRequest } from "./records-requests.ts";

/** What is due because somebody asked for a place: calls to be made, holds that end, households offered to this house. */
export const dueRequests: DueSource = (state, id, now) => {
  const house = state.houses.get(id);
  if (house === undefined) return [];
  const tonight = tonightOf(state, id, now);
  const { timeZone } = clockOf(state, id, now);
  const calls = [...(house.callback as ReadonlyMap<Id<"callback">, Callback>)].flatMap(
    ([callback, { request, validUntil, triedAt }]): DueTask[] => {
      const asked: PlaceRequest | undefined = house.placeRequest.get(request);
      const waits = asked?.decision === "pending" || asked?.decision === "offered";
      if (!waits || validUntil < tonight || triedAt !== undefined) return [];
      const key = dueKey("callback", callback, "callback");
      return [{ key, house: id, kind: "callback", dueOn: asked.receivedOn, about: request }];
    },
  );
  const holds = [...(house.hold as ReadonlyMap<HoldId, Hold>)].flatMap(
    ([hold, record]): DueTask[] => {
      if (record.state !== "held" || !isOpenHold(record, now.instant)) return [];
      const { expiresAt, request } = record;
      if (request === undefined || !house.placeRequest.get(request)?.asked) return [];
      const key = dueKey("hold", hold, "hold_expires", expiresAt);
      const dueOn = localTime(msOf(expiresAt), timeZone).date;
      return [{ key, house: id, kind: "hold_expires", dueOn, dueAt: expiresAt, about: request }];
    },
  );
  const offers = [
    ...(state.organisation.transferOffer as ReadonlyMap<Id<"transfer">, TransferOffer>),
  ].flatMap(([offer, { to, offeredAt, state: stands }]): DueTask[] => {
    if (to !== id || stands.is !== "offered") return [];
    const key = dueKey("transfer", offer, "transfer_open");
    const dueOn = localTime(msOf(offeredAt), timeZone).date;
    return [{ key, house: id, kind: "transfer_open", dueOn, about: offer }];
  });
  return [...calls, ...holds, ...offers];
};
