import { Tableau, type Equation } from "./tableau.ts";

/** A number in a table, or one that nobody has printed but that could be computed from those that were. */
export interface Cell {
  readonly value: number;
  /** What somebody who reads everything sees of it. */
  readonly seen: "shown" | "hidden" | "unprinted";
}

/** A whole that is the sum of its parts and something that everybody knows. */
export interface Sum<Id> {
  readonly whole: Id;
  readonly parts: readonly Id[];
}

/**
 * Of the cells that are below the threshold, those that a reader could know to be: there is no other table of whole
 * numbers that shows the same, and in which the cell is not below it. She is taken to know every sum, that no number is
 * negative, and that a printed cell without a number is not nought.
 */
export function exposed<Id>(
  cells: ReadonlyMap<Id, Cell>,
  sums: readonly Sum<Id>[],
  threshold: number,
): Id[] {
  const isSmall = ({ value }: Cell): boolean => value > 0 && value < threshold;
  const small = [...cells].filter(([, cell]) => isSmall(cell));
  const plain = small.filter(([, { seen }]) => seen === "shown").map(([id]) => id);
  const problem = problemOf(cells, sums);
  const open = new Map<number, Id>();
  const known: Id[] = [];
  for (const [id, { seen }] of small) {
    if (seen === "shown") continue;
    const variable = problem.variables.get(id);
    if (variable === undefined) known.push(id);
    else open.set(variable, id);
  }
  return [...plain, ...known, ...withoutWitness(problem, open, { cells, threshold })];
}

interface Problem<Id> {
  /** Cells that are not settled by what is shown, as variables over their least number. */
  readonly variables: ReadonlyMap<Id, number>;
  readonly least: readonly number[];
  readonly equations: readonly Equation[];
}

/** A reader's equations; what they settle by themselves is put in first. */
function problemOf<Id>(cells: ReadonlyMap<Id, Cell>, sums: readonly Sum<Id>[]): Problem<Id> {
  const least = ({ seen, value }: Cell): number => (seen === "hidden" && value > 0 ? 1 : 0);
  const settled = new Map<Id, number>();
  for (const [id, cell] of cells) if (cell.seen === "shown") settled.set(id, cell.value);
  const lines = sums.map(({ whole, parts }) => lineOf(cells, whole, parts));
  let left = lines;
  for (let before = -1; before !== settled.size;) {
    before = settled.size;
    left = left.filter((line) => !settle(line, { cells, settled, least }));
  }
  const variables = new Map<Id, number>();
  const leasts: number[] = [];
  const equations = left.map(({ terms, sum }) => {
    let rest = sum;
    const unknown: [number, 1 | -1][] = [];
    for (const [id, factor] of terms) {
      const value = settled.get(id);
      const cell = cells.get(id) as Cell;
      rest -= factor * (value ?? least(cell));
      if (value !== undefined) continue;
      const variable = variables.get(id) ?? variables.size;
      variables.set(id, variable);
      leasts[variable] = least(cell);
      unknown.push([variable, factor]);
    }
    return { terms: unknown, sum: rest };
  });
  for (const [id, cell] of cells) {
    if (settled.has(id) || variables.has(id)) continue;
    leasts[variables.size] = least(cell);
    variables.set(id, variables.size);
  }
  return { variables, least: leasts, equations };
}

interface Line<Id> {
  readonly terms: readonly (readonly [Id, 1 | -1])[];
  readonly sum: number;
}

function lineOf<Id>(cells: ReadonlyMap<Id, Cell>, whole: Id, parts: readonly Id[]): Line<Id> {
  const there = parts.filter((part) => cells.has(part));
  const value = (id: Id): number => (cells.get(id) as Cell).value;
  const sum = value(whole) - there.reduce((all, part) => all + value(part), 0);
  return { terms: [[whole, 1], ...there.map((part) => [part, -1] as const)], sum };
}

interface Known<Id> {
  readonly cells: ReadonlyMap<Id, Cell>;
  readonly settled: Map<Id, number>;
  readonly least: (cell: Cell) => number;
}

/** Settles what one equation leaves no choice about; true when nothing of it is left. */
function settle<Id>({ terms, sum }: Line<Id>, { cells, settled, least }: Known<Id>): boolean {
  let rest = sum;
  const unknown: (readonly [Id, 1 | -1])[] = [];
  for (const [id, factor] of terms) {
    const value = settled.get(id);
    if (value === undefined) unknown.push([id, factor]);
    else rest -= factor * value;
  }
  const [only] = unknown;
  if (only === undefined) return true;
  if (unknown.length === 1) {
    settled.set(only[0], rest * only[1]);
    return true;
  }
  const oneSided = unknown.every(([, factor]) => factor === only[1]);
  const bottom = unknown.reduce((all, [id]) => all + least(cells.get(id) as Cell), 0);
  if (!oneSided || rest * only[1] !== bottom) return false;
  for (const [id] of unknown) settled.set(id, least(cells.get(id) as Cell));
  return true;
}

/** Looks for a witness for each small cell; one witness often clears many. */
function withoutWitness<Id>(
  { least, equations, variables }: Problem<Id>,
  open: Map<number, Id>,
  { cells, threshold }: { cells: ReadonlyMap<Id, Cell>; threshold: number },
): Id[] {
  if (open.size === 0) return [];
  const tableau = new Tableau(equations, variables.size);
  if (!tableau.solvable) throw new Error("a table that is not the sum of its parts");
  const clear = (solution: readonly number[]): void => {
    const whole = solution.map(Math.round);
    if (!equations.every((one) => holds(one, whole))) return;
    for (const variable of open.keys()) {
      if ((whole[variable] ?? 0) + (least[variable] ?? 0) >= threshold) open.delete(variable);
    }
  };
  const bare: Id[] = [];
  for (const [variable, id] of open) {
    if (!open.has(variable)) continue;
    tableau.raise(variable, threshold, (solution) => {
      clear(solution);
      return !open.has(variable);
    });
    if (open.delete(variable) && cells.has(id)) bare.push(id);
  }
  return bare;
}

const holds = ({ terms, sum }: Equation, values: readonly number[]): boolean =>
  values.every((value) => value >= 0) &&
  terms.reduce((all, [variable, factor]) => all + factor * (values[variable] ?? 0), 0) === sum;
