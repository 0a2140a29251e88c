import { expect, test } from "vitest";
import { type WrapKey, openBundle, readKitCode, sha256 } from "#crypto";
import { loginRequest, sessionRequest } from "#contract/account.ts";
import { Hand } from "../server/hand.ts";
import { Disk } from "./disk.ts";
import { Hostile } from "./hostile.ts";
import { theScene } from "./paths.ts";
import { type Path, register } from "./register.ts";
import { engineOn, unlockByKit, unlockHere } from "./scene.ts";
import type { Answered } from "./wire.ts";

const scene = theScene();
const line = (row: number, attack: string, path: Path, code: string) =>
  ({
    row,
    attack,
    path,
    is: "tried",
    code,
    alarm: "none",
    shown: "nothing",
    goesOn: true,
  }) as const;
const not = (row: number, attack: string, path: Path, why: string) =>
  ({ row, attack, path, is: "not", why }) as const;

/** Has somebody come in on a new device, and keeps what the server sees of it. */
async function watched() {
  const hostile = new Hostile(scene().servers);
  let released: Answered<"/v1/login"> | undefined;
  hostile.reply("/v1/login", (answer) => (released = answer));
  const engine = engineOn(new Disk(), hostile);
  expect(await unlockByKit(engine, scene().staff)).toMatchObject({ ok: true });
  await engine.lock();
  const body = (path: string) => hostile.sent.find((sent) => sent.path === path)?.body;
  return { released, login: body("/v1/login"), session: body("/v1/session") };
}

test("what the server sees of a login opens nothing", async (context) => {
  const { released, login } = await watched();
  const kit = readKitCode(scene().staff.enrolled.kit.code);
  const authKey = loginRequest.decode(login ?? new Uint8Array(0))?.authKey;
  if (released === undefined || authKey === undefined || !kit.ok) throw new Error("nothing seen");
  const { org, member } = kit.value;
  const { bundle, bundleVersion, generation } = released;
  for (const key of [authKey, sha256(authKey), authKey.toReversed()]) {
    const opened = openBundle(
      bundle,
      { org, member, bundleVersion, generation },
      key as Uint8Array as WrapKey,
    );
    expect(opened).toEqual({ ok: false, error: "cannot-open" });
  }
  const name = "the auth key that the server sees, tried on the bundle that it keeps";
  const why = "the bundle that a device keeps is opened there; the server sees no auth key";
  register(
    context,
    line(3, name, "C", "cannot-open"),
    ...(["W", "L", "O"] as const).map((path) => not(3, name, path, why)),
  );
});

for (const path of ["L", "O"] as const) {
  test(`a PIN guessed six times locks and wipes, ${path}`, async (context) => {
    const hostile = new Hostile(scene().servers);
    const engine = engineOn(scene().warm.copy(), hostile);
    if (path === "O") hostile.cut();
    expect(await unlockHere(engine)).toMatchObject({ ok: true });
    await engine.setPin("2580");
    await engine.cover();
    for (const pin of ["0000", "1111", "1234", "2581"]) {
      expect(await engine.uncover(pin)).toEqual({ ok: false, code: "mistyped" });
      expect((await engine.status()).is).toBe("covered");
    }
    expect(await engine.uncover("9999")).toEqual({ ok: false, code: "mistyped" });
    expect(await engine.status()).toEqual({ is: "locked", why: "pin-tried" });
    expect(await engine.uncover("2580")).toEqual({ ok: false, code: "session-ended" });
    await expect(engine.view("tonight", { house: scene().house.house })).rejects.toThrow("locked");
    hostile.honest();
    expect(await unlockHere(engine)).toMatchObject({ ok: true });
    const name = "a PIN guessed six times";
    const why = "a client that is not open is not covered either";
    register(context, line(3, name, path, "mistyped"));
    if (path === "L")
      register(context, ...(["C", "W"] as const).map((one) => not(3, name, one, why)));
    await engine.lock();
  });
}

test("a captured login makes no session, at this host, for another host, or for another action", async (context) => {
  const { login, session } = await watched();
  if (login === undefined || session === undefined) throw new Error("nothing seen");
  const nobody = new Hand(scene().servers.url);
  expect((await nobody.post("/v1/session", session)).code).toBe("login-refused");
  const asked = sessionRequest.decode(session);
  if (asked === undefined) throw new Error("no session");
  const fresh = await nobody.post("/v1/challenge", session.slice(0, 49));
  expect(fresh.status).toBe(200);
  const nonce = fresh.bytes.slice(0, 32);
  const again = sessionRequest.encode({ ...asked, nonce });
  expect((await nobody.post("/v1/session", again)).code).toBe("login-refused");
  const invite = { is: "invite", invite: asked.nonce } as never;
  const joins = sessionRequest.encode({ ...asked, subject: invite });
  expect((await nobody.post("/v1/session", joins)).code).toBe("login-refused");
  // The auth key releases the sealed bundle, and no token.
  const released = await nobody.post("/v1/login", login);
  expect(released.status).toBe(200);
  expect(released.bytes).toHaveLength(4 + 4 + 4 + 176);
  const name = "a captured login replayed, with a new challenge, as another action";
  const why = "the client's own requests are not what is replayed";
  register(
    context,
    { ...line(11, name, "C", "login-refused"), path: "S", shown: "at most the sealed bundle" },
    ...(["C", "W", "L", "O"] as const).map((path) => not(11, name, path, why)),
  );
});

test("a login that another host passes on makes no session here", async (context) => {
  const relay = "a host that passes everything on to this one";
  for (const path of ["C", "W"] as const) {
    const hostile = new Hostile(scene().servers);
    const elsewhere = { ...hostile.ports, origin: "http://elsewhere.example" };
    const disk = path === "C" ? new Disk() : scene().warm.copy();
    const engine = engineOn(disk, { ports: elsewhere } as Hostile);
    const came = path === "C" ? await unlockByKit(engine, scene().staff) : await unlockHere(engine);
    // A warm client shows what it has, and has no session.
    if (path === "C") expect(came).toEqual({ ok: false, code: "login-refused" });
    else expect(await engine.status()).toMatchObject({ is: "open", online: false });
    const sessions = hostile.sent.filter((sent) => sent.path === "/v1/pull");
    expect(sessions).toEqual([]);
    await engine.lock();
    const at = line(11, relay, path, "login-refused");
    register(context, path === "C" ? at : { ...at, shown: "what was kept" });
  }
  const why = "a client does not change its host while it is open, and asks none without a network";
  register(context, not(11, relay, "L", why), not(11, relay, "O", why));
});
