import { notesOf, openItemsOf, readBy } from "./acts/handover.ts";
import type { Now } from "./change.ts";
import type { HouseId } from "./compartments.ts";
import { msOf, plusDays, type IsoDate } from "./dates.ts";
import { draftOf, sinceOf, type DraftedLine } from "./handover-draft.ts";
import { localTime } from "./evenings.ts";
import { clockOf, settingsOf, tonightOf } from "./house.ts";
import type { Id } from "./ids.ts";
import {
  sections,
  type HandoverLine,
  type HandoverNote,
  type Section,
  type Shift,
} from "./records-handover.ts";
import { keptDays } from "./retention.ts";
import { shiftOf } from "./shifts.ts";
import type { HouseState, State } from "./state.ts";

/** The sheet that is being written, those before it, and what is carried on. Moments are epoch milliseconds. */
export interface HandoverView {
  readonly house: HouseId;
  readonly codeName: string;
  readonly timeZone: string;
  /** The shift that hands over now. */
  readonly shift: Shift;
  readonly date: IsoDate;
  readonly since: number;
  /** There is a sheet before. */
  readonly hasLast: boolean;
  readonly draft: readonly DraftedLine[];
  readonly open: readonly OpenItemLine[];
  /** The newest first, of the last 90 days. */
  readonly notes: readonly NoteView[];
}

/** A closed sheet as it is read. */
export interface NoteView {
  readonly note: Id<"handoverNote">;
  readonly date: IsoDate;
  readonly shift: Shift;
  readonly since: number;
  readonly writtenBy: string;
  readonly writtenAt: number;
  readonly lines: readonly HandoverLine[];
  readonly carried: readonly OpenItemLine[];
  readonly reads: readonly { readonly by: string; readonly at: number }[];
  /** The one who looks has written it herself, has read it, has still to read it, or it is before her time. */
  readonly mine: "written" | "read" | "unread" | "earlier";
}

/** Something left open. */
export interface OpenItemLine {
  readonly item: Id<"openItem">;
  readonly section: Section;
  readonly text: string;
  readonly writtenBy: string;
  readonly writtenOn: IsoDate;
  /** Epoch milliseconds. */
  readonly closedAt?: number;
}

/** How handover stands, in a line: what Tonight shows. */
export interface HandoverBrief {
  /** Things that the next sheet would tell. */
  readonly drafted: number;
  readonly open: number;
  /** Sheets that this member has still to read. */
  readonly unread: number;
}

/** Handover in a house; undefined where it is not known. */
export function handover(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): HandoverView | undefined {
  const house = state.houses.get(id);
  if (house === undefined) return undefined;
  const { timeZone } = clockOf(state, id, now);
  const notes = recent(state, id, now).map((one) => noteView(house, one, timeZone));
  return {
    house: id,
    codeName: settingsOf(state, id)?.codeName ?? "",
    timeZone,
    ...shiftOf(now.instant, timeZone),
    since: sinceOf(house, now),
    hasLast: notes.length > 0,
    draft: draftOf(state, id, now),
    open: openItemsOf(house)
      .flatMap(([item]) => itemLine(house, item, timeZone))
      .toSorted(bySection),
    notes,
  };
}

/** How many lines, items and unread sheets there are. */
export function handoverBrief(
  state: State,
  { house: id }: { readonly house: HouseId },
  now: Now,
): HandoverBrief {
  const house = state.houses.get(id);
  return {
    drafted: draftOf(state, id, now).length,
    open: openItemsOf(house).length,
    unread: recent(state, id, now).filter(({ mine }) => mine === "unread").length,
  };
}

interface RecentNote {
  readonly note: Id<"handoverNote">;
  readonly record: HandoverNote;
  readonly mine: NoteView["mine"];
}

/** Whoever was away for long has the newest sheet and those of three days to read, not the whole past. */
const toReadMs = 3 * 86_400_000;

function recent(state: State, id: HouseId, now: Now): readonly RecentNote[] {
  const house = state.houses.get(id);
  const member = now.member ?? "";
  const read = readBy(house, member);
  const first = plusDays(tonightOf(state, id, now), -keptDays.handover);
  return notesOf(house)
    .filter(([, { date }]) => date >= first)
    .map(([note, record], at) => {
      const isNear = at === 0 || msOf(record.writtenAt) > now.instant - toReadMs;
      const unread = isNear ? "unread" : "earlier";
      const mine = record.writtenBy === member ? "written" : read.has(note) ? "read" : unread;
      return { note, record, mine };
    });
}

function noteView(
  house: HouseState,
  { note, record, mine }: RecentNote,
  timeZone: string,
): NoteView {
  const { since, writtenAt, carried, lines, ...rest } = record;
  return {
    note,
    ...rest,
    since: msOf(since),
    writtenAt: msOf(writtenAt),
    lines: lines.toSorted(bySection),
    carried: carried.flatMap((item) => itemLine(house, item, timeZone)).toSorted(bySection),
    reads: [...house.handoverRead.values()]
      .filter((read) => read.note === note)
      .map(({ by, at }) => ({ by, at: msOf(at) }))
      .toSorted((a, b) => a.at - b.at),
    mine,
  };
}

function itemLine(house: HouseState, item: Id<"openItem">, timeZone: string): OpenItemLine[] {
  const record = house.openItem.get(item);
  if (record === undefined) return [];
  const { section, text, writtenBy, writtenAt, closed } = record;
  const closedAt = closed && { closedAt: msOf(closed.at) };
  const writtenOn = localTime(msOf(writtenAt), timeZone).date;
  return [{ item, section, text, writtenBy, writtenOn, ...closedAt }];
}

const bySection = (a: { section: Section }, b: { section: Section }): number =>
  sections.indexOf(a.section) - sections.indexOf(b.section);
