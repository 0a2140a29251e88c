import { expect, test } from "vitest";
import { equal } from "#crypto";
import { alarmsOf, until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { boardOf, engineOn, unlockByKit } from "./scene.ts";

const scene = theScene();

test("an envelope that is withheld is asked for again, whoever has written its bytes somewhere else", async () => {
  const { servers, director, staff, house, truths } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "residents", house: house.house });
  const { live } = insider.first(vault, "householdFile");
  const answer = await insider.api.history(vault, [live.envelopeHash]);
  const envelope = answer.ok ? answer.value[0] : undefined;
  if (envelope === undefined) throw new Error("not to be had");
  const { leaf } = insider.seal(vault, { payload: new Uint8Array(8) });
  const copy = { leaf: { ...leaf, envelopeHash: live.envelopeHash }, envelope };
  expect(await insider.append(vault, [insider.frame(vault, [copy])])).toBe("taken");

  // It is given for the copy, and for nothing else.
  const hostile = new Hostile(servers);
  const nothing = new Uint8Array(0);
  hostile.pages((page) => {
    const at = page.log === (vault as string) ? live.position - page.from : -1;
    const commits = page.commits.map((commit, i) => ({
      ...commit,
      envelopes: commit.envelopes.map((one) => (i === at ? nothing : one)),
    }));
    return { ...page, commits };
  });
  let asked = 0;
  hostile.reply("/v1/history", ({ envelopes }) => {
    const first = envelopes.findIndex((one) => equal(one, envelope));
    if (first >= 0) asked++;
    return { envelopes: envelopes.map((one, i) => (i === first ? nothing : one)) };
  });
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, staff)).toMatchObject({ ok: true });
  const isWithheld = (): boolean =>
    alarmsOf(phone).some((one) => one.code === "envelope-withheld" && one.vault === vault);
  await until("an alarm", isWithheld);
  await until("that it is asked for again and again", () => asked > 3);
  expect(isWithheld()).toBe(true);
  hostile.honest();
  await until("all of it", async () => (await boardOf(phone, house)) === truths.at(-1));
  await until("that it ends", () => !isWithheld());
  await phone.lock();
});
