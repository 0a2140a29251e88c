import { avoidOf, type Knowing } from "../avoiding.ts";
import {
  changes,
  putIn,
  refuse,
  removeFrom,
  type Act,
  type Change,
  type Now,
  type Refused,
} from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, plusDays, type IsoDate } from "../dates.ts";
import { settingsOf, tonightOf } from "../house.ts";
import type { Id, StayRef } from "../ids.ts";
import { counts, markOf, offersOf } from "../leaving.ts";
import type { Placement } from "../records.ts";
import type { TransferOffer, TransferState } from "../records-exchange.ts";
import type { FiguresRecord } from "../records-people.ts";
import type { State } from "../state.ts";
import { findStay, type WholeStay } from "./departure.ts";
import { endOfPlacement } from "./standing.ts";

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
  return changes(
    putIn()("transferOffer", input.offer, {
      stayRef,
      from,
      to,
      ...saidOf(stay, tonightOf(state, from, now)),
      offeredAt: instantOf(now.instant),
      offeredBy: now.member ?? "",
      state: { is: "offered" },
    }),
    putIn(from)("offeredStay", markOf(input.offer), { stayRef, to }),
    ...marksOf(state, from, stayRef).map((mark) => removeFrom(from)("offeredStay", mark)),
    // As it is: whoever changes the household at the same moment meets the offer in this log. [Note: An offer is of a household]
    putIn(from)("placement", stay.id, stay.placement),
  );
};

/** By which offers a house has offered a stay before. */
const marksOf = (state: State, house: HouseId, stay: StayRef): readonly string[] =>
  [...(state.houses.get(house)?.offeredStay ?? [])].flatMap(([id, { stayRef }]) =>
    stayRef === stay ? [id] : [],
  );

/** Takes the house's own word for an offer away that came to nothing. */
export const unmarked = (state: State, { from, stayRef }: TransferOffer): readonly Change[] =>
  marksOf(state, from, stayRef).map((mark) => removeFrom(from)("offeredStay", mark));

/** What an offer tells of a household. */
export type Said = Pick<TransferOffer, "persons" | "avoid" | "source" | "plannedEnd" | "notBefore">;

/** What an offer says of a household: everybody who belongs to it, also who is away, by refs and bands alone. */
export function saidOf(
  {
    house,
    placement,
    figures,
  }: Pick<WholeStay, "placement" | "figures"> & { readonly house: Knowing },
  tonight: IsoDate,
): Said {
  const persons = figures.persons
    .filter(({ leftOn }) => leftOn === undefined)
    .map(({ personRef, kind, ageBand }) => ({ personRef, kind, ageBand }));
  const refs = persons.map(({ personRef }) => personRef);
  const { plannedEnd } = placement;
  return {
    persons,
    avoid: [...avoidOf(house, refs, tonight)],
    source: figures.source,
    ...(plannedEnd !== undefined && { plannedEnd }),
    notBefore: earliestOf(placement, figures),
  };
}

/** The house that offered has changed its mind, while nobody has answered. */
export const withdrawTransfer: Act<NamedTransfer> = (state, { offer }, now) => {
  const found = findOffer(state, offer, ["offered"]);
  if (!found.ok) return found;
  if (!state.houses.get(found.offer.from)?.placements.has(found.offer.stayRef)) {
    return refuse({ code: "not-found", what: "placement" });
  }
  return changes(
    inState(offer, found.offer, { is: "withdrawn", ...byWhom(now) }),
    ...unmarked(state, found.offer),
  );
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
  if (!offer || !counts(state, id, offer)) {
    return refuse({ code: "not-found", what: "transferOffer" });
  }
  const { state: stands } = offer;
  if (!(is as readonly string[]).includes(stands.is)) {
    return refuse({ code: "transfer-went-on", is: stands.is });
  }
  return { ok: true, offer, stands: stands as FoundOffer<Is>["stands"] };
}

/** The offer of a stay that waits for its answer or for its file. */
export function openOfferOf(state: State, stay: StayRef): TransferOffer | undefined {
  for (const [, offer] of offersOf(state)) {
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

/** Not before the newest bed; and who came by a transfer goes on from the next evening at the earliest. */
function earliestOf(
  { assignments }: Placement,
  { arrivedOn, arrivalKind }: FiguresRecord,
): IsoDate {
  const goesOn = arrivalKind === "transfer_in" ? plusDays(arrivedOn, 1) : arrivedOn;
  return assignments.reduce((latest, { from }) => (from > latest ? from : latest), goesOn);
}
