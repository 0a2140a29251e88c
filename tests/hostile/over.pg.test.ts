import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { noHash, utf8 } from "#crypto";
import type { Place } from "#domain/compartments.ts";
import type { Engine } from "#vault/engine.ts";
import { meaningSchema, upkeepSchema } from "#vault/opening.ts";
import { alarmsOf, until } from "../engine/people.ts";
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

test.for(["taken away", "written over"])(
  "a vault of which it is %s what it is for is an alarm for whoever comes new to it, and read all the same",
  async (how) => {
    const { servers, director, staff, house } = scene();
    const insider = await Insider.of(servers, staff);
    const compartment = how === "taken away" ? "capacity" : "exchange";
    const place =
      compartment === "capacity" ? { compartment, house: house.house } : { compartment };
    const vault = insider.vault(place as Place);
    const { live } = insider.follow.book.state(vault);
    const [record] = [...live].find(([, { schema }]) => schema === meaningSchema) ?? [];
    if (record === undefined) throw new Error("it says nothing");
    const { leaf, envelope } = insider.seal(vault, { record, payload: utf8("{}") });
    const none = { contentCommit: noHash, envelopeHash: noHash };
    const sealed =
      how === "taken away"
        ? { leaf: { ...leaf, kind: "tombstone" as const, ...none } }
        : { leaf, envelope };
    expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
    const fresh = engineOn(new Disk(), new Hostile(servers));
    expect(await unlockByKit(fresh, director)).toMatchObject({ ok: true });
    await until(
      "an alarm",
      () =>
        alarmsOf(fresh).some((one) => one.code === "vault-meaning-wrong" && one.vault === vault),
      5_000,
    );
    const counted = async (engine: Engine) => {
      const { vaults } = await engine.trust();
      const { records, unreadable } = vaults.find((one) => one.vault === vault) ?? {};
      return [records, unreadable];
    };
    const all = await counted(director.engine);
    expect(all[0]).toBeGreaterThan(0);
    await until("all of it", async () => isDeepStrictEqual(await counted(fresh), all), 10_000);
    await fresh.lock();
  },
);
