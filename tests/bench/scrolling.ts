import type { CDPSession, Page } from "playwright-core";
import { openByKit } from "../browser/hands.ts";
import { openDevice } from "../browser/profiles.ts";
import { openCalendar } from "../browser/tape.ts";
import { passphrase } from "../engine/people.ts";
import type { Beside, Measured } from "./compare.ts";
import type { Stage } from "./stage.ts";
import { quantile } from "./work.ts";

/** One event of a trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of `dur`, what the thread had a processor for. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Tasks and frames, and nothing finer: writing that down is work of the same thread, a sixteenth of it. */
const categories = [
  "toplevel",
  "devtools.timeline.frame",
  "disabled-by-default-devtools.timeline.frame",
];

/** Does something while Chromium writes down what its threads do. */
async function traced(session: CDPSession, act: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on("Tracing.dataCollected", ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  const ended = new Promise((done) => session.once("Tracing.tracingComplete", done));
  const traceConfig = { includedCategories: categories };
  await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
  await act();
  await session.send("Tracing.end");
  await ended;
  return events;
}

/**
 * How long the page's main thread was at work in each frame, in ms; how much of that it had a processor, which the other
 * threads of a browser without a graphics card want as well; and how many frames a second there were.
 */
export function framesOf(events: readonly TraceEvent[]): {
  readonly work: readonly number[];
  readonly processor: readonly number[];
  readonly perSecond: number;
} {
  const mains = events.filter(
    ({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain",
  );
  const tasksOf = ({ pid, tid }: TraceEvent): TraceEvent[] =>
    events.filter((one) => one.pid === pid && one.tid === tid && one.ph === "X" && isTask(one));
  const busiest = mains
    .map((main) => ({ main, tasks: tasksOf(main) }))
    .toSorted((a, b) => b.tasks.length - a.tasks.length)[0];
  if (!busiest) throw new Error("the trace names no main thread");
  const { main, tasks } = busiest;
  const starts = events
    .filter((one) => one.pid === main.pid && one.tid === main.tid && isFrame(one))
    .map(({ ts }) => ts)
    .toSorted((a, b) => a - b);
  if (starts.length < 2) throw new Error("the trace names no frames");
  const work = starts.slice(0, -1).map(() => 0);
  const processor = [...work];
  for (const { ts, dur = 0, tdur = dur } of outermost(tasks)) {
    const frame = starts.findLastIndex((start) => start <= ts);
    if (frame < 0 || frame >= work.length) continue;
    work[frame] = (work[frame] ?? 0) + dur / 1_000;
    processor[frame] = (processor[frame] ?? 0) + tdur / 1_000;
  }
  const seconds = ((starts.at(-1) ?? 0) - (starts[0] ?? 0)) / 1e6;
  return { work, processor, perSecond: (starts.length - 1) / seconds };
}

/** A task of a thread, under its name of this or of earlier Chromiums. */
const isTask = ({ name }: TraceEvent): boolean =>
  name === "RunTask" || name === "ThreadControllerImpl::RunTask";
const isFrame = ({ name }: TraceEvent): boolean => name === "BeginMainThreadFrame";

/** Tasks that lie in no other, so that nothing is counted twice. */
function outermost(tasks: readonly TraceEvent[]): TraceEvent[] {
  let end = 0;
  return tasks
    .toSorted((a, b) => a.ts - b.ts)
    .filter(({ ts, dur = 0 }) => {
      if (ts < end) return false;
      end = ts + dur;
      return true;
    });
}

/** Longest that one way of scrolling may take: the longest of them is some seconds. */
const scrollMs = 60_000;

/** Gives up where something does not come to its end. */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Scrolls as a wheel does: so far, at so many pixels a second. */
async function scroll(page: Page, session: CDPSession, by: readonly [number, number]) {
  const box = await page.getByRole("grid").boundingBox();
  if (!box) throw new Error("no calendar");
  await session.send("Input.synthesizeScrollGesture", {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    xDistance: -by[0],
    yDistance: -by[1],
    speed: 3_000,
    gestureSourceType: "mouse",
    preventFling: true,
  });
}

/**
 * The calendar of a house of so many beds over so many nights, scrolled from end to end and down and up again: what the
 * page's main thread works in a frame, from a trace of Chromium.
 */
export async function scrolling(
  stage: Stage,
  {
    beds,
    nights,
    said,
  }: {
    readonly beds: number;
    readonly nights: number;
    /** How far it is. */
    readonly said: (line: string) => void;
  },
): Promise<Measured> {
  const what = `calendar, ${beds} beds × ${nights} nights, scrolled`;
  said(`${what}: furnishing the house`);
  const client = await stage.of("linden").client();
  const { vaults, kit } = await client.ask("found", { houses: 1 });
  const [vault] = vaults;
  if (vault === undefined) throw new Error("there is no house");
  await client.ask("furnish", { house: vault.house, beds, nights });
  await client.stop();
  said(`${what}: opening it in Chromium`);
  const device = await openDevice("desk");
  try {
    const { page } = device;
    await page.goto(stage.of("linden").origin);
    await openByKit(page, { code: kit, passphrase });
    await page.getByRole("heading", { name: /^Night of / }).waitFor();
    await openCalendar(page);
    const rows = page.getByRole("grid");
    await page.waitForFunction(
      (least) =>
        Number(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount")) > least,
      beds,
      { timeout: 120_000 },
    );
    // What was read is checked and kept a little later; that is not the scrolling's.
    await page.waitForTimeout(5_000);
    const width = await rows.evaluate((node) => Math.round(node.scrollWidth / 5));
    // A trace of each way: one of all of them grows so large that keeping it is work of the same processors.
    const ways: ReturnType<typeof framesOf>[] = [];
    for (const by of [
      [width, 0],
      [0, 1_500],
      [-width, 0],
      [0, -1_500],
      [-width / 2, 0],
      [width / 2, 0],
    ] as const) {
      said(`${what}: by ${by.map(Math.round).join(", ")}`);
      const session = await page.context().newCDPSession(page);
      ways.push(framesOf(await traced(session, () => within(scrollMs, scroll(page, session, by)))));
      await session.detach();
    }
    const work = ways.flatMap((way) => way.work);
    const processor = ways.flatMap((way) => way.processor);
    const seconds = ways.reduce((sum, way) => sum + way.work.length / way.perSecond, 0);
    const perSecond = work.length / seconds;
    const beside: Beside[] = [
      {
        what: `${what}: main thread's work in a frame, p95`,
        value: quantile(work, 0.95),
        unit: "ms",
      },
      { what: `${what}: the same, median`, value: quantile(work), unit: "ms" },
      { what: `${what}: the same, p99`, value: quantile(work, 0.99), unit: "ms" },
      { what: `${what}: the same, the longest`, value: Math.max(...work), unit: "ms" },
      {
        what: `${what}: processor time of that, p95`,
        value: quantile(processor, 0.95),
        unit: "ms",
      },
      { what: `${what}: the same, median`, value: quantile(processor), unit: "ms" },
      { what: `${what}: the same, p99`, value: quantile(processor, 0.99), unit: "ms" },
      { what: `${what}: frames seen`, value: work.length, unit: "" },
      { what: `${what}: observed rate`, value: perSecond, unit: "frames a second" },
    ];
    return { figures: [], beside };
  } finally {
    await device.close();
  }
}
