import { putIn, refuse, type Change, type Now, type Outcome } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { tonightOf } from "../house.ts";
import type { Id } from "../ids.ts";
import { takenOver, wentOverOn } from "../leaving.ts";
import type { HouseRecordType } from "../record-types.ts";
import type { Assignment, Placement } from "../records.ts";
import type { TransferOffer } from "../records-exchange.ts";
import type { FiguresRecord } from "../records-people.ts";
import type { SafetyConflict } from "../records-safety.ts";
import type { HouseState, State } from "../state.ts";
import { byWhom, saidOf, type Said } from "./transfer-offer.ts";

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
  const own = new Set(changes.map(({ id }) => id));
  const more: Change[] = [];
  for (const [id, offer] of state.organisation.transferOffer) {
    const house = state.houses.get(offer.from);
    if (!house || !houses.has(offer.from) || own.has(id)) continue;
    const before = householdOf(house, offer);
    const after = householdOf(house, offer, changes);
    const { is } = offer.state;
    const on = before.placement && wentOverOn(state, offer.from, before.placement);
    if (on !== undefined && belonging(before) !== belonging(after)) {
      const isOver = is === "completed";
      return refuse(isOver ? { code: "departed", on } : { code: "transfer-went-on", is });
    }
    const isMoved = isElsewhere(changes, offer);
    const next = is === "offered" ? anew(offer, { ...after, isMoved, state, now }) : undefined;
    if (next) more.push(putIn()("transferOffer", id as Id<"transfer">, next));
  }
  const written = changes.map((change) => asWritten(state, change, own));
  return { ok: true, changes: [...written, ...more] };
}

/**
 * Beds that another house has taken over are shown as ended, and are written as open until the file is sent: the other
 * house may still take its yes back.
 */
function asWritten(state: State, change: Change, own: ReadonlySet<string>): Change {
  if (change.is !== "put" || change.type !== "placement" || !("house" in change.place))
    return change;
  const { stayRef, assignments } = change.payload;
  const { house } = change.place;
  const before = state.houses.get(house)?.placement.get(change.id as Id<"placement">);
  const accepted = [...state.organisation.transferOffer].find(
    ([, one]) => one.from === house && one.stayRef === stayRef && one.state.is === "accepted",
  );
  if (!before || !accepted || own.has(accepted[0])) return change;
  const wasOpen = (one: Assignment): boolean =>
    before.assignments.some(
      ({ personRef, bed, from, to }) =>
        to === undefined && personRef === one.personRef && bed === one.bed && from === one.from,
    );
  const evening = takenOver(state, house, stayRef) ?? "";
  const open = assignments.map((one): Assignment => {
    const { to, ...rest } = one;
    const isShown = to !== undefined && to === (one.from > evening ? one.from : evening);
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
  const after = <T>(type: HouseRecordType, table: ReadonlyMap<string, T>): Map<string, T> => {
    const copy = new Map(table);
    for (const change of changes) {
      if (change.type !== type || !isIn(change, house.house)) continue;
      if (change.is === "put") copy.set(change.id, change.payload as T);
      else copy.delete(change.id);
    }
    return copy;
  };
  const one = <T>(type: HouseRecordType, table: ReadonlyMap<string, T>, id = ""): T | undefined => {
    const known = new Map<string, T>();
    const record = table.get(id);
    if (record !== undefined) known.set(id, record);
    return after(type, known).get(id);
  };
  return {
    house,
    placement: one("placement", house.placement, house.placements.get(stayRef)),
    figures: one("figuresRecord", house.figuresRecord, house.figures.get(stayRef)),
    safetyConflict: after("safetyConflict", house.safetyConflict),
  };
}

/** The offer as it reads with the household as it is then; undefined where that is nothing else. */
function anew(
  offer: TransferOffer,
  {
    house,
    placement,
    figures,
    safetyConflict,
    isMoved,
    state,
    now,
  }: Household & { readonly isMoved: boolean; readonly state: State; readonly now: Now },
): TransferOffer | undefined {
  if (isMoved || !placement || figures?.departedOn !== undefined) {
    return { ...offer, state: { is: "withdrawn", ...byWhom(now) } };
  }
  // Whoever cannot read the household changes nothing of it that an offer tells.
  if (!figures || !house.files.has(offer.stayRef)) return undefined;
  const stay = { house: { safetyConflict }, placement, figures };
  const said = saidOf(stay, tonightOf(state, offer.from, now));
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
