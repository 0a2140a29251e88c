import { meetingIn } from "../avoiding.ts";
import { changes, putIn, refuse, removeFrom, type Act, type Refusal } from "../change.ts";
import { instantOf, plusDays, type IsoDate } from "../dates.ts";
import { policyOf, tonightOf } from "../house.ts";
import type { BedId, Id } from "../ids.ts";
import { endedOn } from "../leaving.ts";
import type { Plan } from "../plan.ts";
import { violations } from "../policy.ts";
import type { Bed, Placement } from "../records.ts";
import type { TransferOffer } from "../records-exchange.ts";
import type { State } from "../state.ts";
import type { Brought } from "./arriving.ts";
import { bring, bringBack } from "./bring.ts";
import type { PersonMove } from "./move.ts";
import { againstPlacing, overrideOf, overrides } from "./placing.ts";
import { byWhom, findOffer, inState, type NamedTransfer } from "./transfer-offer.ts";

/** Takes an offered household over, into these beds, from an evening on. */
export interface AcceptTransfer extends NamedTransfer {
  readonly placement: Id<"placement">;
  readonly figures: Id<"figures">;
  readonly moves: readonly PersonMove[];
  /** The first night here; tonight where it is left out. */
  readonly evening?: IsoDate;
  readonly brought?: readonly Brought[];
  /** By a manager: takes them over against a rule that blocks. */
  readonly override?: { readonly reason: string };
}

/** What takes an acceptance back needs of it. */
export type UndoAccept = Pick<AcceptTransfer, "offer" | "placement" | "figures" | "brought">;

/** So many days ahead may a house say that somebody comes. */
const daysAhead = 31;

/**
 * Accepts an offer: the evening is fixed, and the same people of the same stay have beds here from it on. From now on
 * every reader takes their beds in the other house as ended on it. Their file follows.
 */
export const acceptTransfer: Act<AcceptTransfer> = (state, input, now) => {
  const found = findOffer(state, input.offer, ["offered"]);
  if (!found.ok) return found;
  const { offer } = found;
  const house = state.houses.get(offer.to);
  if (!house) return refuse({ code: "not-found", what: "house" });
  const tonight = tonightOf(state, offer.to, now);
  const evening = input.evening ?? tonight;
  const late = plusDays(tonight, daysAhead);
  if (evening > late) return refuse({ code: "in-the-future", date: evening, tonight: late });
  if (evening < offer.notBefore) {
    return refuse({ code: "moved-since", date: evening, movedOn: offer.notBefore });
  }
  const rules = violations(policyOf(state, offer.to), offer.persons, evening);
  const meeting = meetingIn(house, offer.avoid, { evening, moves: input.moves });
  const barred = rules[0] ?? meeting;
  if (barred && !overrides(offer.to, input, now)) return refuse(barred);

  const before = house.placements.get(offer.stayRef);
  const id = before ?? input.placement;
  const placement = begun(offer, input, {
    evening,
    writtenAt: instantOf(now.instant),
    ...(before && { before: house.placement.get(before) }),
  });
  const brought = bring(house, input.brought ?? [], evening);
  if (!brought.ok) return brought;
  const { beds } = brought;
  const forgotten = everybody(offer, input.moves);
  if (forgotten) return refuse(forgotten);
  const plan = planOf(state, offer, { id, placement, beds, at: now.instant });
  const placed = againstPlacing(plan, { house: offer.to, input, now });
  if (!placed.ok) return placed;
  const against = [...rules.map(({ rule }) => rule), ...(meeting ? [meeting.level] : [])];
  const decided = [...against.map((rule) => overrideOf(rule, input, now)), ...placed.overridden];
  const accepted = { is: "accepted" as const, ...byWhom(now), evening };
  const put = putIn(offer.to);
  const { stayRef, source } = offer;
  return changes(
    inState(input.offer, offer, {
      ...accepted,
      ...(decided.length > 0 && { overrides: decided }),
    }),
    ...brought.changes,
    put("placement", id, placement),
    put("figuresRecord", input.figures, {
      stayRef,
      persons: offer.persons,
      arrivedOn: evening,
      arrivalKind: "transfer_in",
      source,
    }),
  );
};

/** Takes an acceptance back, as long as the other house has not sent the file. */
export const undoAccept: Act<UndoAccept> = (state, input) => {
  const found = findOffer(state, input.offer, ["accepted"]);
  if (!found.ok) return found;
  const { offer } = found;
  const house = state.houses.get(offer.to);
  const id = house?.placements.get(offer.stayRef);
  const placement = id && house?.placement.get(id);
  if (!house || !placement) return refuse({ code: "not-found", what: "placement" });
  const { evening } = found.stands;
  const earlier = placement.assignments.filter(({ from }) => from < evening);
  const untouched = placement.assignments.every(
    ({ from, to }) => from < evening || (from === evening && to === undefined),
  );
  if (!untouched) return refuse({ code: "changed-since", what: "move" });
  const remove = removeFrom(offer.to);
  const back = earlier.length > 0;
  return changes(
    inState(input.offer, offer, { is: "offered" }),
    back
      ? putIn(offer.to)("placement", id, { ...placement, assignments: earlier })
      : remove("placement", id),
    ...(house.figures.get(offer.stayRef) === input.figures
      ? [remove("figuresRecord", input.figures)]
      : []),
    ...bringBack(house, offer.stayRef, input.brought ?? []),
  );
};

interface Beginning {
  readonly evening: IsoDate;
  readonly writtenAt: string;
  /** The same stay was in this house before. */
  readonly before?: Placement | undefined;
}

const begun = (
  { stayRef, plannedEnd }: TransferOffer,
  { moves }: AcceptTransfer,
  { evening, writtenAt, before }: Beginning,
): Placement => ({
  stayRef,
  ...(plannedEnd !== undefined && { plannedEnd }),
  assignments: [
    ...(before?.assignments ?? []),
    ...moves.map(({ personRef, bed }) => ({
      personRef,
      bed,
      from: evening,
      moveReason: "other" as const,
    })),
  ],
  writtenAt,
});

function everybody({ persons }: TransferOffer, moves: readonly PersonMove[]): Refusal | undefined {
  const refs = new Set<string>(moves.map(({ personRef }) => personRef));
  const same =
    refs.size === persons.length && persons.every(({ personRef }) => refs.has(personRef));
  return same ? undefined : { code: "person-without-bed" };
}

interface Begun {
  readonly id: Id<"placement">;
  readonly placement: Placement;
  readonly beds: ReadonlyMap<BedId, Bed>;
  readonly at: number;
}

/** Whoever reads both houses sees the beds of the other one as ended. */
function planOf(state: State, offer: TransferOffer, { id, placement, beds, at }: Begun): Plan {
  const { from, to, stayRef } = offer;
  const there = state.houses.get(from);
  const leftId = there?.placements.get(stayRef);
  const left = leftId && there?.placement.get(leftId);
  const evening = placement.assignments.at(-1)?.from ?? "";
  const placements = new Map([
    ...(left ? [[leftId, { house: from, placement: endedOn(left, evening) }] as const] : []),
    [id, { house: to, placement }] as const,
  ]);
  return { state, placements, beds, at };
}
