import { dateOf, dayNumber, type IsoDate } from "#domain/dates.ts";
import type { CalendarBar, CalendarBed, CalendarRoom } from "#domain/view-calendar.ts";

/** How large things are, in CSS pixels. */
export interface Sizes {
  /** A night. */
  readonly column: number;
  readonly row: number;
  readonly floor: number;
  /** The names of rooms and beds. */
  readonly names: number;
  readonly head: number;
  readonly foot: number;
}

/** How many nights fit into the window. */
export const spans = [14, 30, 90] as const;
export type Span = (typeof spans)[number];

/** What is being measured: the window's width in pixels, and whether a finger points. */
interface Measures {
  readonly width: number;
  readonly span: Span;
  readonly rem: number;
  readonly coarse: boolean;
}

/** Columns fill the window, but never get too narrow for a word or a finger. */
export function sizesOf({ width, span, rem, coarse }: Measures): Sizes {
  const names = (width < 40 * rem ? 5.5 : 7.5) * rem;
  const least = span === 90 ? 0.7 * rem : coarse ? 2.75 * rem : 1.5 * rem;
  return {
    // Browsers count in 64ths of a pixel: any other width would add up to another place than its multiple.
    column: Math.floor(Math.max(least, (width - names) / span) * 64) / 64,
    row: (coarse ? 2.75 : 2.25) * rem,
    floor: 2.125 * rem,
    names,
    head: 5 * rem,
    foot: 2.5 * rem,
  };
}

/** A line of the tape, and where it stands below the head. */
export type Line = { readonly top: number; readonly key: string } & (
  | { readonly is: "floor"; readonly label: string }
  | {
      readonly is: "bed";
      readonly room: CalendarRoom;
      readonly bed: CalendarBed;
      /** The first of its room, which bears the room's name. */
      readonly first: boolean;
      /** Its place among the beds alone, from 0. */
      readonly index: number;
    }
);
export type BedLine = Extract<Line, { is: "bed" }>;

/** Half open, as indexes. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Rooms as lines, one under the other, a heading before each floor; without floors there are none. */
export function linesOf(
  rooms: readonly CalendarRoom[],
  { row, floor }: Pick<Sizes, "row" | "floor">,
): { readonly lines: readonly Line[]; readonly height: number } {
  const lines: Line[] = [];
  let top = 0;
  let index = 0;
  let last: string | undefined;
  const floors = [...rooms].toSorted((a, b) => order.compare(a.floor ?? "", b.floor ?? ""));
  for (const room of floors) {
    if (room.floor !== undefined && room.floor !== last) {
      lines.push({ is: "floor", key: `floor ${room.floor}`, label: room.floor, top });
      top += floor;
    }
    last = room.floor;
    for (const [at, bed] of room.beds.entries()) {
      const key = `${room.room} ${bed.bed}`;
      lines.push({ is: "bed", key, room, bed, first: at === 0, index, top });
      top += row;
      index += 1;
    }
  }
  return { lines, height: top };
}

const order = new Intl.Collator("en", { numeric: true });

/**
 * What is drawn of a long list: what can be seen and at least `ahead` more on both sides. It moves on by whole steps, so
 * that most frames of a scroll have nothing to draw: what is drawn already is moved without the page's doing.
 */
export function drawnRange(
  { at, size, unit, count }: { at: number; size: number; unit: number; count: number },
  { step, ahead }: { readonly step: number; readonly ahead: number },
): Range {
  const first = Math.floor(at / unit / step) * step;
  const last = first + step + Math.ceil(size / unit);
  return { from: Math.max(0, first - ahead), to: Math.min(count, last + ahead) };
}

/** Nights that follow each other, and the column of the first of them. */
export interface Run {
  readonly column: number;
  readonly nights: readonly IsoDate[];
}

const runLength = 14;

/**
 * Drawn columns in runs that begin at the same columns wherever the window stands. A run that is drawn already is the
 * same object again, so that only those at the ends are laid out anew.
 */
export function runsOf(
  first: IsoDate,
  { from, to }: Range,
  before: readonly Run[],
): readonly Run[] {
  const runs: Run[] = [];
  for (let column = from; column < to;) {
    const end = Math.min(to, (Math.floor(column / runLength) + 1) * runLength);
    const begin = column;
    const nights = Array.from({ length: end - begin }, (_, at) => nightAt(first, begin + at));
    const known = before.find((one) => one.column === begin);
    const isKnown = known?.nights.length === nights.length && known.nights[0] === nights[0];
    runs.push(isKnown ? known : { column, nights });
    column = end;
  }
  return runs;
}

/** The night so many columns after the first. */
export const nightAt = (first: IsoDate, column: number): IsoDate =>
  dateOf(dayNumber(first) + column);

/** The column of a night. */
export const columnOf = (first: IsoDate, night: IsoDate): number =>
  dayNumber(night) - dayNumber(first);

/** What stands on a bed on a night; undefined where it is free. */
export const barOn = (bed: CalendarBed, night: IsoDate): CalendarBar | undefined =>
  bed.bars.find(({ from, to }) => from <= night && (to === undefined || night < to));

/** What tells a bar of a bed from its other bars. */
export function barKey(bar: CalendarBar): string {
  const { from, is } = bar;
  if (is === "stay") return `${from} ${bar.by.personRef}`;
  if (is === "held") return `${from} ${bar.hold.hold}`;
  return is === "out" ? `${from} ${bar.block}` : `${from} ${is}`;
}

/** The bars of a bed that touch a stretch of nights. */
export const barsWithin = (
  bed: CalendarBed,
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
): readonly CalendarBar[] =>
  bed.bars.filter((bar) => bar.from < to && (bar.to === undefined || bar.to > from));

/** The bed line under a height, the nearest one where a heading stands. */
export function lineAt(lines: readonly Line[], y: number): BedLine | undefined {
  const beds = lines.filter((line) => line.is === "bed");
  return beds.findLast(({ top }) => top <= y) ?? beds[0];
}
