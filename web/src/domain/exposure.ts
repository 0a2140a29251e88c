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
  return [...plain, ...known, ...withoutWitness(problem, open, threshold)];
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
  threshold: number,
): Id[] {
  const bare: Id[] = [];
  for (const part of partsOf(equations, variables.size)) {
    const asked = part.variables.filter((variable) => open.has(variable));
    if (asked.length === 0) continue;
    const place = new Map(part.variables.map((variable, at) => [variable, at]));
    const own = part.equations.map(({ terms, sum }) => ({
      terms: terms.map(([variable, factor]) => [place.get(variable) ?? -1, factor] as const),
      sum,
    }));
    const tableau = new Tableau(own, part.variables.length);
    if (!tableau.solvable) throw new Error("a table that is not the sum of its parts");
    const isClear = (variable: number, value: number): boolean =>
      value + (least[variable] ?? 0) >= threshold;
    const clear = (solution: readonly number[]): void => {
      const cleared = asked.filter(
        (variable) =>
          open.has(variable) &&
          isClear(variable, Math.round(solution[place.get(variable) ?? -1] ?? 0)),
      );
      if (cleared.length === 0) return;
      const whole = solution.map(Math.round);
      if (!own.every((one) => holds(one, whole))) return;
      for (const variable of cleared) open.delete(variable);
    };
    for (const variable of asked) {
      const id = open.get(variable);
      if (id === undefined) continue;
      const far = threshold - (least[variable] ?? 0);
      tableau.raise(place.get(variable) ?? -1, far, (solution) => {
        clear(solution);
        return !open.has(variable);
      });
      if (open.delete(variable)) bare.push(id);
    }
  }
  return bare;
}

interface Part {
  readonly variables: readonly number[];
  readonly equations: readonly Equation[];
}

/** Equations that share no variable are judged apart: many small tables cost far less than a large one. */
function partsOf(equations: readonly Equation[], size: number): readonly Part[] {
  const root = Array.from({ length: size }, (_, at) => at);
  const find = (at: number): number => {
    let found = at;
    while (root[found] !== found) found = root[found] = root[root[found] ?? 0] ?? 0;
    return found;
  };
  for (const { terms } of equations) {
    const [first] = terms;
    for (const [variable] of terms) root[find(variable)] = find(first?.[0] ?? variable);
  }
  const variables = Map.groupBy(root.keys(), find);
  const lines = Map.groupBy(equations, ({ terms }) => find(terms[0]?.[0] ?? 0));
  return [...variables].map(([at, own]) => ({ variables: own, equations: lines.get(at) ?? [] }));
}

/** Whether whole numbers, none below nought, fulfil an equation. */
function holds({ terms, sum }: Equation, values: readonly number[]): boolean {
  let all = 0;
  for (const [variable, factor] of terms) {
    const value = values[variable] ?? 0;
    if (value < 0) return false;
    all += factor * value;
  }
  return all === sum;
}
