import type { HouseId } from "./compartments.ts";
import type { IsoDate } from "./dates.ts";
import type { Cell, Sum } from "./exposure.ts";
import { columnsIn, housesOf, type Reason } from "./frozen.ts";
import {
  cellGroups,
  cellQuantities,
  standing,
  type CellCode,
  type Quantities,
} from "./quantities.ts";
import type { FrozenReport } from "./records-reports.ts";
import { cellsOf, type Source } from "./report-cells.ts";
import type { Period } from "./report.ts";
import { suppress } from "./suppression.ts";
import type { ReportColumn } from "./view-report.ts";

/** What is hidden of each column, and why. */
export type Hiding = readonly ReadonlyMap<CellCode, Reason>[];

/** A report that is about to leave, with those that have left before it. */
export interface About {
  readonly source: Source;
  readonly period: Period;
  readonly columns: readonly ReportColumn[];
  readonly earlier: readonly FrozenReport[];
  readonly threshold: number;
  /** No count may leave at all. */
  readonly nothing: boolean;
}

/** A table of the same cells for one span of nights: about to be printed, printed before, or never printed. */
interface Table {
  readonly name: string;
  readonly period: Period;
  readonly columns: readonly TableColumn[];
}

interface TableColumn {
  readonly name: string;
  readonly houses: readonly HouseId[];
  /** Numbers as a reader has them, the true ones where she has none. */
  readonly quantities: Quantities;
  readonly seen: (code: CellCode) => Cell["seen"];
}

/** Decides which cells of a report have to be hidden, group by group; groups share no sum. */
export function hiddenCells(about: About): Hiding {
  const hiding = about.columns.map(() => new Map<CellCode, Reason>());
  if (about.nothing) {
    for (const [at, { quantities }] of about.columns.entries()) {
      for (const code of cellQuantities) {
        const value = quantities[code] ?? 0;
        hiding[at]?.set(code, value > 0 && value < about.threshold ? "small" : "protects");
      }
    }
    return hiding;
  }
  const own = ownTable(about);
  const before = about.earlier.map((report, at) => earlierTable(about, report, at));
  const pieces = piecesOf(about, [own, ...before]);
  const atoms = pieces.filter((piece) => piece !== own && !before.includes(piece));
  for (const { cells, sums } of cellGroups) {
    const tables = [own, ...before, ...atoms];
    const wholes = new Set(sums.map(({ whole }) => whole));
    const printed = new Map(
      own.columns.flatMap((column, at) =>
        cells.map((code) => {
          const value = column.quantities[code] ?? 0;
          const cost = value + (wholes.has(code) ? 500 : 0) + (at === 0 ? 1_000 : 0);
          return [nameOf(own, column, code), { value, cost }] as const;
        }),
      ),
    );
    const known = new Map(
      [...before, ...atoms].flatMap((table) =>
        table.columns.flatMap((column) =>
          cells.map((code) => {
            const cell = { value: column.quantities[code] ?? 0, seen: column.seen(code) };
            return [nameOf(table, column, code), cell] as const;
          }),
        ),
      ),
    );
    const corrections = before.flatMap((table) => changesSince(own, table, cells));
    for (const { change, value } of corrections) known.set(change, { value, seen: "unprinted" });
    const all = [
      ...corrections,
      ...tables.flatMap((table) => sumsWithin(table, { cells, sums })),
      ...firstOfEach([...before, own]).flatMap((table) => sumsOverTime(table, pieces, cells)),
    ];
    const found = suppress({ printed, known, sums: all, threshold: about.threshold });
    for (const [at, column] of own.columns.entries()) {
      for (const code of cells) {
        const why = found.get(nameOf(own, column, code));
        if (why) hiding[at]?.set(code, why);
      }
    }
  }
  return hiding;
}

/**
 * What has been corrected since the same report left before: the difference of two versions is a count that nobody
 * prints and everybody can compute.
 */
function changesSince(own: Table, before: Table, cells: readonly CellCode[]) {
  const { from, to } = own.period;
  if (before.period.from !== from || before.period.to !== to) return [];
  return own.columns.flatMap((column) => {
    const then = before.columns.find(({ name }) => name === column.name);
    return cells.flatMap((code) => {
      const value = (column.quantities[code] ?? 0) - (then?.quantities[code] ?? 0);
      if (!then || then.seen(code) !== "shown" || value === 0) return [];
      const names = [nameOf(own, column, code), nameOf(before, then, code)] as const;
      const [whole, part] = value > 0 ? names : names.toReversed();
      const change = `${before.name} to ${names[0]}`;
      return [{ whole: whole ?? "", parts: [part ?? "", change], change, value: Math.abs(value) }];
    });
  });
}

