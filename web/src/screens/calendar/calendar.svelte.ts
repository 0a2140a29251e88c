import type { HouseId } from "#domain/compartments.ts";
import { dayNumber, plusDays, type IsoDate } from "#domain/dates.ts";
import type { CalendarBar, CalendarView } from "#domain/view-calendar.ts";
import { rightIn, writesPeople } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";
import { type AllWords, SaidBars } from "./bar-words.ts";
import {
  columnOf,
  drawnRange,
  linesOf,
  nightAt,
  runsOf,
  sizesOf,
  type BedLine,
  type Line,
  type Range,
  type Run,
  type Sizes,
  type Span,
} from "./geometry.ts";
import { Hand, type Cell } from "./hand.svelte.ts";
import { shared, sharedLines } from "./sharing.ts";
import { Slices } from "./slices.svelte.ts";

const minuteMs = 60_000;
/** Nights that are asked for at once, and how near their end the next are asked for. */
const asked = 760;
const near = 90;
/** Nights that can be reached: so many ahead, and back to the first of the house, but no more than ten years. */
const ahead = 3 * 366;
const back = 10 * 366;
/** How far ahead nights and lines are drawn, and in steps of how much, in pixels. */
const across = { step: 720, ahead: 1_800 } as const;
const down = { step: 72, ahead: 288 } as const;
/** Parts of the tape that are drawn one after the other: its head, its foot, the stripes, and its rows in turn. */
const parts = { head: 0, foot: 1, stripes: 2, rows: 3 } as const;
const rowParts = 9;

/** Where the window stands on the tape, in pixels. */
export interface Port {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rooms and nights of one house: what is read, what of it is drawn, and what is in hand. */
export class CalendarState {
  view = $state.raw<CalendarView | undefined>();
  read = $state(false);
  now = $state(Date.now());
  span = $state<Span>(30);
  port = $state.raw<Port>({ x: 0, y: 0, width: 0, height: 0 });
  rem = $state(16);
  coarse = $state(false);
  stretch = $state.raw<Range>({ from: 0, to: 0 });
  /**
   * The column before which no bar's words stand, so that they are seen although their bar began earlier. It follows
   * when scrolling rests: moving all words costs a frame.
   */
  anchor = $state(0);
  /** The first and last night that can be seen, once scrolling has come to rest. */
  seen = $state.raw<{ readonly first: IsoDate; readonly last: IsoDate } | undefined>();
  searching = $state(false);
  /** The night that is to stand at the start of the window, until it does. */
  wanted = $state.raw<IsoDate | undefined>();
  /** A fifth of the window is to stand before that night. */
  led = false;
  /** A cell that is to be seen, until it is. */
  shown = $state.raw<Cell | undefined>();
  /** The focus follows the cell because it was walked to by keys. */
  follows = false;
  /** Counts how often the focus came back to the cell from a sheet. */
  again = $state(0);
  readonly house: HouseId;
  readonly session: Session;
  readonly hand: Hand;
  readonly #said = new SaidBars();
  readonly #slices = new Slices([0.5, 0.5, 1, ...Array.from({ length: rowParts }, () => 1)]);
  readonly #runs = new Map<string, readonly Run[]>();
  #columns: Range = { from: 0, to: 0 };
  #lines: readonly Line[] = [];
  #asking = $state.raw<{ readonly from: IsoDate; readonly nights: number } | undefined>();

  constructor(session: Session, house: HouseId) {
    this.house = house;
    this.session = session;
    this.hand = new Hand({
      lines: () => this.beds,
      tonight: () => this.evening,
      writes: () => this.writes,
      known: (night) => this.view !== undefined && isShown(this.view, night),
    });
    $effect(() => {
      const today = new Date(Date.now()).toISOString().slice(0, 10);
      const window = this.#asking ?? {
        from: plusDays(today, -Math.round(asked / 3)),
        nights: asked,
      };
      return session.engine.watch("calendar", { house, ...window }, (view) => {
        this.view = view && shared(this.view, view);
        this.read = true;
        if (view && this.seen === undefined) this.toTonight();
        // Scrolling may have gone on while this was read.
        this.#askFor(this.#columns);
      });
    });
    $effect(() => {
      const timer = setInterval(() => (this.now = Date.now()), minuteMs / 2);
      return () => clearInterval(timer);
    });
    $effect(() => () => this.#slices.stop());
  }

  get writes(): boolean {
    return writesPeople(this.session.open, this.house);
  }

  /** Whether she may hold and block beds, and so mark them. */
  get marks(): boolean {
    return rightIn(this.session.open, this.house, "capacity") >= 2;
  }

  get evening(): IsoDate {
    return this.view?.evening ?? "";
  }

  /** The first night that can be reached. */
  readonly first = $derived.by(() => {
    const opened = this.view?.openedOn ?? this.evening;
    const oldest = plusDays(this.evening, -back);
    const enough = plusDays(this.evening, -35);
    return [opened > oldest ? opened : oldest, enough].toSorted()[0] ?? this.evening;
  });

  readonly nights = $derived(columnOf(this.first, this.evening) + ahead);

  readonly sizes: Sizes = $derived(
    sizesOf({ width: this.port.width, span: this.span, rem: this.rem, coarse: this.coarse }),
  );

