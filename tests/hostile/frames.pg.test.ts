import { concat, randomBytes } from "#crypto";
import { type Expected, attack, theScene } from "./paths.ts";

const scene = theScene();
const refused = (code: Expected["code"]): Expected => ({ code, alarm: "none", shown: "nothing" });
const noticed: Expected = { code: "log-malformed", alarm: "passes", shown: "an earlier truth" };

type Change = (bytes: Uint8Array) => Uint8Array;
const blobs: readonly Change[] = [0, 1, 200].map((length) => () => randomBytes(length));
/** A frame without its end, with more behind it, with every length in it as large as can be. */
const bent: readonly Change[] = [
  (bytes) => bytes.slice(0, -1),
  (bytes) => concat(bytes, new Uint8Array(1)),
  (bytes) => bytes.map((byte, at) => (at > 24 ? 0xff : byte)),
];
const all = [...blobs, ...bent];

attack(scene, {
  row: 15,
  name: "nonsense in place of every answer on the way in",
  on: { C: refused("malformed"), W: refused("malformed") },
  not: {
    L: "an open client asks for no salt and no bundle",
    O: "nothing is asked of a server without a network",
  },
  lie: all.map((change) => (hostile, { path, disk }) => {
    if (path === "W") disk.change("bundle", () => undefined);
    hostile.raw("/v1/salt", ({ bytes }) => ({ status: 200, bytes: change(bytes) }));
  }),
});

attack(scene, {
  row: 15,
  name: "nonsense in place of every page of a log",
  on: { C: refused("log-malformed"), W: noticed, L: noticed, O: noticed },
  lie: all.map((change) => (hostile) => {
    hostile.raw("/v1/pull", ({ status, bytes }) => ({ status, bytes: change(bytes) }));
    hostile.pushes(change);
  }),
});
