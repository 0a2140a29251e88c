import { expect, test } from "vitest";
import { utf8 } from "#crypto";
import { upkeepSchema } from "#vault/opening.ts";
import { until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { boardOf, engineOn, unlockByKit } from "./scene.ts";

const scene = theScene();

test("a record over which something is written that is nobody's record is gone for everybody alike", async () => {
  const { servers, director, staff, house } = scene();
  const open = engineOn(new Disk(), new Hostile(servers));
  expect(await unlockByKit(open, staff)).toMatchObject({ ok: true });
  const before = await boardOf(open, house);
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "residents", house: house.house });
  const { record } = insider.first(vault, "householdFile");
  const sealed = insider.seal(vault, { record, schema: upkeepSchema, payload: utf8("{}") });
  expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
  const fresh = engineOn(new Disk(), new Hostile(servers));
  expect(await unlockByKit(fresh, staff)).toMatchObject({ ok: true });
  const now = await boardOf(fresh, house);
  expect(now).not.toBe(before);
  await until("the same", async () => (await boardOf(open, house)) === now, 5_000);
  await open.lock();
  await fresh.lock();
});
