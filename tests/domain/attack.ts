/**
 * Someone who has every report and knows how they are made: tries whole numbers for everything that was counted, one
 * after the other, until the reports come out as they were printed. It shares no line with what it attacks.
 */
export interface Printed {
  /** Indexes of the counts that this number is the sum of. */
  readonly of: readonly number[];
  /** The number, or nothing where a dash was printed: then it is not nought. */
  readonly number?: number;
}

/** A share that was printed in hundredths of a per cent. */
export interface PrintedShare {
  readonly part: readonly number[];
  readonly whole: readonly number[];
  readonly hundredths: number;
}

const most = 4_000_000;

/** Whether some counts can come to another sum than the true one, with everything printed just as it is. */
export function canDiffer(
  truth: readonly number[],
  asked: readonly number[],
  { printed, shares }: { printed: readonly Printed[]; shares: readonly PrintedShare[] },
): "yes" | "no" | "not-known" {
  const touched = new Set(printed.flatMap(({ of }) => of));
  if (asked.some((leaf) => !touched.has(leaf))) return "yes";
  const order = [...touched].toSorted((a, b) => weight(b) - weight(a));
  const place = new Map(order.map((leaf, at) => [leaf, at]));
  const checks = order.map((_, at) =>
    printed.filter(({ of }) => Math.max(...of.map((leaf) => place.get(leaf) ?? 0)) === at),
  );
  const sums = order.map((leaf) => printed.filter((one) => one.of.includes(leaf)));
  const values = truth.map(() => 0);
  const sum = (of: readonly number[]): number =>
    of.reduce((all, leaf) => all + (values[leaf] ?? 0), 0);
  const wanted = asked.reduce((all, leaf) => all + (truth[leaf] ?? 0), 0);
  const lastAsked = Math.max(...asked.map((leaf) => place.get(leaf) ?? 0));
  let steps = 0;
  const dive = (at: number): boolean => {
    steps += 1;
    if (steps > most) return false;
    const leaf = order[at];
    if (leaf === undefined) return shares.every(asPrinted);
    const own = truth[leaf] ?? 0;
    const tries = Array.from({ length: 12 + own }, (_, value) => value);
    tries.sort((a, b) => Math.abs(a - own) - Math.abs(b - own));
    for (const value of tries) {
      values[leaf] = value;
      const fits =
        (checks[at] ?? []).every(({ of, number }) =>
          number === undefined ? sum(of) > 0 : sum(of) === number,
        ) && (sums[at] ?? []).every(({ of, number = Infinity }) => sum(of) <= number);
      const other = at !== lastAsked || sum(asked) !== wanted;
      if (fits && other && dive(at + 1)) return true;
    }
    values[leaf] = 0;
    return false;
  };
  const asPrinted = ({ part, whole, hundredths }: PrintedShare): boolean =>
    Math.round((10_000 * sum(part)) / sum(whole)) === hundredths;
  function weight(leaf: number): number {
    const shown = printed.filter(({ of, number }) => of.includes(leaf) && number !== undefined);
    return shown.length + (asked.includes(leaf) ? 1_000 : 0);
  }
  if (dive(0)) return "yes";
  return steps > most ? "not-known" : "no";
}
