import type { Range } from "./geometry.ts";

/** A part of the tape, and the columns that it has drawn. */
class Slice {
  drawn = $state.raw<Range>({ from: 0, to: 0 });
}

const same = (a: Range, b: Range): boolean => a.from === b.from && a.to === b.to;
const covers = (a: Range, b: Range): boolean => a.from <= b.from && b.to <= a.to;

/**
 * The parts in which a tape is drawn. What can be seen is drawn at once, in all of them; what lies further ahead follows
 * one part a frame, so that no frame of a scroll has much to draw.
 */
export class Slices {
  readonly #slices: readonly Slice[];
  #wanted: Range = { from: 0, to: 0 };
  #frame = 0;

  constructor(count: number) {
    this.#slices = Array.from({ length: count }, () => new Slice());
  }

  /** The columns that a part has drawn; parts come round again after the last one. */
  of(part: number): Range {
    return (this.#slices[part % this.#slices.length] as Slice).drawn;
  }

  /** Wants columns drawn, of which some can be seen now. */
  want(wanted: Range, seen: Range): void {
    this.#wanted = wanted;
    for (const slice of this.#slices) if (!covers(slice.drawn, seen)) slice.drawn = seen;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#next);
  }

  /** Draws no more. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  readonly #next = (): void => {
    const behind = this.#slices.filter(({ drawn }) => !same(drawn, this.#wanted));
    // The one that is furthest behind first: when more is wanted before all have caught up, none waits for ever.
    const far = ({ drawn }: Slice): number =>
      Math.max(Math.abs(drawn.from - this.#wanted.from), Math.abs(drawn.to - this.#wanted.to));
    const [slice] = behind.toSorted((a, b) => far(b) - far(a));
    if (slice) slice.drawn = this.#wanted;
    this.#frame = behind.length > 1 ? requestAnimationFrame(this.#next) : 0;
  };
}
