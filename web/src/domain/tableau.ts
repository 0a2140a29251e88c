/** An equation between whole numbers: the sum of its terms is `sum`. */
export interface Equation {
  readonly terms: readonly (readonly [variable: number, factor: 1 | -1])[];
  readonly sum: number;
}

const tiny = 1e-7;

/**
 * A simplex tableau over variables that are not below nought, which walks from one solution of the equations to
 * another that makes a wanted variable larger. Everything is small and dense; Bland's rule keeps it from going round.
 */
export class Tableau {
  readonly #rows: Float64Array[];
  readonly #basis: number[];
  readonly #size: number;
  /** Whether the equations have a solution at all. */
  readonly solvable: boolean;

  constructor(equations: readonly Equation[], variables: number) {
    this.#size = variables;
    this.#rows = equations.map(({ terms, sum }) => {
      const row = new Float64Array(variables + 1);
      const sign = sum < 0 ? -1 : 1;
      for (const [variable, factor] of terms) {
        row[variable] = (row[variable] ?? 0) + sign * factor;
      }
      row[variables] = sign * sum;
      return row;
    });
    this.#basis = equations.map((_, at) => variables + 1 + at);
    this.solvable = this.#begin();
  }

  /** The solution that the tableau stands at. */
  solution(): number[] {
    const values = Array.from({ length: this.#size }, () => 0);
    for (const [at, variable] of this.#basis.entries()) {
      if (variable < this.#size) values[variable] = this.#rows[at]?.[this.#size] ?? 0;
    }
    return values;
  }

  /**
   * Walks towards solutions in which a variable is larger, and calls at each. Stops when `enough` says so, and where
   * there is no larger one. Along an edge without end it calls once more, so far out that the variable is `far`.
   */
  raise(wanted: number, far: number, enough: (solution: readonly number[]) => boolean): boolean {
    if (enough(this.solution())) return true;
    if (!this.#basis.includes(wanted)) {
      const row = this.#leaving(wanted);
      if (row === undefined) return enough(this.#along(wanted, far));
      this.#pivot(row, wanted);
      if (enough(this.solution())) return true;
    }
    for (;;) {
      const own = this.#rows[this.#basis.indexOf(wanted)];
      if (own === undefined) return false;
      const entering = own.findIndex((factor, at) => at < this.#size && factor < -tiny);
      if (entering < 0) return false;
      const row = this.#leaving(entering);
      if (row === undefined) {
        const rate = -(own[entering] ?? 0);
        const missing = Math.max(0, far - (own[this.#size] ?? 0));
        return enough(this.#along(entering, Math.ceil(missing / rate)));
      }
      this.#pivot(row, entering);
      if (enough(this.solution())) return true;
    }
  }

  /** Finds a first solution: brings the difference between both sides of all equations down to nothing. */
  #begin(): boolean {
    for (;;) {
      const open = this.#rows.filter((_, at) => (this.#basis[at] ?? 0) > this.#size);
      if (open.every((row) => (row[this.#size] ?? 0) < tiny)) break;
      let entering = -1;
      for (let at = 0; at < this.#size && entering < 0; at += 1) {
        if (open.reduce((sum, row) => sum + (row[at] ?? 0), 0) > tiny) entering = at;
      }
      const row = entering < 0 ? undefined : this.#leaving(entering);
      if (row === undefined) return false;
      this.#pivot(row, entering);
    }
    for (const [at, row] of this.#rows.entries()) {
      if ((this.#basis[at] ?? 0) <= this.#size) continue;
      const entering = row.findIndex(
        (factor, other) => other < this.#size && Math.abs(factor) > tiny,
      );
      if (entering >= 0) this.#pivot(at, entering);
    }
    return true;
  }

  /** The row that limits how far a variable can grow; the lowest variable where several do. */
  #leaving(entering: number): number | undefined {
    let found: number | undefined;
    let least = Infinity;
    for (const [at, row] of this.#rows.entries()) {
      const factor = row[entering] ?? 0;
      if (factor < tiny) continue;
      const ratio = (row[this.#size] ?? 0) / factor;
      const tied = Math.abs(ratio - least) <= tiny;
      const lower = found === undefined || (this.#basis[at] ?? 0) < (this.#basis[found] ?? 0);
      if (ratio < least - tiny || (tied && lower)) [found, least] = [at, Math.min(ratio, least)];
    }
    return found;
  }

  #pivot(row: number, entering: number): void {
    const own = this.#rows[row] as Float64Array;
    const by = own[entering] ?? 1;
    for (let at = 0; at <= this.#size; at += 1) own[at] = (own[at] ?? 0) / by;
    for (const [other, line] of this.#rows.entries()) {
      const factor = line[entering] ?? 0;
      if (other === row || Math.abs(factor) < 1e-12) continue;
      for (let at = 0; at <= this.#size; at += 1) {
        line[at] = (line[at] ?? 0) - factor * (own[at] ?? 0);
      }
    }
    this.#basis[row] = entering;
  }

  /** The solution so many steps along an edge. */
  #along(entering: number, steps: number): number[] {
    const values = this.solution();
    values[entering] = (values[entering] ?? 0) + steps;
    for (const [at, variable] of this.#basis.entries()) {
      if (variable >= this.#size) continue;
      values[variable] = (values[variable] ?? 0) - steps * (this.#rows[at]?.[entering] ?? 0);
    }
    return values;
  }
}
