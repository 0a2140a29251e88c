import { expect, test } from "vitest";
import { type ViewName, views } from "#domain/views.ts";
import { until } from "../engine/people.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { paths, register } from "./register.ts";
import { boardOf, canary, engineOn, unlockHere } from "./scene.ts";

const scene = theScene();

test("fifty records opened in turn ask nothing of the server", async (context) => {
  const { servers, director, warm, house, truths } = scene();
  const hostile = new Hostile(servers);
  const engine = engineOn(warm.copy(), hostile);
  expect(await unlockHere(engine)).toMatchObject({ ok: true });
  await until("everything", async () => (await boardOf(engine, house)) === truths.at(-1));
  await until("a connection", async () => {
    const status = await engine.status();
    return status.is === "open" && status.online;
  });
  // What is asked after coming in by itself is asked once, a few seconds later.
  await until(
    "quiet",
    async () => {
      const before = hostile.sent.length;
      await new Promise((later) => setTimeout(later, 4_000));
      return hostile.sent.length === before;
    },
    40_000,
  );

  const { follow } = await Insider.of(servers, director);
  const stays = [...(follow.state.houses.get(house.house)?.files.keys() ?? [])];
  expect(stays.length).toBeGreaterThan(2);
  const before = hostile.sent.length;
  let shown = "";
  for (let i = 0; i < 50; i++) {
    const stayRef = stays[i % stays.length];
    for (const name of Object.keys(views) as ViewName[]) {
      const args = { house: house.house, stayRef, text: canary, stays: [], persons: [] };
      shown += JSON.stringify(await engine.view(name, args as never).catch(() => undefined));
    }
  }
  expect(shown).toContain(canary);
  expect(hostile.sent.slice(before).map(({ path }) => path)).toEqual([]);
  // Nor does any address that was ever asked name anything.
  expect(
    [...new Set(hostile.sent.map(({ path }) => path))].filter((path) => /[0-9a-f]{16}/.test(path)),
  ).toEqual([]);
  await engine.lock();
  const attack = "fifty records opened, and the requests counted";
  const line = {
    row: 40,
    attack,
    is: "tried",
    code: "none",
    alarm: "none",
    shown: "the truth",
    goesOn: true,
  } as const;
  register(context, { ...line, path: "L" });
  const why = "the same requests are made whatever is looked at";
  register(
    context,
    ...paths
      .filter((path) => path !== "L")
      .map((path) => ({ row: 40, attack, path, is: "not", why }) as const),
  );
});
