import { plusDays, type IsoDate } from "#domain/dates.ts";
import type { CalendarBar } from "#domain/view-calendar.ts";
import { barOn, type BedLine } from "./geometry.ts";

type StayBar = Extract<CalendarBar, { is: "stay" }>;

/** One bed on one night. */
export interface Cell {
  /** The line's key. */
  readonly line: string;
  readonly night: IsoDate;
}

/** What the hand is about, by pointer, finger or keys alike. */
export type Holding =
  | { readonly is: "nothing" }
  /** Beds and nights that are marked, from one corner to the other. */
  | { readonly is: "mark"; readonly from: Cell; readonly to: Cell }
  /** The end of a stay that is drawn out. */
  | { readonly is: "stretch"; readonly line: string; readonly bar: StayBar; readonly end: IsoDate }
  /** Somebody who is carried to another bed. */
  | {
      readonly is: "carry";
      readonly line: string;
      readonly bar: StayBar;
      readonly over: string;
    };

/** What a sheet is opened about. */
export type Sheet =
  | { readonly is: "cell"; readonly cell: Cell }
  | {
      readonly is: "free";
      readonly lines: readonly string[];
      readonly from: IsoDate;
      readonly to: IsoDate;
    }
  | { readonly is: "extend"; readonly bar: StayBar; readonly end: IsoDate }
  | { readonly is: "land"; readonly bar: StayBar; readonly over: string };

/**
 * The cell that has the focus, and what is in hand. A drag and its keys come to the same: Shift and an arrow
 * draws out, M picks up, Enter lets go where it is, Escape puts back.
 */
export class Hand {
  cell = $state.raw<Cell | undefined>();
  holding = $state.raw<Holding>({ is: "nothing" });
  sheet = $state.raw<Sheet | undefined>();
  readonly #lines: () => readonly BedLine[];
  readonly #tonight: () => IsoDate;
  /** Whether she may change who is where; else nobody is picked up. */
  readonly #writes: () => boolean;
  /** Whether a night has been read. */
  readonly #known: (night: IsoDate) => boolean;

  constructor(parts: {
    lines: () => readonly BedLine[];
    tonight: () => IsoDate;
    writes: () => boolean;
    known: (night: IsoDate) => boolean;
  }) {
    this.#lines = parts.lines;
    this.#tonight = parts.tonight;
    this.#writes = parts.writes;
    this.#known = parts.known;
  }

  line(key: string): BedLine | undefined {
    return this.#lines().find((line) => line.key === key);
  }

  /** What stands on a cell; a night that has not been read yet is no free one. */
  bar({ line, night }: Cell): CalendarBar | undefined {
    const found = this.line(line);
    if (!this.#known(night)) return { is: "away", from: night, to: plusDays(night, 1) };
    return found && barOn(found.bed, night);
  }

  /** The focus goes to a cell; what was marked is let go. */
  go(cell: Cell): void {
    this.cell = cell;
    if (this.holding.is === "mark") this.holding = { is: "nothing" };
  }

  /** Begins to mark at a cell. */
  mark(from: Cell): void {
    this.cell = from;
    this.holding = { is: "mark", from, to: from };
  }

  /** Takes the end of a stay that has no end yet, if this cell holds one. */
  stretch(cell: Cell): boolean {
    const bar = this.#stay(cell);
    if (!bar) return false;
    const end = bar.by.plannedEnd ?? plusDays(this.#tonight(), 1);
    this.holding = { is: "stretch", line: cell.line, bar, end };
    return true;
  }

  /** Picks up whoever is here now, if this cell holds her. */
  carry(cell: Cell): boolean {
    const bar = this.#stay(cell);
    if (!bar) return false;
    this.holding = { is: "carry", line: cell.line, bar, over: cell.line };
    return true;
  }

  /** What is in hand is now above this cell. */
  drag(to: Cell): void {
    const { holding } = this;
    if (holding.is === "mark") this.holding = { ...holding, to };
    if (holding.is === "carry") this.holding = { ...holding, over: to.line };
    if (holding.is === "stretch") this.#drawTo(plusDays(to.night, 1));
  }

  /** So many nights more, or fewer. */
  draw(nights: number): void {
    if (this.holding.is === "stretch") this.#drawTo(plusDays(this.holding.end, nights));
  }

  /** So many beds down, or up. */
  step(lines: number): void {
    const { holding } = this;
    const from = holding.is === "carry" ? holding.over : undefined;
    const all = this.#lines();
    const at = all.findIndex(({ key }) => key === from);
    const to = all[Math.max(0, Math.min(all.length - 1, at + lines))];
    if (holding.is === "carry" && to) this.holding = { ...holding, over: to.key };
  }

  /** Lets go where it is: what comes of it is asked on a sheet. */
  drop(): void {
    const { holding } = this;
    this.holding = { is: "nothing" };
    if (holding.is === "stretch") {
      if (holding.end !== holding.bar.by.plannedEnd) {
        this.sheet = { is: "extend", bar: holding.bar, end: holding.end };
      }
    } else if (holding.is === "carry") {
      if (holding.over !== holding.line) {
        this.sheet = { is: "land", bar: holding.bar, over: holding.over };
      }
    } else if (holding.is === "mark") {
      this.sheet = { is: "free", ...this.marked(holding) };
    } else if (this.cell) this.sheet = { is: "cell", cell: this.cell };
  }

  /** Puts it back; false where nothing was in hand. */
  release(): boolean {
    const had = this.holding.is !== "nothing";
    this.holding = { is: "nothing" };
    return had;
  }

  /** Lines and nights of a mark, first to last. */
  marked({ from, to }: Extract<Holding, { is: "mark" }>): {
    lines: readonly string[];
    from: IsoDate;
    to: IsoDate;
  } {
    const keys = this.#lines().map(({ key }) => key);
    const [top, bottom] = [from, to]
      .map(({ line }) => keys.indexOf(line))
      .toSorted((a, b) => a - b);
    const [first = "", last = ""] = [from.night, to.night].toSorted();
    const lines = keys.slice(top, (bottom ?? 0) + 1);
    return { lines, from: first, to: plusDays(last, 1) };
  }

  #drawTo(end: IsoDate): void {
    const { holding } = this;
    if (holding.is !== "stretch") return;
    const { plannedEnd } = holding.bar.by;
    const least = plannedEnd ?? plusDays(this.#tonight(), 1);
    this.holding = { ...holding, end: end < least ? least : end };
  }

  #stay(cell: Cell): StayBar | undefined {
    const bar = this.bar(cell);
    return this.#writes() && bar?.is === "stay" && bar.by.open ? bar : undefined;
  }
}
