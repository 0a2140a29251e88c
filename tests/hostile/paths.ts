import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { utf8 } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { BedId } from "#domain/ids.ts";
import type { Alarm, Engine } from "#vault/engine.ts";
import { until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { type Alarmed, type Path, paths, register } from "./register.ts";
import {
  type Scene,
  boardOf,
  canary,
  engineOn,
  makeScene,
  toggle,
  unlockByKit,
  unlockHere,
} from "./scene.ts";

/** What of the house is shown: by the truth as the director sees it, and as it was at any time before. */
export type Shown = "nothing" | "the truth" | "an earlier truth" | "all but the unreadable";

/** What must be seen of an attack. */
export interface Expected {
  /** Of the refusal or the alarm; `cannot-open` where a record is unreadable; `none` where the lie is without effect. */
  readonly code: ErrorCode | "none";
  readonly alarm: Alarmed;
  readonly shown: Shown;
}

/** Where an attack is tried. */
export interface Stage {
  readonly scene: Scene;
  readonly path: Path;
  readonly hostile: Hostile;
  readonly disk: Disk;
  /** The client under attack. */
  readonly engine: () => Engine;
  /** The director, with a program of her own, who has read everything. */
  readonly insider: () => Promise<Insider>;
}

type Lie = (hostile: Hostile, stage: Stage) => void | Promise<void>;

/** An attack: what is told in place of the truth, and what must come of it. Each path is in `on` or in `not`. */
export interface Attack {
  readonly row: number;
  readonly name: string;
  readonly on: { readonly [P in Path]?: Expected };
  readonly not?: { readonly [P in Path]?: string };
  /**
   * Sets mutators. Runs before the client is opened, and on L and O while it is open. Several lies, told one after
   * another, must all come to the same.
   */
  readonly lie: Lie | readonly Lie[];
  /** Something honest that the lie is about; the director's block by default. */
  readonly stir?: (stage: Stage) => Promise<void>;
  /**
   * Instead of the lie, on O: changes what the device keeps while it is closed; it is then opened without a network.
   * Several are tried one after another.
   */
  readonly atRest?: readonly ((disk: Disk, stage: Stage) => void | Promise<void>)[];
  /** Somebody honest mends what a member has done. */
  readonly heal?: (stage: Stage) => Promise<void>;
  /** What else must hold while the lie lasts. */
  readonly check?: (stage: Stage) => void | Promise<void>;
}

let insider: Insider | undefined;

/** One scene for the attacks of a file. */
export function theScene(): () => Scene {
  let scene: Scene | undefined;
  beforeAll(async () => {
    scene = await makeScene();
    insider = undefined;
  }, 120_000);
  afterAll(() => scene?.stop());
  return () => {
    if (scene === undefined) throw new Error("the scene is not made");
    return scene;
  };
}

/** Performs an attack on every path where it makes sense; each is a test. */
export function attack(scene: () => Scene, how: Attack): void {
  const { row, name } = how;
  const tried = paths.filter((path) => how.on[path] !== undefined);
  const not = paths.filter((path) => how.on[path] === undefined);
  describe(`${row}. ${name}`, () => {
    test.for(tried)("%s", async (path, context) => {
      const expected = how.on[path] as Expected;
      const seen = await perform(scene(), { path, how, expected });
      expect(seen).toEqual(seen.map(() => expected));
      register(context, { row, attack: name, path, is: "tried", ...expected, goesOn: true });
    });
    test.for(not)("%s does not apply", (path, context) => {
      const why = how.not?.[path] ?? "";
      expect(why).not.toBe("");
      register(context, { row, attack: name, path, is: "not", why });
    });
  });
}

/** Makes the attack: what is seen meanwhile, once more when opened again, and what becomes of the alarm. */
async function perform(
  scene: Scene,
  { path, how, expected }: { path: Path; how: Attack; expected: Expected },
): Promise<readonly Expected[]> {
  const hostile = new Hostile(scene.servers);
  const disk = path === "C" ? new Disk() : scene.warm.copy();
  let engine = engineOn(disk, hostile);
  const stage: Stage = {
    scene,
    path,
    hostile,
    disk,
    engine: () => engine,
    insider: async () => {
      insider ??= await Insider.of(scene.servers, scene.director);
      await insider.read();
      return insider;
    },
  };
  const stir = how.stir ?? (() => scene.stir());
  const lies = typeof how.lie === "function" ? [how.lie] : how.lie;
  const unlock = () => (path === "C" ? unlockByKit(engine, scene.staff) : unlockHere(engine));
  let refused: ErrorCode | undefined;
  const open = async (): Promise<void> => {
    const came = await unlock();
    refused = came.ok ? undefined : came.code;
  };
  // Whether an alarm stays is seen later; until then it is what it should be.
  const then = expected.alarm === "none" ? "stays" : expected.alarm;
  const seen: Expected[] = [];
  const holds = async (): Promise<boolean> => {
    const now = async (): Promise<Expected> => {
      const { shown, alarms } = await look(stage);
      const alarm = alarms.find(({ code }) => code === expected.code) ?? alarms[0];
      const without = (await unreadable(engine)) > 0 ? "cannot-open" : "none";
      const code = refused ?? alarm?.code ?? without;
      return { code, alarm: alarm === undefined ? "none" : then, shown };
    };
    const found = await settled(now, expected);
    seen.push(found);
    if (JSON.stringify(found) !== JSON.stringify(expected)) return false;
    await how.check?.(stage);
    noLeak(stage);
    return true;
  };

  await scene.calm();
  if (path === "O" && how.atRest !== undefined) {
    hostile.cut();
    for (const change of how.atRest) {
      disk.become(scene.warm);
      await change(disk, stage);
      await open();
      if (!(await holds())) return seen;
    }
  } else if (path === "C" || path === "W") {
    await stir(stage);
    for (const lie of lies) {
      // Each is told to a client that has heard none of the others.
      await engine.lock();
      disk.become(path === "C" ? new Disk() : scene.warm);
      hostile.honest();
      hostile.sent.length = 0;
      await lie(hostile, stage);
      await open();
      if (!(await holds())) return seen;
    }
  } else {
    expect(await unlock()).toMatchObject({ ok: true });
    await until("a connection", async () => isOnline(engine), 40_000);
    for (const lie of lies) {
      hostile.honest();
      await scene.calm();
      await until("calm", async () => (await look(stage)).shown === "the truth", 40_000);
      await lie(hostile, stage);
      await stir(stage);
      if (!(await holds())) return seen;
    }
    if (path === "O") {
      await disk.quiet();
      hostile.cut();
      await engine.lock();
      engine = engineOn(disk, hostile);
      expect(await unlock()).toMatchObject({ ok: true });
      if (!(await holds())) return seen;
    }
  }

  hostile.honest();
  await how.heal?.(stage);
  await goOn(stage, async () => {
    // On a machine that has too much to do the honest server says so.
    await until("time for it", async () => {
      await open();
      return refused !== "try-again";
    });
    expect(refused).toBeUndefined();
  });
  const isLeft = async () => (await look(stage)).alarms.length > 0;
  if (expected.alarm !== "none") {
    await engine.lock();
    engine = engineOn(disk, hostile);
    expect(await unlockHere(engine)).toMatchObject({ ok: true });
    if (expected.alarm === "stays") expect(await isLeft()).toBe(true);
    else await until("no alarm", async () => !(await isLeft()));
  }
  await engine.lock();
  return seen;
}

/** Waits until what is seen is what must be, and looks once more a little later. */
async function settled(now: () => Promise<Expected>, expected: Expected): Promise<Expected> {
  const same = async () => JSON.stringify(await now()) === JSON.stringify(expected);
  await until("what is expected", same, 15_000).catch(() => undefined);
  await new Promise((later) => setTimeout(later, 60));
  return now();
}

/** What the client shows, and its alarms. */
async function look({ scene, engine }: Stage): Promise<{ shown: Shown; alarms: readonly Alarm[] }> {
  let alarms: readonly Alarm[] = [];
  engine().onAlarms((all) => (alarms = all))();
  return { shown: shownOf(await boardOf(engine(), scene.house), scene), alarms };
}

/** How many records are shown as unreadable. */
async function unreadable(engine: Engine): Promise<number> {
  if ((await engine.status()).is !== "open") return 0;
  const { vaults } = await engine.trust();
  return vaults.reduce((sum, vault) => sum + vault.unreadable, 0);
}

function shownOf(board: string | undefined, { truths }: Scene): Shown {
  if (board === undefined) return "nothing";
  if (board === truths.at(-1)) return "the truth";
  if (truths.includes(board)) return "an earlier truth";
  const nameless = (text: string): string =>
    text.replaceAll(/"occupied","[^"]*"/g, '"occupied","?"');
  if (truths.map(nameless).includes(nameless(board))) return "all but the unreadable";
  throw new Error(`something is shown that was never true: ${board}`);
}

const isOnline = async (engine: Engine): Promise<boolean> => {
  const status = await engine.status();
  return status.is === "open" && status.online;
};

/** What nobody may read stands neither in what was sent nor on the disk. */
function noLeak({ hostile, disk }: Stage): void {
  const name = Buffer.from(utf8(canary));
  const places = [...hostile.sent.map(({ body }) => body), ...disk.all()];
  expect(places.filter((bytes) => Buffer.from(bytes).includes(name))).toEqual([]);
}

/** Among honest people again, the client is open, sees what others do, and what she does is seen. */
async function goOn(stage: Stage, open: () => Promise<void>): Promise<void> {
  const { scene, engine } = stage;
  const { house, director } = scene;
  if ((await engine().status()).is === "locked") await open();
  await until("a connection", async () => isOnline(engine()), 40_000);
  await scene.stir();
  await until(
    "what the director did",
    async () => (await look(stage)).shown === "the truth",
    20_000,
  );
  const bed = house.beds[5] as BedId;
  const blocked = await toggle(engine(), house, { bed, blocked: undefined });
  const isMine = async (who: Engine) =>
    JSON.stringify(await boardOf(who, house)).includes('\\"B\\",\\"out-of-service');
  await until("what she did, at the director's", () => isMine(director.engine));
  await toggle(engine(), house, { bed, blocked });
  await until("what she ended, at the director's", async () => !(await isMine(director.engine)));
}
