import { changes, putIn, refuse, removeFrom, type Act, type Change } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { localTime } from "../evenings.ts";
import { clockOf } from "../house.ts";
import { instantOf, msOf, type Instant, type IsoDate } from "../dates.ts";
import type { RequestId } from "../ids.ts";
import type { Asked as PlaceAsked, PlaceRequest } from "../records-requests.ts";
import type { HouseState } from "../state.ts";
import { isOver, keptDays } from "../retention.ts";

/** A house whose records are looked through for what has been kept long enough. */
export interface KeepRetention {
  readonly house: HouseId;
}

/** So many are taken away in one go; the rest goes with the next. A commit may remove no more without a manager. */
const most = 20;

/**
 * Reduces requests, and takes away callbacks, holds and sheets, that have been kept for their time. Whoever comes first does
 * it, in the same way; nothing is written where nothing is over.
 */
export const keepRetention: Act<KeepRetention> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (!house) return refuse({ code: "not-found", what: "house" });
  const { timeZone } = clockOf(state, input.house, now);
  const dayOf = (at: Instant): IsoDate => localTime(msOf(at), timeZone).date;
  const today = dayOf(instantOf(now.instant));
  const asked: Asked = { house, today, dayOf };
  const ofResidents = [...callbacks(asked), ...sheets(asked)].slice(0, most);
  return changes(...requests(asked), ...ofResidents, ...holds(asked));
};

interface Asked {
  readonly house: HouseState;
  readonly today: IsoDate;
  readonly dayOf: (at: Instant) => IsoDate;
}

/** The last word on a request. */
export const lastWord = ({ touchedAt, receivedAt }: PlaceAsked): Instant => touchedAt ?? receivedAt;

/** Date, decision, reasons and number of persons: what outlasts a request's retention. */
function reduced(request: PlaceRequest): PlaceRequest {
  const { asked: _, ...rest } = request;
  return rest;
}

const requests = ({ house, today, dayOf }: Asked): Change[] =>
  [...house.placeRequest]
    .filter(([, { asked }]) => asked && isOver(dayOf(lastWord(asked)), keptDays.request, today))
    .slice(0, 10 * most)
    .map(([id, request]) => putIn(house.house)("placeRequest", id, reduced(request)));

const callbacks = ({ house, today, dayOf }: Asked): Change[] =>
  [...house.callback]
    .filter(
      ([, { validUntil, writtenAt, request }]) =>
        validUntil < today ||
        isOver(dayOf(writtenAt), keptDays.callback, today) ||
        isReduced(house, request),
    )
    .map(([id]) => removeFrom(house.house)("callback", id));

/** Sheets, who has read them, and what they carried on until it was settled. An open item is kept while it is open. */
function sheets({ house, today, dayOf }: Asked): Change[] {
  const remove = removeFrom(house.house);
  const over = (since: IsoDate): boolean => isOver(since, keptDays.handover, today);
  const gone = [...house.handoverNote].filter(([, { date }]) => over(date)).map(([id]) => id);
  const read = [...house.handoverRead].filter(
    ([, { note }]) => gone.includes(note) || !house.handoverNote.has(note),
  );
  const settled = [...house.openItem].filter(
    ([, { closed }]) => closed !== undefined && over(dayOf(closed.at)),
  );
  // The marks first: a mark without its sheet would say nothing to anybody.
  return [
    ...read.map(([id]) => remove("handoverRead", id)),
    ...gone.map((id) => remove("handoverNote", id)),
    ...settled.map(([id]) => remove("openItem", id)),
  ];
}

const isReduced = (house: HouseState, id: RequestId): boolean => {
  const request = house.placeRequest.get(id);
  return request !== undefined && request.asked === undefined;
};

const holds = ({ house, today, dayOf }: Asked): Change[] =>
  [...house.hold]
    .filter(([, { to, expiresAt }]) =>
      isOver(dayOf(expiresAt) > to ? dayOf(expiresAt) : to, keptDays.hold, today),
    )
    .slice(0, most)
    .map(([id]) => removeFrom(house.house)("hold", id));
