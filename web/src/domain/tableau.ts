/** An equation between whole numbers: the sum of its terms is `sum`. */
export interface Equation {
  readonly terms: readonly (readonly [variable: number, factor: 1 | -1])[];
  readonly sum: number;
}

const tiny = 1e-7;
const patience = 1_000;
/** Below this a factor is a nought that was computed. */
const least = 1e-12;

/**
 * A simplex tableau over variables that are not below nought, which walks from one solution of the equations to
 * another that makes a wanted variable larger. Everything is small and dense; Bland's rule keeps it from going round in the end.
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
   * Walks towards solutions in which a variable is larger, and asks at each whether it is enough. Stops when it is,
   * and where there is no larger one. Along an edge without end it goes until the variable is `far`.
   */
  raise(wanted: number, far: number, enough: (solution: readonly number[]) => boolean): boolean {
    if (!this.#basis.includes(wanted)) {
      const row = this.#leaving(wanted);
      if (row === undefined) return enough(this.#along(wanted, far));
      this.#pivot(row, wanted);
    }
    for (let steps = 0; ; steps += 1) {
      if (enough(this.solution())) return true;
      const own = this.#rows[this.#basis.indexOf(wanted)];
      const entering = own ? this.#entering(own, { sign: -1, steps }) : -1;
      if (own === undefined || entering < 0) return false;
      const row = this.#leaving(entering);
      if (row === undefined) {
        const missing = Math.max(0, far - (own[this.#size] ?? 0));
        return enough(this.#along(entering, Math.ceil(missing / -(own[entering] ?? 0))));
      }
      this.#pivot(row, entering);
    }
  }

  /** Finds a first solution: brings the difference between both sides of all equations down to nothing. */
  #begin(): boolean {
    const missing = new Float64Array(this.#size + 1);
    for (const row of this.#rows) {
      for (let at = 0; at <= this.#size; at += 1) missing[at] = (missing[at] ?? 0) + (row[at] ?? 0);
    }
    this.#rows.push(missing);
    this.#basis.push(Infinity);
    for (let steps = 0; (missing[this.#size] ?? 0) > tiny; steps += 1) {
      const entering = this.#entering(missing, { sign: 1, steps });
      const row = entering < 0 ? undefined : this.#leaving(entering);
      if (row === undefined) return false;
      this.#pivot(row, entering);
    }
    this.#rows.pop();
    this.#basis.pop();
    for (const [at, row] of this.#rows.entries()) {
      if ((this.#basis[at] ?? 0) <= this.#size) continue;
      const entering = row.findIndex(
        (factor, other) => other < this.#size && Math.abs(factor) > tiny,
      );
      if (entering >= 0) this.#pivot(at, entering);
    }
    return true;
  }

  /**
   * A variable whose factor in a row has the wanted sign: the largest, which is the fastest way, and after many steps
   * the first, which cannot go round in circles. −1 where there is none.
   */
  #entering(row: Float64Array, { sign, steps }: { sign: 1 | -1; steps: number }): number {
    let found = -1;
    let most = tiny;
    for (let at = 0; at < this.#size; at += 1) {
      const factor = sign * (row[at] ?? 0);
      if (factor <= most) continue;
      found = at;
      if (steps > patience) return found;
      most = factor;
    }
    return found;
  }

  /** The row that limits how far a variable can grow; the lowest variable where several do. */
  #leaving(entering: number): number | undefined {
    let found: number | undefined;
    let least = Infinity;
    for (const [at, row] of this.#rows.entries()) {
      const factor = row[entering] ?? 0;
      if (factor < tiny || this.#basis[at] === Infinity) continue;
      const ratio = (row[this.#size] ?? 0) / factor;
      const tied = Math.abs(ratio - least) <= tiny;
      const lower = found === undefined || (this.#basis[at] ?? 0) < (this.#basis[found] ?? 0);
      if (ratio < least - tiny || (tied && lower)) [found, least] = [at, Math.min(ratio, least)];
    }
    return found;
  }

  #pivot(row: number, entering: number): void {
    const own = this.#rows[row] as Float64Array;
    const by = own[entering] as number;
    // Rows are mostly noughts, and stay so.
    const filled: number[] = [];
    for (let at = 0; at <= this.#size; at += 1) {
      const factor = own[at] as number;
      if (Math.abs(factor) < least) own[at] = 0;
      else {
        own[at] = factor / by;
        filled.push(at);
      }
    }
    for (const [other, line] of this.#rows.entries()) {
      const factor = line[entering] as number;
      if (other === row || Math.abs(factor) < least) continue;
      for (const at of filled) line[at] = (line[at] as number) - factor * (own[at] as number);
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
