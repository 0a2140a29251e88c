import { expect, inject, test } from "vitest";
import {
  companies,
  hearing,
  reading,
  serverMemory,
  together,
  writing,
  type Sizes,
} from "./measures.ts";
import { removing } from "./removing.ts";
import { Stage } from "./stage.ts";
import { tableOf } from "./table.ts";

const tiny: Sizes = {
  slices: 1,
  single: 60,
  batched: 200,
  cold: 200,
  colds: 1,
  large: 300,
  larges: 1,
  paced: 5,
  clients: 3,
  each: 3,
  together: 1,
  kept: [],
  unlocks: 0,
  anew: 60,
};

test("every piece of the bench writes, reads and counts on both sides", async () => {
  const stage = await Stage.open(inject("postgres").url);
  try {
    const all = await companies(stage);
    const parts = [
      await writing(stage, all, tiny),
      await hearing(stage, all, tiny),
      await reading(stage, all, { ...tiny, cold: 5 }),
      await together(stage, tiny),
      serverMemory(stage),
    ];
    const removal = await removing(stage, { houses: 2, records: tiny.anew });
    expect(removal.beside.every(({ value }) => Number.isFinite(value) && value > 0)).toBe(true);
    const figures = parts.flatMap((part) => part.figures);
    expect(figures.length).toBeGreaterThanOrEqual(13);
    for (const { work, floor, linden, ratio } of figures) {
      if (work.includes("memory") && process.platform !== "linux") continue;
      for (const value of [floor, linden, ratio]) {
        expect(Number.isFinite(value) && value > 0, `${work}: ${value}`).toBe(true);
      }
    }
    expect(tableOf(figures, []).split("\n").length).toBe(figures.length + 3);
  } finally {
    await stage.close();
  }
}, 300_000);
