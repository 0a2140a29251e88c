import { expect, test } from "vitest";
import { utf8 } from "#crypto";
import { historyRequest } from "#contract/pull.ts";
import { upkeepSchema, writeRecord } from "#vault/opening.ts";
import { until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { theScene } from "./paths.ts";
import { boardOf, engineOn, unlockByKit } from "./scene.ts";

const scene = theScene();

test("a version that comes while others are asked for again is not put back by what was asked before it", async () => {
  const { servers, director, staff, house } = scene();
  const insider = await Insider.of(servers, director);
  const vault = insider.vault({ compartment: "residents", house: house.house });
  // More than are asked for at once.
  const many = Array.from({ length: 40 }, () =>
    insider.seal(vault, { schema: upkeepSchema, payload: utf8("{}") }),
  );
  expect(await insider.append(vault, [insider.frame(vault, many)])).toBe("taken");
  await insider.read();

  const hostile = new Hostile(servers);
  hostile.pages((page) => ({
    ...page,
    commits: page.commits.map((commit) => ({ ...commit, envelopes: [] })),
  }));
  hostile.reply("/v1/history", ({ envelopes }) => ({
    envelopes: envelopes.map(() => new Uint8Array(0)),
  }));
  const phone = engineOn(new Disk(), hostile);
  expect(await unlockByKit(phone, staff)).toMatchObject({ ok: true });
  const unreadable = async () =>
    (await phone.trust()).vaults.find((one) => one.vault === vault)?.unreadable ?? 0;
  await until("that nothing opens", async () => (await unreadable()) > 40);

  hostile.honest();
  let [asked, isWritten] = [0, false];
  hostile.before("/v1/history", async (sent) => {
    const isOfIt = historyRequest.decode(sent.body)?.log === (vault as string);
    if (isOfIt && asked++ === 1) await until("the newer version", () => isWritten);
    return sent;
  });
  await until("a second question", () => asked > 1);
  const file = insider.first(vault, "householdFile");
  const payload = structuredClone(file.payload) as { persons: { calledName: string }[] };
  (payload.persons[0] as { calledName: string }).calledName = "Ottilie";
  const sealed = insider.seal(vault, {
    record: file.record,
    payload: writeRecord("householdFile", payload, Date.now()),
  });
  expect(await insider.append(vault, [insider.frame(vault, [sealed])])).toBe("taken");
  await until("it on the board", async () => (await boardOf(phone, house))?.includes("Ottilie"));
  isWritten = true;
  await until("that all opens", async () => (await unreadable()) === 0);
  expect(await boardOf(phone, house)).toContain("Ottilie");
  await phone.lock();
});
