import type { Side } from "./stage.ts";
import { quantile } from "./work.ts";

/** One figure on both sides. */
export interface Figure {
  readonly work: string;
  readonly unit: string;
  readonly floor: number;
  readonly linden: number;
  /** Median of the ratios of neighbouring runs, Linden over floor. */
  readonly ratio: number;
  readonly aim?: { readonly is: "at least" | "at most"; readonly ratio: number };
}

/** Figures that the floor has no counterpart of, in words. */
export interface Beside {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
}

/** What a piece of the bench found. */
export interface Measured {
  readonly figures: readonly Figure[];
  readonly beside: readonly Beside[];
}

/** Does a piece of work on one side; returns its figure. */
export type Run = (side: Side) => Promise<number>;
type Named = Pick<Figure, "work" | "unit" | "aim">;

/**
 * Runs the floor first and last and between all of Linden's runs, so that each stands between two of the floor, and
 * what the machine does otherwise meets both.
 */
export async function compare(named: Named, rounds: number, run: Run): Promise<Figure> {
  const floors = [await run("floor")];
  const lindens: number[] = [];
  const ratios: number[] = [];
  for (let i = 0; i < rounds; i++) {
    lindens.push(await run("linden"));
    floors.push(await run("floor"));
    const [before, after, own] = [floors.at(-2), floors.at(-1), lindens.at(-1)];
    ratios.push((2 * (own ?? 0)) / ((before ?? 0) + (after ?? 0)));
  }
  const [floor, linden, ratio] = [quantile(floors), quantile(lindens), quantile(ratios)];
  return { ...named, floor, linden, ratio };
}

/** An aim: a ratio that should be reached. */
export const atLeast = (ratio: number) => ({ aim: { is: "at least", ratio } as const });
/** An aim: a ratio that should not be passed. */
export const atMost = (ratio: number) => ({ aim: { is: "at most", ratio } as const });
/** Records a second. */
export const perSecond = (records: number, ms: number): number => (records / ms) * 1000;
