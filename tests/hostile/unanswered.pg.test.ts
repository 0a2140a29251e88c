import { afterAll, beforeAll, expect, test } from "vitest";
import { movedReply } from "#contract/pull.ts";
import { serverErrors } from "#contract/errors.ts";
import type { Engine } from "#vault/engine.ts";
import {
  alarmsOf,
  done,
  makeDevice,
  passphrase,
  rightsOf,
  until,
  withRights,
} from "../engine/people.ts";
import { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { register } from "./register.ts";
import { type Scene, boardOf, engineOn, makeScene, toggle, unlockHere } from "./scene.ts";

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
}, 120_000);
afterAll(() => scene.stop());

const gone = (): never => {
  throw new TypeError("no network");
};
const invited = (displayName: string) =>
  done(
    scene.director.engine.invite({
      preset: "staff",
      houses: [scene.house.house],
      displayName,
      inPerson: true,
    }),
  );
const joining = (engine: Engine, code: string, loginId: string) =>
  engine.join({
    code,
    displayName: "Cleo",
    loginId,
    passphrase,
    deviceLabel: "Phone",
    sharedDevice: true,
  });
test("a join of which the first answer is lost is answered when it is asked for again", async (context) => {
  const { code } = await invited("Cleo");
  const hostile = new Hostile(scene.servers);
  let lost = 0;
  hostile.raw("/v1/join", (raw) => (++lost === 1 ? gone() : raw));
  const { engine } = makeDevice(scene.servers.url, hostile.ports);
  await done(joining(engine, code, "cleo-first"));
  // Asked again as the invited person, and then as the member that she is: her invite opens nothing any more.
  expect(lost).toBe(2);
  await withRights(engine, rightsOf("staff"));
  await engine.lock();
  register(context, {
    row: 26,
    attack: "the answer to a join lost, with the invite used up",
    path: "C",
    is: "tried",
    code: "none",
    alarm: "none",
    shown: "the truth",
    goesOn: true,
  });
});

test("a join of which no answer comes is kept, and made good by whoever opens the device", async (context) => {
  const { code } = await invited("Dora");
  const hostile = new Hostile(scene.servers);
  hostile.raw("/v1/join", gone);
  const device = makeDevice(scene.servers.url, hostile.ports);
  const unsure = await joining(device.engine, code, "dora-first");
  expect(unsure).toEqual({ ok: false, code: "enrolment-unsure" });
  const insider = await Insider.of(scene.servers, scene.director);
  await insider.read();
  const members = insider.follow.book.roster.members.size;
  let engine = await device.reload();
  // On a shared device, too: she has no sheet yet from which her account key could be scanned.
  expect(await engine.accounts()).toMatchObject([{ needsAccountKey: false }]);
  expect(await unlockHere(engine)).toEqual({ ok: false, code: "enrolment-unsure" });
  hostile.honest();
  await done(unlockHere(engine));
  await withRights(engine, rightsOf("staff"));
  expect(await engine.draft("kit")).toEqual({ confirmed: false });
  await until("the house", () => boardOf(engine, scene.house));
  await insider.read();
  expect(insider.follow.book.roster.members.size).toBe(members);
  expect(await engine.accounts()).toMatchObject([{ needsAccountKey: true }]);
  const { groups } = await engine.kit();
  engine = await device.reload();
  const [account] = await engine.accounts();
  await done(engine.unlock({ account: account?.id ?? "", passphrase, accountKey: groups }));
  await engine.lock();
  register(context, {
    row: 26,
    attack: "every answer to a join lost, and the tab closed",
    path: "C",
    is: "tried",
    code: "enrolment-unsure",
    alarm: "none",
    shown: "nothing",
    goesOn: true,
  });
});

test("a join that is refused leaves nothing on the device", async () => {
  const { code } = await invited("Edda");
  const hostile = new Hostile(scene.servers);
  hostile.before("/v1/join", () => ({
    status: serverErrors["wrong-commit"],
    bytes: new TextEncoder().encode('{"code":"wrong-commit"}'),
  }));
  const { engine } = makeDevice(scene.servers.url, hostile.ports);
  const refused = await joining(engine, code, "edda-first");
  expect(refused).toEqual({ ok: false, code: "wrong-commit" });
  expect(await engine.accounts()).toEqual([]);
});

test("a server that always says that a log has moved is asked with patience, and a person is told", async (context) => {
  const hostile = new Hostile(scene.servers);
  const engine = engineOn(scene.warm.copy(), hostile);
  await done(unlockHere(engine));
  await until("a connection", async () => {
    const status = await engine.status();
    return status.is === "open" && status.online;
  });
  let asked = 0;
  hostile.before("/v1/append", () => {
    asked++;
    const bytes = movedReply.encode({ pages: [] });
    return { status: serverErrors.moved, bytes };
  });
  const [, , , , , bed] = scene.house.beds;
  if (bed === undefined) throw new Error("no bed");
  const blocking = toggle(engine, scene.house, { bed, blocked: undefined });
  await until("an alarm", () => alarmsOf(engine).some(({ code }) => code === "moved"));
  const before = asked;
  await new Promise((later) => setTimeout(later, 3_000));
  expect(asked - before).toBeLessThan(6);
  hostile.honest();
  const block = await blocking;
  await until("no alarm", () => alarmsOf(engine).length === 0);
  await toggle(engine, scene.house, { bed, blocked: block });
  await engine.lock();
  register(context, {
    row: 26,
    attack: "every append answered with `moved`",
    path: "L",
    is: "tried",
    code: "moved",
    alarm: "passes",
    shown: "the truth",
    goesOn: true,
  });
});
