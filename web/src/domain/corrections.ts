import { refuse, type Change, type Now, type Outcome } from "./change.ts";
import { instantOf, plusDuration, type IsoDate } from "./dates.ts";
import { openTimes } from "./house.ts";
import type { Interval } from "./intervals.ts";
import type { Correction } from "./records-reports.ts";
import type { Bed, BedBlock, House, Placement, Room } from "./records.ts";
import type { State } from "./state.ts";

/** What any act may be told besides: why it changes nights of a closed month. */
export interface Corrected {
  readonly correction?: { readonly reason: string };
}

type Period = Required<Interval>;
type Kept = { readonly corrections?: readonly Correction[] };

/** Records that nights are counted from. */
const counted: ReadonlySet<string> = new Set(["placement", "bedBlock", "bed", "room", "house"]);

/**
 * Lets nights of a closed month change only with a reason, which is written on what changed (I-15). It stands between
 * every act and its outcome, so that no act can forget it, neither at the form nor when it comes back from offline.
 */
export function corrected(
  state: State,
  changes: readonly Change[],
  { correction, now }: Corrected & { readonly now: Now },
): Outcome {
  const months = [...state.organisation.monthClosed.values()].map(({ month }) => month);
  if (months.length === 0) return { ok: true, changes };
  const written: Change[] = [];
  for (const change of changes) {
    const month = counted.has(change.type) ? touchedMonth(state, change, months) : undefined;
    if (month === undefined) {
      written.push(change);
      continue;
    }
    if (correction === undefined || correction.reason.trim() === "") {
      return refuse({ code: "month-closed", month });
    }
    written.push(signed(change, correction.reason.trim(), now));
  }
  return { ok: true, changes: written };
}

/** The record with one correction more; one that is taken away has nowhere to keep it. */
function signed(change: Change, reason: string, now: Now): Change {
  if (change.is === "remove") return change;
  const { corrections = [] } = change.payload as Kept;
  const one = { by: now.member ?? "", at: instantOf(now.instant), reason };
  return {
    ...change,
    payload: { ...change.payload, corrections: [...corrections, one] },
  } as Change;
}

/** The first closed month in which a change alters a night. */
function touchedMonth(state: State, change: Change, months: readonly string[]): string | undefined {
  const tables = "house" in change.place ? state.houses.get(change.place.house) : undefined;
  const table = change.type === "house" ? state.organisation.house : tables?.[change.type as "bed"];
  const before: unknown = table?.get(change.id);
  const after = change.is === "put" ? change.payload : undefined;
  const was = spansOf(change.type, before);
  const is = spansOf(change.type, after);
  return months.toSorted().find((month) => {
    const period = { from: `${month}-01`, to: plusDuration(`${month}-01`, "P1M") };
    return nightsOf(was, period) !== nightsOf(is, period);
  });
}

/** Something that is so for some nights. */
type Span = readonly [what: string, from: IsoDate, to: IsoDate | undefined];

function spansOf(type: string, record: unknown): readonly Span[] {
  if (record === undefined) return [];
  switch (type) {
    case "placement":
      return (record as Placement).assignments.map(({ personRef, bed, from, to }) => [
        `${personRef} ${bed}`,
        from,
        to,
      ]);
    case "bedBlock": {
      const { on, from, to } = record as BedBlock;
      return [["bed" in on ? on.bed : on.room, from, to]];
    }
    case "bed": {
      const { roomHistory, inServiceFrom, retiredOn, funded } = record as Bed;
      const stands = roomHistory.map(({ room, from, to }): Span => [room, from, to]);
      return [...stands, [funded ? "funded" : "extra", inServiceFrom, retiredOn]];
    }
    case "house": {
      const { fundedBeds } = record as House;
      const funded = fundedBeds.map((one, at): Span => [
        `${one.beds} funded`,
        one.from,
        fundedBeds[at + 1]?.from,
      ]);
      return [
        ...openTimes(record as House).map(({ from, to }): Span => ["open", from, to]),
        ...funded,
      ];
    }
    default: {
      const { mode, openedOn, retiredOn } = record as Room;
      const modes = mode.map((one, at): Span => [one.mode, one.from, mode[at + 1]?.from]);
      return [...modes, ["open", openedOn, retiredOn]];
    }
  }
}

/** What of some spans lies in a period, in one order; an arrival that left at once is part of its day. */
const nightsOf = (spans: readonly Span[], { from: start, to: end }: Period): string =>
  spans
    .filter(([, from, to = "9"]) => from < end && (to > start || (from === to && from >= start)))
    .map(([what, from, to = "9"]) =>
      [what, from < start ? start : from, to > end ? end : to].join(),
    )
    .toSorted()
    .join("|");
