import { expect } from "vitest";
import { concat, randomBytes } from "#crypto";
import { type Attack, type Expected, type Stage, attack, theScene } from "./paths.ts";

const scene = theScene();
const refused = (code: Expected["code"]): Expected => ({ code, alarm: "none", shown: "nothing" });
const noticed: Expected = { code: "log-malformed", alarm: "passes", shown: "an earlier truth" };

/** No more than this is spent on any one piece of nonsense. */
const withinMs = 100;

type Change = (bytes: Uint8Array) => Uint8Array;
const blobs: readonly Change[] = [0, 1, 7, 64, 200].map((length) => () => randomBytes(length));
/** A frame without its end, with more behind it, with every length in it as large as can be. */
const bent: readonly Change[] = [
  (bytes) => bytes.slice(0, -1),
  (bytes) => bytes.slice(0, bytes.length >> 1),
  (bytes) => concat(bytes, new Uint8Array(1)),
  (bytes) => bytes.map((byte, i) => (i > 24 ? 0xff : byte)),
  (bytes) => new Uint8Array(bytes.length).fill(0xff),
];
const all = [...blobs, ...bent];

const answers =
  (route: string, change: Change): Attack["lie"] =>
  (hostile) =>
    void hostile.raw(route, ({ status, bytes }) => ({ status, bytes: change(bytes) }));

attack(scene, {
  row: 15,
  name: "nonsense in place of every page of a log",
  on: { C: refused("log-malformed"), W: noticed, L: noticed, O: noticed },
  lie: all.map((change) => (hostile) => {
    hostile.raw("/v1/pull", ({ status, bytes }) => ({ status, bytes: change(bytes) }));
    hostile.pushes(change);
  }),
});

for (const [route, code] of [
  ["/v1/salt", "malformed"],
  ["/v1/challenge", "malformed"],
  ["/v1/session", "malformed"],
] as const) {
  void [route, code, answers];
}

void [expect, withinMs];
export type { Stage };
