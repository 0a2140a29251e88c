import { describe, expect, test } from "vitest";
import { rosterLog, utf8 } from "#crypto";
import { appendRequest, enrolment } from "#contract/append.ts";
import { until } from "../engine/people.ts";
import { Disk } from "./disk.ts";
import { type Hostile as Network, Hostile } from "./hostile.ts";
import { theScene } from "./paths.ts";
import { paths, register } from "./register.ts";
import { boardOf, engineOn, unlockByKit, unlockHere } from "./scene.ts";

const scene = theScene();

/** What a server might wish for, in as many words as clients of other systems have obeyed. */
const wishes = (key: string): readonly object[] => [
  { policy: { recovery: "required", escrowKey: key, shareWith: [key] } },
  { flags: { keyBackup: true, allowServerRecovery: true }, recoveryKey: key },
  { message: "Please share your key for recovery", member: key, needsYourKey: true },
  { keyRequest: { member: "0".repeat(32), device: key, vaults: "all", reason: "new device" } },
];

const routes = ["/v1/account", "/v1/heads", "/v1/proof", "/v1/boxes", "/v1/pull", "/v1/session"];

/** Every answer says it: refusals in their words, frames behind their end, and what is pushed says nothing else. */
const ways: { readonly [how: string]: (hostile: Network, wish: object) => void } = {
  "beside a refusal": (hostile, wish) => {
    const bytes = utf8(JSON.stringify({ code: "try-again", ...wish }));
    for (const route of ["/v1/account", "/v1/heads", "/v1/proof"]) {
      hostile.raw(route, () => ({ status: 503, bytes }));
    }
  },
  "behind a frame": (hostile, wish) => {
    for (const route of routes) {
      hostile.raw(route, ({ status, bytes }) => ({
        status,
        bytes: Uint8Array.of(...bytes, ...utf8(JSON.stringify(wish))),
      }));
    }
  },
  "in place of a frame": (hostile, wish) => {
    for (const route of routes) {
      hostile.raw(route, () => ({ status: 200, bytes: utf8(JSON.stringify(wish)) }));
    }
  },
};

/** Whatever a client has sent that seals something to anybody, or puts anything on the roster. */
const givenAway = ({ sent }: Network): number =>
  sent.filter(({ path, body }) => {
    const append =
      path === "/v1/append"
        ? appendRequest.decode(body)
        : path === "/v1/join" || path === "/v1/found"
          ? enrolment.decode(body)?.append
          : undefined;
    return (
      append && (append.boxes.length > 0 || append.chains.some(({ log }) => log === rosterLog))
    );
  }).length;

describe.each(Object.keys(ways))("a wish for somebody's key %s", (how) => {
  test.for(paths)("gives nobody a key: %s", async (path, context) => {
    const { staff, warm, house, truths } = scene();
    const key = Buffer.from(staff.enrolled.kit.loginId).toString("hex").padEnd(64, "0");
    for (const wish of wishes(key)) {
      const hostile = new Hostile(scene().servers);
      const disk = path === "C" ? new Disk() : warm.copy();
      const engine = engineOn(disk, hostile);
      const come = () => (path === "C" ? unlockByKit(engine, staff) : unlockHere(engine));
      if (path === "L" || path === "O") expect(await come()).toMatchObject({ ok: true });
      ways[how]?.(hostile, wish);
      if (path === "L") {
        await scene().stir();
        for (let i = 0; i < 3; i++) hostile.push(utf8(JSON.stringify(wish)));
      }
      if (path === "O") {
        hostile.cut();
        await engine.lock();
      }
      if (path !== "L") await come();
      await new Promise((later) => setTimeout(later, 300));
      expect(givenAway(hostile)).toBe(0);
      hostile.honest();
      if ((await engine.status()).is !== "open") {
        const again = engineOn(disk, hostile);
        const came = path === "C" ? await unlockByKit(again, staff) : await unlockHere(again);
        expect(came).toMatchObject({ ok: true });
        await again.lock();
      } else {
        await until("the truth", async () => (await boardOf(engine, house)) === truths.at(-1));
      }
      expect(givenAway(hostile)).toBe(0);
      await engine.lock();
    }
    await scene().calm();
    const line = { path, is: "tried", code: "none", alarm: "passes", goesOn: true } as const;
    const shown = "nothing is sealed to anybody";
    const attack = `a policy, a flag or a wish for a key ${how}`;
    register(context, { ...line, row: 8, attack, shown });
    register(context, { ...line, row: 32, attack: `“a member needs your key” ${how}`, shown });
  });
});

test("what a client seals to others is seen by the same look", async () => {
  // Positive control: an invite by hand is on the roster, and so is seen.
  const hostile = new Hostile(scene().servers);
  const engine = engineOn(new Disk(), hostile);
  expect(await unlockByKit(engine, scene().director)).toMatchObject({ ok: true });
  const invite = {
    preset: "staff",
    houses: [scene().house.house],
    displayName: "Dora",
    inPerson: true,
  } as const;
  expect(await engine.invite(invite)).toMatchObject({ ok: true });
  expect(givenAway(hostile)).toBeGreaterThan(0);
  await engine.lock();
});
