import type { Range } from "./geometry.ts";

/** A part of the tape, the columns that it has drawn, and the most of them that it takes on in one frame. */
class Slice {
  drawn = $state.raw<Range>({ from: 0, to: 0 });
  readonly #share: number;

  constructor(share: number) {
    this.#share = share;
  }

  /** How far it is behind, in columns. */
  behind(wanted: Range): number {
    return Math.max(Math.abs(this.drawn.from - wanted.from), Math.abs(this.drawn.to - wanted.to));
  }

  /** Draws more towards what is wanted, no more than its share of a step. */
  follow(wanted: Range, step: number): void {
    const most = Math.ceil(step * this.#share);
    const { from, to } = this.drawn;
    this.drawn = {
      from: Math.max(wanted.from, from - most),
      to: Math.min(wanted.to, to + most),
    };
  }
}

const covers = (a: Range, b: Range): boolean => a.from <= b.from && b.to <= a.to;

/**
 * The parts in which a tape is drawn. What can be seen is drawn at once, in all of them; what lies further ahead follows
 * one part a frame, so that no frame of a scroll has much to draw.
 */
export class Slices {
  readonly #slices: readonly Slice[];
  #wanted: Range = { from: 0, to: 0 };
  #step = 1;
  #frame = 0;

  /** Parts by the share of a step that each draws in one frame: 1, or less where its columns cost more. */
  constructor(shares: readonly number[]) {
    this.#slices = shares.map((share) => new Slice(share));
  }

  /** The columns that a part has drawn; parts come round again after the last one. */
  of(part: number): Range {
    return (this.#slices[part % this.#slices.length] as Slice).drawn;
  }

  /** Wants columns drawn, so many more in a step, of which some can be seen now. */
  want(wanted: Range, { seen, step }: { readonly seen: Range; readonly step: number }): void {
    this.#wanted = wanted;
    this.#step = step;
    for (const slice of this.#slices) if (!covers(slice.drawn, seen)) slice.drawn = seen;
    if (this.#frame === 0) this.#frame = requestAnimationFrame(this.#next);
  }

  /** Draws no more. */
  stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  readonly #next = (): void => {
    // The one that is furthest behind first: when more is wanted before all have caught up, none waits for ever.
    const [slice] = this.#slices.toSorted(
      (a, b) => b.behind(this.#wanted) - a.behind(this.#wanted),
    );
    slice?.follow(this.#wanted, this.#step);
    const isBehind = this.#slices.some((one) => one.behind(this.#wanted) > 0);
    this.#frame = isBehind ? requestAnimationFrame(this.#next) : 0;
  };
}
