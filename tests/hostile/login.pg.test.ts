import { expect } from "vitest";
import { fromHex, idFrom, randomBytes } from "#crypto";
import { openDatabase } from "#server/postgres/database.ts";
import type { Tables } from "#server/store/tables.ts";
import type { Answered } from "./wire.ts";
import { type Attack, type Expected, type Stage, attack, theScene } from "./paths.ts";
import type { Disk } from "./disk.ts";
import type { Scene } from "./scene.ts";

const scene = theScene();
const refused = (code: Expected["code"]): Expected => ({ code, alarm: "none", shown: "nothing" });

const open = "an open client asks for no salt and no bundle: it renews its session by a signature";
const kept = "nothing is asked of a server without a network; what is kept is opened by itself";

/** A device that knows the account asks for the bundle only where it has lost its own. */
const loseBundle = ({ path, disk }: Stage): void => {
  if (path === "W") disk.change("bundle", () => undefined);
};

/** The requests that went out, in order. */
const asked = ({ hostile }: Stage): readonly string[] => hostile.sent.map(({ path }) => path);
const nothingAfter =
  (...paths: readonly string[]) =>
  (stage: Stage): void =>
    expect(asked(stage)).toEqual(paths);

/** An attack on the way in, where the bundle is asked for. */
const entering = (
  how: Pick<Attack, "row" | "name" | "check"> & {
    readonly code: Expected["code"];
    readonly lies: readonly ((stage: Stage) => void | Promise<void>)[];
  },
): void =>
  attack(scene, {
    row: how.row,
    name: how.name,
    on: { C: refused(how.code), W: refused(how.code) },
    not: { L: open, O: kept },
    lie: how.lies.map((lie) => async (_hostile, stage) => {
      loseBundle(stage);
      await lie(stage);
    }),
    ...(how.check && { check: how.check }),
  });

const salted =
  (by: (salt: Answered<"/v1/salt">) => Answered<"/v1/salt">) =>
  ({ hostile }: Stage): void =>
    void hostile.reply("/v1/salt", by);
const released =
  (by: (bundle: Answered<"/v1/login">) => Answered<"/v1/login">) =>
  ({ hostile }: Stage): void =>
    void hostile.reply("/v1/login", by);

entering({
  row: 1,
  name: "suites that there are not: 0, 2 and 255",
  code: "unknown-suite",
  lies: [0, 2, 255].map((suite) => salted((salt) => ({ ...salt, suite }))),
  check: nothingAfter("/v1/salt"),
});
entering({
  row: 1,
  name: "KDF parameters of the server's own behind the salt",
  code: "malformed",
  lies: [
    ({ hostile }) =>
      void hostile.raw("/v1/salt", ({ status, bytes }) => ({
        status,
        bytes: new Uint8Array([...bytes, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff]),
      })),
  ],
  check: nothingAfter("/v1/salt"),
});
entering({
  row: 2,
  name: "salts of 0, 15, 17 and 64 bytes",
  code: "bad-salt",
  lies: [0, 15, 17, 64].map((length) => salted((salt) => ({ ...salt, salt: randomBytes(length) }))),
  check: nothingAfter("/v1/salt"),
});
entering({
  row: 2,
  name: "one salt for everybody",
  code: "wrong-passphrase",
  lies: [salted((salt) => ({ ...salt, salt: new Uint8Array(16) }))],
  check: nothingAfter("/v1/salt", "/v1/login"),
});

entering({
  row: 5,
  name: "the salt of another member, of another organisation",
  code: "wrong-passphrase",
  lies: [
    salted((salt) => ({ ...salt, member: idFrom.member(randomBytes(16)) })),
    salted((salt) => ({ ...salt, org: idFrom.org(randomBytes(32)) })),
  ],
  check: nothingAfter("/v1/salt"),
});
entering({
  row: 5,
  name: "another member's bundle; her own as of another generation, or an earlier version",
  code: "wrong-passphrase",
  lies: [
    async ({ hostile, scene }) => {
      const bundle = await bundleOf(scene);
      hostile.reply("/v1/login", (own) => ({ ...own, bundle }));
    },
    released((bundle) => ({ ...bundle, generation: 2 })),
    released((bundle) => ({ ...bundle, generation: 0 })),
    released((bundle) => ({ ...bundle, bundleVersion: 0 })),
  ],
  check: nothingAfter("/v1/salt", "/v1/login"),
});

/** The director's bundle, as it lies in the database. */
async function bundleOf({ servers, director }: Scene): Promise<Uint8Array> {
  const status = await director.engine.status();
  if (status.is !== "open") throw new Error("the director is out");
  const db = openDatabase<Tables>(servers.databaseUrl);
  const { bundle } = await db
    .selectFrom("accounts")
    .select("bundle")
    .where("member", "=", Buffer.from(fromHex(status.member)))
    .executeTakeFirstOrThrow();
  await db.destroy();
  return bundle;
}

/** Where the parts of a bundle begin and end: commitment, nonce, sealed seeds and head, tag. */
const edges = [0, 31, 32, 55, 56, 120, 159, 160, 175];
const all = Array.from({ length: 176 }, (_, at) => at);
const positions = process.env["LONG"] === undefined ? edges : all;
const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const lengths = [
  (bundle: Uint8Array) => bundle.slice(0, -1),
  (bundle: Uint8Array) => new Uint8Array([...bundle, 0]),
  () => new Uint8Array(0),
];
const changes = [...positions.map((at) => (bundle: Uint8Array) => flipped(bundle, at)), ...lengths];

attack(scene, {
  row: 6,
  name: "any byte of the bundle changed, or its length",
  on: {
    C: refused("wrong-passphrase"),
    W: refused("wrong-passphrase"),
    O: refused("wrong-passphrase"),
  },
  not: { L: open },
  lie: changes.map((change) => (_hostile, stage) => {
    loseBundle(stage);
    released((bundle) => ({ ...bundle, bundle: change(bundle.bundle) }))(stage);
  }),
  atRest: positions.map((at) => (disk) => changeKept(disk, at)),
  check: noSession,
});

/** Changes a kept bundle, which stands behind its salt, version and generation, each salt and bundle with a length. */
function changeKept(disk: Disk, at: number): void {
  expect(disk.change("bundle", (bytes) => flipped(bytes, 32 + at))).toBe(1);
}

function noSession(stage: Stage): void {
  const before = ["/v1/salt", "/v1/login"];
  expect(asked(stage).filter((path) => !before.includes(path))).toEqual([]);
}
