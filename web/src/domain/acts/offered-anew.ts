import { putIn, refuse, type Change, type Now, type Outcome } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import type { IsoDate } from "../dates.ts";
import { tonightOf } from "../house.ts";
import type { Id } from "../ids.ts";
import { offersOf, takenOver, wentOverOn } from "../leaving.ts";
import type { Assignment, Placement } from "../records.ts";
import type { TransferOffer } from "../records-exchange.ts";
import type { FiguresRecord } from "../records-people.ts";
import type { SafetyConflict } from "../records-safety.ts";
import type { HouseState, State } from "../state.ts";
import { byWhom, saidOf, unmarked, type Said } from "./transfer-offer.ts";

/** Records of a house that an offer of a transfer tells of. */
const told: ReadonlySet<string> = new Set(["placement", "figuresRecord", "safetyConflict"]);

/**
 * Lets an offer of a transfer that nobody has answered say the household as an act leaves it, or withdraws it with the
 * last of them; and lets nobody join or leave a household that another house has taken over. It stands between every act
 * and its outcome, so that no act can forget it.
 *
 * [Note: An offer is of a household] The two houses share one log, the exchange's. So whoever changes an offered
 * household writes the offer in the same append, and an answer to it that crosses with that is judged again. An offer
 * that crosses with such a change meets it in the house's own log, into which it writes the placement as it is.
 */
export function offeredAnew(state: State, changes: readonly Change[], now: Now): Outcome {
  const houses = new Set(
    changes.flatMap(({ type, place }) => (told.has(type) && "house" in place ? [place.house] : [])),
  );
  // An act of a transfer says for itself what becomes of the offer and of the beds.
  if (houses.size === 0 || changes.some(({ type }) => type === "transferOffer")) {
    return { ok: true, changes };
  }
  const more: Change[] = [];
  for (const [id, offer] of offersOf(state)) {
    const { from, state: stands } = offer;
    const house = state.houses.get(from);
    if (!house || !houses.has(from)) continue;
    const before = householdOf(house, offer);
    const after = householdOf(house, offer, changes);
    const on = before.placement && wentOverOn(state, from, before.placement);
    if (on !== undefined && belonging(before) !== belonging(after)) {
      const { is } = stands;
      return refuse(
        is === "completed" ? { code: "departed", on } : { code: "transfer-went-on", is },
      );
    }
    if (stands.is !== "offered") continue;
    const isGone =
      !after.placement || after.figures?.departedOn !== undefined || isElsewhere(changes, offer);
    const next: TransferOffer | undefined = isGone
      ? { ...offer, state: { is: "withdrawn", ...byWhom(now) } }
      : anew(offer, after, tonightOf(state, from, now));
    if (next) more.push(putIn()("transferOffer", id, next));
    if (isGone) more.push(...unmarked(state, offer));
  }
  return { ok: true, changes: [...changes.map((change) => asWritten(state, change)), ...more] };
}

/**
 * Beds that another house has taken over are shown as ended, and are written as open until the file is sent: the other
 * house may still take its yes back.
 */
function asWritten(state: State, change: Change): Change {
  if (change.is !== "put" || change.type !== "placement" || !("house" in change.place)) {
    return change;
  }
  const { house } = change.place;
  const { stayRef, assignments } = change.payload;
  const before = state.houses.get(house)?.placement.get(change.id as Id<"placement">);
  const evening = takenOver(state, house, stayRef);
  if (!before || evening === undefined) return change;
  const wasOpen = (one: Assignment): boolean =>
    before.assignments.some(
      ({ personRef, bed, from, to }) =>
        to === undefined && personRef === one.personRef && bed === one.bed && from === one.from,
    );
  const open = assignments.map((one): Assignment => {
    const { to, ...rest } = one;
    const isShown = to === (one.from > evening ? one.from : evening);
    return isShown && wasOpen(one) ? rest : one;
  });
  return { ...change, payload: { ...change.payload, assignments: open } };
}

/** What a house knows of an offered household, as it is or as changes leave it. */
interface Household {
  readonly house: HouseState;
  readonly placement: Placement | undefined;
  readonly figures: FiguresRecord | undefined;
  readonly safetyConflict: ReadonlyMap<string, SafetyConflict>;
}

function householdOf(
  house: HouseState,
  { stayRef }: TransferOffer,
  changes: readonly Change[] = [],
): Household {
  const own = changes.filter((change) => isIn(change, house.house));
  const one = <T>(table: ReadonlyMap<string, T>, id = ""): T | undefined => {
    const change = own.findLast((each) => each.id === id);
    if (change === undefined) return table.get(id);
    return change.is === "put" ? (change.payload as T) : undefined;
  };
  const safetyConflict = new Map<string, SafetyConflict>(house.safetyConflict);
  for (const change of own) {
    if (change.type !== "safetyConflict") continue;
    if (change.is === "put") safetyConflict.set(change.id, change.payload);
    else safetyConflict.delete(change.id);
  }
  return {
    house,
    placement: one(house.placement, house.placements.get(stayRef)),
    figures: one(house.figuresRecord, house.figures.get(stayRef)),
    safetyConflict,
  };
}

/** The offer as it reads with the household as it is then; undefined where that is nothing else. */
function anew(
  offer: TransferOffer,
  { house, placement, figures, safetyConflict }: Household,
  tonight: IsoDate,
): TransferOffer | undefined {
  // Whoever cannot read the household changes nothing of it that an offer tells.
  if (!placement || !figures || !house.files.has(offer.stayRef)) return undefined;
  const said = saidOf({ house: { safetyConflict }, placement, figures }, tonight);
  if (wordsOf(said) === wordsOf(offer)) return undefined;
  const { plannedEnd: _, ...rest } = offer;
  return { ...rest, ...said };
}

const wordsOf = ({ persons, avoid, source, plannedEnd, notBefore }: Said): string =>
  JSON.stringify([persons, avoid, source, plannedEnd, notBefore]);

/** Who belongs to the household, in words that can be compared. */
const belonging = ({ figures }: Household): string => {
  const here = figures?.persons.filter(({ leftOn }) => leftOn === undefined);
  return JSON.stringify([here?.map((one) => one.personRef).toSorted(), figures?.departedOn]);
};

const isIn = ({ place }: Change, house: HouseId): boolean =>
  "house" in place && place.house === house;

/** Whether these changes give the household beds in another house, in one act. */
const isElsewhere = (changes: readonly Change[], { from, stayRef }: TransferOffer): boolean =>
  changes.some(
    (one) =>
      one.is === "put" &&
      one.type === "placement" &&
      one.payload.stayRef === stayRef &&
      !isIn(one, from),
  );
