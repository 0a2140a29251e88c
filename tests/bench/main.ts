import { arch, availableParallelism, cpus, platform } from "node:os";
import { clientFolder, ensureClient } from "#server/webclient.ts";
import { chromiumPath, noChromium } from "../chromium.ts";
import type { Measured } from "./compare.ts";
import { finding } from "./finding.ts";
import {
  type Sizes,
  companies,
  hearing,
  reading,
  serverMemory,
  together,
  writing,
} from "./measures.ts";
import { keep } from "./kept.ts";
import { removing } from "./removing.ts";
import { reporting } from "./reporting.ts";
import { Stage } from "./stage.ts";
import { tableOf } from "./table.ts";
import { scrolling } from "./scrolling.ts";
import { unlocking } from "./unlocking.ts";

/**
 * `npm run bench`: W1 to W8 and the calendar of docs/performance.md, the floor beside them in the same run. Names choose some of them
 * (`npm run bench -- W1 W3`), `--large` adds 100,000 records, `--short` takes a tenth, `--keep` writes docs/bench.json
 * (named works take the place of their own figures there).
 */
const full: Sizes = {
  slices: 5,
  single: 2_000,
  batched: 10_000,
  cold: 10_000,
  colds: 5,
  large: 0,
  larges: 3,
  paced: 200,
  clients: 50,
  each: 100,
  together: 1,
  kept: [2_000, 20_000],
  unlocks: 5,
  anew: 20_000,
};
const short: Sizes = {
  ...full,
  slices: 3,
  single: 500,
  batched: 3_000,
  colds: 3,
  paced: 100,
  each: 20,
  kept: [2_000],
  unlocks: 3,
  anew: 2_000,
};

const words = process.argv.slice(2);
const chosen = words.filter((word) => /^(W[1-8]|calendar)$/.test(word));
const wants = (work: string): boolean => chosen.length === 0 || chosen.includes(work);
const sizes = {
  ...(words.includes("--short") ? short : full),
  ...(words.includes("--large") && { large: 100_000 }),
};

if ((wants("W6") || wants("calendar")) && chromiumPath !== undefined) {
  const built = await ensureClient(console.error);
  if (!built.ok) throw new Error(built.error);
  process.env["CLIENT_FOLDER"] = clientFolder;
}
const stage = await Stage.open();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void stage.close().finally(() => process.exit(1)));
}
try {
  const parts: Measured[] = [];
  const add = (part: Measured): void => {
    parts.push(part);
    console.error(`${tableOf(part.figures, part.beside)}\n`);
  };
  const inBrowser = async (work: string, run: () => Promise<Measured>): Promise<void> => {
    if (!wants(work)) return;
    if (chromiumPath === undefined) console.error(`${work} is left out: ${noChromium}\n`);
    else add(await run());
  };
  // What these do not stand on is not waited for.
  const all = ["W1", "W2", "W3", "W4"].some(wants) ? await companies(stage) : undefined;
  if (all && (wants("W1") || wants("W4"))) add(await writing(stage, all, sizes));
  if (all && wants("W3")) add(await hearing(stage, all, sizes));
  if (all && wants("W2")) add(await reading(stage, all, sizes));
  if (wants("W5")) add(await together(stage, sizes));
  if (wants("W4")) add(serverMemory(stage));
  await inBrowser("W6", () => unlocking(stage, sizes.kept, sizes.unlocks));
  if (wants("W7")) add(await removing(stage, { houses: 20, records: sizes.anew }));
  if (wants("W8")) add(reporting({ stays: 16_000, times: 15 }));
  if (wants("W8")) add(finding());
  await inBrowser("calendar", () =>
    scrolling(stage, { beds: 60, nights: 730, said: (line) => console.error(line) }),
  );
  const figures = parts.flatMap((part) => part.figures);
  const beside = parts.flatMap((part) => part.beside);
  console.log(tableOf(figures, beside));
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? "?"}, ${platform()} ${arch()}, Node ${process.version}`;
  if (words.includes("--keep")) {
    await keep("docs/bench.json", { machine, sizes, figures, beside }, chosen);
  }
} finally {
  await stage.close();
}
