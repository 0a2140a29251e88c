import { avoidOf } from "../avoiding.ts";
import { changes, putIn, refuse, type Act, type Now, type Refused } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import { settingsOf, tonightOf } from "../house.ts";
import type { Id, PersonRef, StayRef } from "../ids.ts";
import type { Placement } from "../records.ts";
import type { TransferOffer, TransferState } from "../records-exchange.ts";
import type { State } from "../state.ts";
import { findStay } from "./departure.ts";
import { bedsOfPerson, endOfPlacement, personsIn } from "./standing.ts";

/** Asks another house to take a household over. What it says of them is no name. */
export interface OfferTransfer {
  readonly house: HouseId;
  readonly stayRef: StayRef;
  readonly to: HouseId;
  readonly offer: Id<"transfer">;
}

/** An offer of a transfer, by whichever of the two houses acts. */
export interface NamedTransfer {
  readonly offer: Id<"transfer">;
}

/** Offers a household that is here to a house that its writer does not hold. */
export const offerTransfer: Act<OfferTransfer> = (state, input, now) => {
  const { stayRef, house: from, to } = input;
  const stay = findStay(state, from, stayRef);
  if (!stay.ok) return stay;
  if (to === from || !settingsOf(state, to)) return refuse({ code: "not-found", what: "house" });
  const ended = endOfPlacement(stay.placement);
  if (ended !== undefined) return refuse({ code: "departed", on: ended });
  if (openOfferOf(state, stayRef)) return refuse({ code: "already-there", what: "transferOffer" });
  const staying = stayingIn(stay.placement);
  const persons = stay.figures.persons
    .filter(({ personRef }) => staying.includes(personRef))
    .map(({ personRef, kind, ageBand }) => ({ personRef, kind, ageBand }));
  const { plannedEnd } = stay.placement;
  return changes(
    putIn()("transferOffer", input.offer, {
      stayRef,
      from,
      to,
      persons,
      avoid: [...avoidOf(stay.house, staying, tonightOf(state, from, now))],
      source: stay.figures.source,
      ...(plannedEnd !== undefined && { plannedEnd }),
      notBefore: newestBed(stay.placement),
      offeredAt: instantOf(now.instant),
      offeredBy: now.member ?? "",
      state: { is: "offered" },
    }),
  );
};

/** The house that offered has changed its mind, while nobody has answered. */
export const withdrawTransfer: Act<NamedTransfer> = (state, { offer }, now) => {
  const found = findOffer(state, offer, ["offered"]);
  if (!found.ok) return found;
  if (!state.houses.get(found.offer.from)?.placements.has(found.offer.stayRef)) {
    return refuse({ code: "not-found", what: "placement" });
  }
  return changes(inState(offer, found.offer, { is: "withdrawn", ...byWhom(now) }));
};

/** The house that was asked cannot take them. */
export const declineTransfer: Act<NamedTransfer> = (state, { offer }, now) => {
  const found = findOffer(state, offer, ["offered"]);
  if (!found.ok) return found;
  if (!state.houses.has(found.offer.to)) return refuse({ code: "not-found", what: "house" });
  return changes(inState(offer, found.offer, { is: "declined", ...byWhom(now) }));
};

/** The same person takes her no back, while nobody has gone on without them. */
export const undoDecline: Act<NamedTransfer> = (state, { offer }, now) => {
  const found = findOffer(state, offer, ["declined"]);
  if (!found.ok) return found;
  const { state: stands, stayRef } = found.offer;
  const hers = stands.is === "declined" && stands.by === byWhom(now).by;
  if (!hers || openOfferOf(state, stayRef)) {
    return refuse({ code: "transfer-went-on", is: "declined" });
  }
  return changes(inState(offer, found.offer, { is: "offered" }));
};

/** An offer in one of these states. */
export interface FoundOffer<Is extends TransferState["is"]> {
  readonly ok: true;
  readonly offer: TransferOffer;
  readonly stands: Extract<TransferState, { readonly is: Is }>;
}

/** Finds an offer, or says that it has gone on since. */
export function findOffer<Is extends TransferState["is"]>(
  state: State,
  id: Id<"transfer">,
  is: readonly Is[],
): FoundOffer<Is> | Refused {
  const offer = state.organisation.transferOffer.get(id);
  if (!offer) return refuse({ code: "not-found", what: "transferOffer" });
  const { state: stands } = offer;
  if (!(is as readonly string[]).includes(stands.is)) {
    return refuse({ code: "transfer-went-on", is: stands.is });
  }
  return { ok: true, offer, stands: stands as FoundOffer<Is>["stands"] };
}

/** The offer of a stay that waits for its answer or for its file. */
export function openOfferOf(state: State, stay: StayRef): TransferOffer | undefined {
  for (const offer of state.organisation.transferOffer.values()) {
    const open = ["offered", "accepted", "file_sent"].includes(offer.state.is);
    if (open && offer.stayRef === stay) return offer;
  }
  return undefined;
}

/** The offer as it stands next. */
export const inState = (id: Id<"transfer">, offer: TransferOffer, state: TransferState) =>
  putIn()("transferOffer", id, { ...offer, state });

/** Who does it, and when. */
export const byWhom = (now: Now): { readonly by: string; readonly at: string } => ({
  by: now.member ?? "",
  at: instantOf(now.instant),
});

/** Those of a placement who still have a bed in it. */
export const stayingIn = (placement: Placement): PersonRef[] =>
  personsIn(placement).filter((one) => bedsOfPerson(placement, one).at(-1)?.to === undefined);

const newestBed = ({ assignments }: Placement): IsoDate =>
  assignments.reduce((latest, { from }) => (from > latest ? from : latest), "");