  readonly laid = $derived.by(() => {
    const { lines, height } = linesOf(this.view?.rooms ?? [], this.sizes);
    this.#lines = sharedLines(this.#lines, lines);
    return { lines: this.#lines, height };
  });
  readonly beds = $derived(this.laid.lines.filter((line) => line.is === "bed"));

  /** Lines that are drawn: those in the window, and the one that has the focus wherever it is. */
  readonly lines: readonly Line[] = $derived.by(() => {
    const { from, to } = this.stretch;
    const { row } = this.sizes;
    const at = this.at?.line;
    return this.laid.lines.filter(({ top, key }) => (top + row > from && top < to) || key === at);
  });

  /** The columns that are drawn of a part of the tape. */
  drawn(part: Exclude<keyof typeof parts, "rows">): Range {
    return this.#slices.of(parts[part]);
  }

  /** Their nights, in runs that stay as they are when others are drawn. */
  runsOf(part: Exclude<keyof typeof parts, "rows">): readonly Run[] {
    const runs = runsOf(this.first, this.drawn(part), this.#runs.get(part) ?? []);
    this.#runs.set(part, runs);
    return runs;
  }

  /** The nights between which bars are drawn in a row, `[from, to)`. */
  rowNights({ index }: BedLine): { readonly from: IsoDate; readonly to: IsoDate } {
    const { from, to } = this.#slices.of(parts.rows + (index % rowParts));
    return { from: nightAt(this.first, from), to: nightAt(this.first, to) };
  }

  /** The cell that Tab reaches: the one walked to, else the first bed tonight. */
  readonly at: Cell | undefined = $derived.by(() => {
    const { cell } = this.hand;
    const first = this.beds[0];
    if (cell && this.beds.some(({ key }) => key === cell.line)) return cell;
    return first && { line: first.key, night: cell?.night ?? this.evening };
  });

  /** What a bar says now. */
  words(line: BedLine, bar: CalendarBar): AllWords {
    const { evening } = this;
    return this.#said.of(line, bar, { evening, now: bar.is === "held" ? this.now : 0 });
  }

  /** Walks to a cell by keys. */
  walkTo(cell: Cell | undefined): void {
    if (!cell || cell.night < this.first || columnOf(this.first, cell.night) >= this.nights) return;
    this.follows = true;
    this.hand.go(cell);
    this.shown = cell;
  }

  /** The focus comes back to the cell from a sheet. */
  walkAgain(): void {
    this.follows = true;
    this.again += 1;
  }

  /** Scrolls until a bed can be seen on a night. */
  show(night: IsoDate, line: string): void {
    this.shown = { line, night };
  }

  /** Scrolls so that tonight stands near the start. */
  toTonight(): void {
    this.led = true;
    this.wanted = this.evening;
  }

  /** Scrolls by a window's width, on (1) or back (-1). */
  turn(by: 1 | -1): void {
    if (this.seen) this.wanted = plusDays(this.seen.first, by * this.count);
  }

  /** Keeps the same night at the start although the window or its direction changes. */
  stay(): void {
    this.wanted ??= this.seen?.first;
  }

  /** Shows more or fewer nights at once, from the same night on. */
  zoom(span: Span): void {
    this.span = span;
    this.wanted = this.seen?.first;
  }

  /** How many nights can be seen. */
  get count(): number {
    const { column, names } = this.sizes;
    return Math.max(1, Math.floor((this.port.width - names) / column + 0.01));
  }

  /** How wide nights are, `[from, to)`; without an end they go on to the end of the tape. */
  width(from: IsoDate, to: IsoDate | undefined): number {
    const end = to === undefined ? this.nights : columnOf(this.first, to);
    return (end - columnOf(this.first, from)) * this.sizes.column;
  }

  /** How far a night stands from the start of the line. */
  left(night: IsoDate): number {
    return this.sizes.names + columnOf(this.first, night) * this.sizes.column;
  }

  /** The window has moved or changed its size: most of the time nothing more has to be drawn. */
  look(port: Port): void {
    const { column, head } = this.sizes;
    if (port.width !== this.port.width || port.height !== this.port.height) {
      if (port.width !== this.port.width) this.stay();
      this.port = port;
    }
    const nights = { at: port.x, size: port.width, unit: column, count: this.nights };
    const step = Math.ceil(across.step / column);
    const columns = drawnRange(nights, {
      step,
      ahead: Math.ceil(across.ahead / column),
    });
    this.#slices.want(columns, { seen: drawnRange(nights, { step: 1, ahead: 0 }), step });
    if (columns.from !== this.#columns.from || columns.to !== this.#columns.to) {
      this.#columns = columns;
      this.#askFor(columns);
    }
    const stretch = drawnRange(
      { at: port.y, size: port.height - head, unit: 1, count: Infinity },
      down,
    );
    if (stretch.from !== this.stretch.from || stretch.to !== this.stretch.to)
      this.stretch = stretch;
  }

  /** Scrolling has come to rest here. */
  rest({ x }: Port): void {
    const at = Math.round(x / this.sizes.column);
    const last = nightAt(this.first, at + this.count - 1);
    this.anchor = Math.ceil(x / this.sizes.column - 0.2);
    this.seen = { first: nightAt(this.first, at), last };
  }

  /** Reads other nights when the drawn ones come near the end of those that are known. */
  #askFor({ from, to }: Range): void {
    const { view } = this;
    // Before the window stands where it is wanted, what lies in it is nobody's question.
    if (!view || this.seen === undefined) return;
    const [first, last] = [from, to].map((column) => dayNumber(nightAt(this.first, column)));
    const known = dayNumber(view.from);
    const end = known + view.nights;
    const early = (first ?? 0) - near < known && view.from > this.first;
    if (!early && (last ?? 0) + near <= end) return;
    const middle = Math.round((from + to) / 2) - asked / 2;
    const window = { from: nightAt(this.first, Math.max(0, Math.round(middle))), nights: asked };
    if (window.from !== this.#asking?.from) this.#asking = window;
  }
}

const isShown = ({ from, nights }: CalendarView, night: IsoDate): boolean =>
  from <= night && night < plusDays(from, nights);
