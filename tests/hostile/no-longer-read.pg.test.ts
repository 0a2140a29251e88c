import { expect, test } from "vitest";
import { alarmsOf, done, until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { engineOn, unlockByKit } from "./scene.ts";

const scene = theScene();

test("what was withheld of a vault is no alarm any more for whoever may not read it any longer", async () => {
  const { servers, director, staff, house } = scene();
  const insider = await Insider.of(servers, staff);
  const vault = insider.vault({ compartment: "residents", house: house.house });
  const hostile = new Hostile(servers);
  const nothing = new Uint8Array(0);
  hostile.pages((page) => ({
    ...page,
    commits: page.commits.map((commit) => ({ ...commit, envelopes: [] })),
  }));
  hostile.reply("/v1/history", ({ envelopes }) => ({ envelopes: envelopes.map(() => nothing) }));
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, staff)).toMatchObject({ ok: true });
  const isSaid = (): boolean =>
    alarmsOf(phone).some((one) => one.code === "envelope-withheld" && one.vault === vault);
  await until("an alarm", isSaid);
  const { member } = insider;
  await done(director.engine.takeAway({ is: "change", member, rights: [{ vault, right: 0 }] }));
  hostile.honest();
  await until("that it has gone", () => !isSaid(), 10_000);
  await phone.lock();
});
