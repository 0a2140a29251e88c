import { concat, utf8 } from "#crypto";
import type { Hostile } from "./hostile.ts";
import { type Expected, attack, theScene } from "./paths.ts";

const scene = theScene();
const missing: Expected = { code: "envelope-withheld", alarm: "passes", shown: "nothing" };
const news: Expected = { ...missing, shown: "an earlier truth" };

/** Puts something in the place of every envelope, on every way by which envelopes come. */
function instead(hostile: Hostile, of: (envelope: Uint8Array) => Uint8Array): void {
  const all = (envelopes: readonly Uint8Array[]) =>
    envelopes.map((one) => (one.length === 0 ? one : of(one)));
  hostile.pages((page) => ({
    ...page,
    commits: page.commits.map(({ bytes, envelopes }) => ({ bytes, envelopes: all(envelopes) })),
  }));
  hostile.reply("/v1/history", ({ envelopes }) => ({ envelopes: all(envelopes) }));
}

const text = utf8('{"calledName":"Nobody who was ever here"}');

attack(scene, {
  row: 12,
  name: "plaintext in place of every envelope",
  on: { C: missing, W: news, L: news, O: news },
  lie: (hostile) => instead(hostile, () => text),
});

attack(scene, {
  row: 12,
  name: "plaintext of an envelope's length in place of every envelope",
  on: { C: missing, W: news, L: news, O: news },
  lie: (hostile) =>
    instead(hostile, ({ length }) => concat(text, new Uint8Array(length - text.length).fill(32))),
});

attack(scene, {
  row: 15,
  name: "every envelope without its last byte",
  on: { C: missing, W: news, L: news, O: news },
  lie: (hostile) => instead(hostile, (envelope) => envelope.slice(0, -1)),
});

attack(scene, {
  row: 15,
  name: "every envelope left out",
  on: { C: missing, W: news, L: news, O: news },
  lie: (hostile) => instead(hostile, () => new Uint8Array(0)),
});