const nameOf = (table: Table, column: TableColumn, code: CellCode): string =>
  `${table.name} ${column.name} ${code}`;

const columnName = (houses: readonly HouseId[]): string => houses.join("+");

function ownTable({ period, columns }: About): Table {
  const all = housesOf(columns);
  return {
    name: "own",
    period,
    columns: columns.map(({ house, quantities }) => {
      const houses = house === undefined ? all : [house];
      return { name: columnName(houses), houses, quantities, seen: () => "shown" };
    }),
  };
}

function earlierTable({ source }: About, report: FrozenReport, at: number): Table {
  const columns = columnsIn(report);
  const all = report.houses.map(({ house }) => house);
  return {
    name: `before ${at}`,
    period: { from: report.from, to: report.to },
    columns: columns.map(({ house, quantities: shown }) => {
      const houses = house === undefined ? all : [house];
      const isAll = cellQuantities.every((code) => shown[code] !== undefined);
      const truth = isAll ? {} : cellsOf(source, houses, { from: report.from, to: report.to });
      return {
        name: columnName(houses),
        houses,
        quantities: { ...truth, ...shown },
        seen: (code) => (shown[code] === undefined ? "hidden" : "shown"),
      };
    }),
  };
}

/** Later versions of a report are held against the first, not against its parts. */
const firstOfEach = (tables: readonly Table[]): readonly Table[] => {
  const spans = new Map(
    tables.toReversed().map((table) => [`${table.period.from} ${table.period.to}`, table]),
  );
  return [...spans.values()];
};

/**
 * The nights between any two ends of these reports: what a reader could find out by taking one from another. Where one
 * of them is just that long, it is itself the piece.
 */
function piecesOf({ source }: About, tables: readonly Table[]): Table[] {
  const ends = [...new Set(tables.flatMap(({ period: { from, to } }) => [from, to]))].toSorted();
  if (ends.length === 2) return [];
  const columns = new Map(
    tables.flatMap((table) => table.columns.map((column) => [column.name, column.houses])),
  );
  const whole = firstOfEach(tables).filter((table) => table.columns.length === columns.size);
  return ends.slice(0, -1).map((from, at) => {
    const period = { from, to: ends[at + 1] as IsoDate };
    const same = whole.find((one) => one.period.from === from && one.period.to === period.to);
    return (
      same ?? {
        name: from,
        period,
        columns: [...columns].map(([name, houses]) => ({
          name,
          houses,
          quantities: cellsOf(source, houses, period),
          seen: () => "unprinted" as const,
        })),
      }
    );
  });
}

/** Rows that add up to others in each column, and houses that add up to all. */
function sumsWithin(
  table: Table,
  { cells, sums }: Pick<(typeof cellGroups)[number], "cells" | "sums">,
): Sum<string>[] {
  const { columns } = table;
  const rows = columns.flatMap((column) =>
    sums.map(({ whole, parts }) => ({
      whole: nameOf(table, column, whole),
      parts: parts.map((part) => nameOf(table, column, part)),
    })),
  );
  const houses = columns
    .filter((column) => column.houses.length > 1)
    .flatMap((all) => {
      const parts = columns.filter(
        ({ houses: one }) => one.length === 1 && all.houses.includes(one[0] as HouseId),
      );
      if (parts.length !== all.houses.length) return [];
      return cells.map((code) => ({
        whole: nameOf(table, all, code),
        parts: parts.map((part) => nameOf(table, part, code)),
      }));
    });
  const moves = columns
    .filter((column) => column.houses.length > 1 && cells.includes("transfers.in"))
    .map((all) => ({
      whole: nameOf(table, all, "transfers.in"),
      parts: [nameOf(table, all, "transfers.out")],
    }));
  return [...rows, ...houses, ...moves];
}

/** A report's cell is the sum of the nights that it spans. */
function sumsOverTime(
  table: Table,
  pieces: readonly Table[],
  cells: readonly CellCode[],
): Sum<string>[] {
  const inside = pieces.filter(
    ({ period }) => period.from >= table.period.from && period.to <= table.period.to,
  );
  if (inside.length === 0 || inside.includes(table)) return [];
  return table.columns.flatMap((column) =>
    cells
      .filter((code) => !standing.has(code))
      .map((code) => ({
        whole: nameOf(table, column, code),
        parts: inside.flatMap((piece) =>
          piece.columns
            .filter(({ name }) => name === column.name)
            .map((part) => nameOf(piece, part, code)),
        ),
      })),
  );
}
