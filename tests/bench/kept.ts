import { readFile, writeFile } from "node:fs/promises";
import type { Beside, Figure } from "./compare.ts";

/** What a run of the bench found, and on what. */
export interface Found {
  readonly machine: string;
  readonly sizes: object;
  readonly figures: readonly Figure[];
  readonly beside: readonly Beside[];
}

/** Writes what a run found into a file, each figure with its day; what other works found before stays there. */
export async function keep(file: string, found: Found, works: readonly string[]): Promise<void> {
  const on = new Date().toISOString().slice(0, 10);
  const before = JSON.parse(await readFile(file, "utf8").catch(() => "{}")) as Partial<Found>;
  const others = (name: string): boolean =>
    works.length > 0 && !works.some((work) => name.startsWith(work));
  const kept = {
    ...found,
    figures: [
      ...(before.figures ?? []).filter(({ work }) => others(work)),
      ...found.figures.map((figure) => ({ ...figure, on })),
    ],
    beside: [
      ...(before.beside ?? []).filter(({ what }) => others(what)),
      ...found.beside.map((each) => ({ ...each, on })),
    ],
  };
  await writeFile(file, `${JSON.stringify(kept, undefined, 2)}\n`);
}
