import { changes, putIn, refuse, removeFrom, type Act } from "../change.ts";
import type { HouseId } from "../compartments.ts";
import { instantOf, type IsoDate } from "../dates.ts";
import type { Id, StayRef } from "../ids.ts";
import type {
  HandoverLine,
  HandoverNote,
  HandoverRead,
  OpenItem,
  Section,
  Shift,
} from "../records-handover.ts";
import type { HouseState } from "../state.ts";

/** Something that the next sheets are to carry on. */
export interface NewItem {
  readonly item: Id<"openItem">;
  readonly section: Section;
  readonly text: string;
  readonly stayRef?: StayRef;
}

/** A sheet that is closed, with what it leaves open for the next shifts. */
export interface CloseHandover {
  readonly house: HouseId;
  readonly note: Id<"handoverNote">;
  readonly date: IsoDate;
  readonly shift: Shift;
  /** Epoch milliseconds from which on it tells. */
  readonly since: number;
  readonly lines: readonly HandoverLine[];
  /** What was open as she saw it; what a colleague adds meanwhile stands on the next sheet. */
  readonly carried: readonly Id<"openItem">[];
  readonly items: readonly NewItem[];
}

/** A sheet that should not have been closed yet. */
export interface UndoHandover {
  readonly house: HouseId;
  readonly note: Id<"handoverNote">;
  readonly items: readonly Id<"openItem">[];
}

/** Sheets that somebody has read, each with the id of the mark that says so. */
export interface ReadHandover {
  readonly house: HouseId;
  readonly marks: readonly {
    readonly mark: Id<"handoverRead">;
    readonly note: Id<"handoverNote">;
  }[];
}

/** Marks that were made by mistake. */
export interface UnreadHandover {
  readonly house: HouseId;
  readonly marks: readonly Id<"handoverRead">[];
}

/**
 * Closes a sheet: it stands from now on as it is written (I-16). Two colleagues who close one for the same shift
 * have written two sheets, and both are read.
 */
export const closeHandover: Act<CloseHandover> = (state, input, now) => {
  const house = state.houses.get(input.house);
  if (house?.handoverNote.has(input.note)) {
    return refuse({ code: "already-there", what: "handoverNote" });
  }
  const put = putIn(input.house);
  const by = { writtenBy: now.member ?? "", writtenAt: instantOf(now.instant) };
  return changes(
    put("handoverNote", input.note, {
      date: input.date,
      shift: input.shift,
      since: instantOf(input.since),
      lines: [...input.lines],
      carried: [...input.carried, ...input.items.map(({ item }) => item)],
      ...by,
    }),
    ...input.items.map(({ item, ...what }) => put("openItem", item, { ...what, ...by })),
  );
};

/** Takes a sheet back, as long as nobody has read it and nothing has been built on it. */
export const undoHandover: Act<UndoHandover> = (state, input, now) => {
  const house = state.houses.get(input.house);
  const note = house?.handoverNote.get(input.note);
  const later = [...(house?.handoverNote.values() ?? [])].some(
    (one) => one !== note && one.writtenAt > (note?.writtenAt ?? ""),
  );
  const read = [...(house?.handoverRead.values() ?? [])].some((one) => one.note === input.note);
  const touched = input.items.some((item) => house?.openItem.get(item)?.closed !== undefined);
  if (!note || note.writtenBy !== (now.member ?? "") || later || read || touched) {
    return refuse({ code: "changed-since", what: "handover" });
  }
  const remove = removeFrom(input.house);
  return changes(
    remove("handoverNote", input.note),
    ...input.items
      .filter((item) => house?.openItem.has(item))
      .map((item) => remove("openItem", item)),
  );
};

/** Says that the one who acts has read these sheets. Nobody reads her own. */
export const readHandover: Act<ReadHandover> = (state, input, now) => {
  const house = state.houses.get(input.house);
  const by = now.member ?? "";
  if (!input.marks.every(({ note }) => house?.handoverNote.has(note))) {
    return refuse({ code: "not-found", what: "handoverNote" });
  }
  const already = readBy(house, by);
  const fresh = input.marks.filter(
    ({ note }) => !already.has(note) && house?.handoverNote.get(note)?.writtenBy !== by,
  );
  if (fresh.length === 0) return refuse({ code: "nothing-to-do" });
  const at = instantOf(now.instant);
  return changes(
    ...fresh.map(({ mark, note }) => putIn(input.house)("handoverRead", mark, { note, by, at })),
  );
};

/** Takes one's own reading marks away. */
export const unreadHandover: Act<UnreadHandover> = (state, input, now) => {
  const known = state.houses.get(input.house)?.handoverRead;
  const mine = input.marks.filter((mark) => known?.get(mark)?.by === (now.member ?? ""));
  if (mine.length === 0) return refuse({ code: "not-found", what: "handoverRead" });
  return changes(...mine.map((mark) => removeFrom(input.house)("handoverRead", mark)));
};

/** The sheets that a member has read. */
export const readBy = (
  house: HouseState | undefined,
  member: string,
): ReadonlySet<Id<"handoverNote">> =>
  new Set(
    [...((house?.handoverRead ?? new Map()) as ReadonlyMap<string, HandoverRead>).values()]
      .filter(({ by }) => by === member)
      .map(({ note }) => note),
  );

/** Items that nobody has closed, the oldest first. */
export const openItemsOf = (
  house: HouseState | undefined,
): readonly (readonly [Id<"openItem">, OpenItem])[] =>
  [...((house?.openItem ?? new Map()) as ReadonlyMap<Id<"openItem">, OpenItem>)]
    .filter(([, item]) => item.closed === undefined)
    .toSorted(([, a], [, b]) => (a.writtenAt < b.writtenAt ? -1 : 1));

/** All sheets, the newest first. */
export const notesOf = (
  house: HouseState | undefined,
): readonly (readonly [Id<"handoverNote">, HandoverNote])[] =>
  [
    ...((house?.handoverNote ?? new Map()) as ReadonlyMap<Id<"handoverNote">, HandoverNote>),
  ].toSorted(([, a], [, b]) => (a.writtenAt > b.writtenAt ? -1 : 1));
