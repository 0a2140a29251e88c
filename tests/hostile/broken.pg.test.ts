import { expect, onTestFinished, test } from "vitest";
import { type ActName, acts } from "#domain/acts.ts";
import type { BedId } from "#domain/ids.ts";
import { type ViewName, views } from "#domain/views.ts";
import { createEngine } from "#vault/create.ts";
import { arrival, until } from "../engine/people.ts";
import { Hostile } from "./hostile.ts";
import { theScene } from "./paths.ts";
import { paths, register } from "./register.ts";
import { boardOf, unlockHere } from "./scene.ts";

const scene = theScene();
/** Stands in every exception that is thrown here. */
const name = "Wisteria-Halloway";

/** Has every function of a table throw an exception with a name in it, until the test is over. */
function breaks<T extends object>(
  table: T,
  keys: readonly (keyof T)[],
  spare: readonly string[] = [],
): void {
  for (const key of keys) {
    if (spare.includes(String(key))) continue;
    const before = table[key];
    Object.assign(table, {
      [key]: () => {
        throw new Error(`${name} could not be read: ${String(key)}`);
      },
    });
    onTestFinished(() => void Object.assign(table, { [key]: before }));
  }
}

test("whatever breaks in a rule or a view, no word of it is said to anybody, and everything else goes on", async (context) => {
  const { servers, warm, house, truths } = scene();
  const hostile = new Hostile(servers);
  const said: string[] = [];
  const printed: string[] = [];
  for (const level of ["log", "error", "warn", "info"] as const) {
    const before = console[level];
    console[level] = (...all: unknown[]) => void printed.push(all.map(String).join(" "));
    onTestFinished(() => void (console[level] = before));
  }
  const engine = createEngine({
    ...hostile.ports,
    stores: warm.copy().stores,
    timeZone: "Europe/Paris",
    broken: (what) => said.push(what),
  });
  expect(await unlockHere(engine)).toMatchObject({ ok: true });
  await until("a connection", async () => {
    const status = await engine.status();
    return status.is === "open" && status.online;
  });
  const boards: unknown[] = [];
  engine.watch("houses", {}, () => undefined);
  engine.watch("tonight", { house: house.house }, (view) => boards.push(view));
  await until("a board", () => boards.length > 0);

  breaks(views as Record<ViewName, unknown>, Object.keys(views) as ViewName[], ["tonight"]);
  await scene().stir();
  await until(
    "a board after a view that breaks",
    async () => (await boardOf(engine, house)) === truths.at(-1),
  );
  await until("what broke, by its name", () => said.includes("the view houses could not be made"));
  await expect(engine.view("people", { text: "" })).rejects.toThrow(name);

  breaks(acts as Record<ActName, unknown>, Object.keys(acts) as ActName[]);
  const input = arrival(house, house.beds[6] as BedId, "Ute");
  expect(await engine.act("placeHousehold", input)).toMatchObject({
    ok: false,
    refusal: { code: "not-well-formed" },
  });

  await engine.lock();
  const everything = [
    ...servers.lines,
    ...printed,
    ...said,
    ...hostile.sent.map(({ path, body }) => `${path} ${Buffer.from(body).toString("latin1")}`),
  ].join("\n");
  expect(everything.length).toBeGreaterThan(500);
  expect(everything).not.toContain(name);
  const line = {
    row: 46,
    attack: "an exception with a name in it, thrown in every view and every act",
    is: "tried",
    code: "not-well-formed",
    alarm: "none",
    shown: "all else",
    goesOn: true,
  } as const;
  register(context, { ...line, path: "L" });
  const why = "it is the client's own program that breaks";
  register(
    context,
    ...paths
      .filter((path) => path !== "L")
      .map((path) => ({ row: 46, attack: line.attack, path, is: "not", why }) as const),
  );
});
