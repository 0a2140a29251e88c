import { expect, test } from "vitest";
import { type Leaf, type RecordId, type VaultId, concat, open, sha256, utf8 } from "#crypto";
import { Hand } from "../server/hand.ts";
import type { Hostile } from "./hostile.ts";
import { Insider } from "./insider.ts";
import { type Expected, attack, theScene } from "./paths.ts";
import { register } from "./register.ts";

const scene = theScene();
const missing: Expected = { code: "envelope-withheld", alarm: "passes", shown: "nothing" };
const news: Expected = { ...missing, shown: "an earlier truth" };
const everywhere = { C: missing, W: news, L: news, O: news };

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

const text = utf8('[50,{"calledName":"Nobody who was ever here"}]');

attack(scene, {
  row: 12,
  name: "plaintext in place of every envelope, also of an envelope's length",
  on: everywhere,
  lie: [
    (hostile) => instead(hostile, () => text),
    (hostile) =>
      instead(hostile, ({ length }) => concat(text, new Uint8Array(length - text.length).fill(32))),
  ],
});

attack(scene, {
  row: 15,
  name: "every envelope a byte shorter, a byte longer, 1 and 200 bytes of it, or left out",
  on: everywhere,
  lie: [
    (envelope: Uint8Array) => envelope.slice(0, -1),
    (envelope: Uint8Array) => concat(envelope, new Uint8Array(1)),
    (envelope: Uint8Array) => envelope.slice(0, 1),
    (envelope: Uint8Array) => envelope.slice(0, 200),
    () => new Uint8Array(0),
  ].map((change) => (hostile) => instead(hostile, change)),
});

attack(scene, {
  row: 15,
  name: "every envelope left off the list that it should stand in",
  on: everywhere,
  lie: (hostile) => {
    hostile.pages((page) => ({
      ...page,
      commits: page.commits.map(({ bytes, envelopes }) => ({
        bytes,
        envelopes: envelopes.slice(0, 0),
      })),
    }));
    hostile.reply("/v1/history", ({ envelopes }) => ({
      envelopes: envelopes.map(() => new Uint8Array(0)),
    }));
  },
});

/** A version with the bytes that seal it, and where it belongs. */
interface Kept {
  readonly vault: VaultId;
  readonly leaf: Leaf;
  readonly envelope: Uint8Array;
}

/** Every envelope that lives in the organisation, as a member who may read everything gets it. */
async function everything(member: Insider): Promise<readonly Kept[]> {
  const kept: Kept[] = [];
  for (const vault of member.follow.readable()) {
    const { live } = member.follow.book.state(vault);
    const versions = [...live].filter(([, { kind }]) => kind !== "tombstone");
    const hashes = versions.map(([, { envelopeHash }]) => envelopeHash);
    const answer = await member.api.history(vault, hashes);
    if (!answer.ok) throw new Error(answer.error);
    for (const [i, [record, version]] of versions.entries()) {
      const leaf = { ...version, record: record as RecordId, flags: 0 as const };
      kept.push({ vault, leaf, envelope: answer.value[i] as Uint8Array });
    }
  }
  return kept;
}

/** An envelope of another organisation on the same server. */
async function ofStrangers(url: string): Promise<Uint8Array> {
  const hand = new Hand(url);
  await hand.found();
  await hand.enter();
  const { vault } = await hand.createVault();
  return hand.sealed(vault, "of another organisation").envelope;
}

attack(scene, {
  row: 13,
  name: "each envelope in the place of another: of its vault, of another vault, of another organisation",
  on: everywhere,
  lie: [
    async (hostile, { insider }) => {
      const all = await everything(await insider());
      instead(hostile, (envelope) => {
        const own = all.find((one) => one.envelope.length === envelope.length);
        const other = all.find(
          (one) => one.vault === own?.vault && Buffer.compare(one.envelope, envelope) !== 0,
        );
        return (other ?? own)?.envelope ?? envelope;
      });
    },
    async (hostile, { insider }) => {
      const all = await everything(await insider());
      instead(hostile, (envelope) => {
        const vault = all.find((one) => Buffer.compare(one.envelope, envelope) === 0)?.vault;
        return all.find((one) => one.vault !== vault)?.envelope ?? envelope;
      });
    },
    async (hostile, { scene }) => {
      const strange = await ofStrangers(scene.servers.url);
      instead(hostile, () => strange);
    },
  ],
});

test("no envelope opens as any other version, vault, kind, schema or epoch, even under a leaf that names its hash", async (context) => {
  const director = await Insider.of(scene().servers, scene().director);
  const all = await everything(director);
  let pairs = 0;
  const opens = ({ vault, leaf }: Kept, envelope: Uint8Array, change: Partial<Leaf> = {}) => {
    pairs += 1;
    const epochKey = director.follow.keyring.key(vault, leaf.epoch);
    if (epochKey === undefined) throw new Error("no key");
    const author = director.follow.book.state(vault).live.get(leaf.record)?.author;
    if (author === undefined) throw new Error("no author");
    const at = { org: director.org, vault, author, epochKey };
    return open(at, { ...leaf, ...change, envelopeHash: sha256(envelope) }, envelope).ok;
  };
  for (const one of all) {
    expect(opens(one, one.envelope)).toBe(true);
    for (const other of all) if (other !== one) expect(opens(one, other.envelope)).toBe(false);
    const { leaf } = one;
    const changes: Partial<Leaf>[] = [
      { kind: "reseal" },
      { schema: leaf.schema + 1 },
      { version: leaf.version + 1 },
      { epoch: leaf.epoch + 1 },
    ];
    for (const change of changes) expect(opens(one, one.envelope, change)).toBe(false);
  }
  expect(all.length).toBeGreaterThan(20);
  expect(pairs).toBe(all.length * (all.length + 4));
  const attackName = "every envelope under every other leaf, with its true hash in it";
  const line = { row: 13, attack: attackName, is: "tried", code: "cannot-open" } as const;
  const rest = { alarm: "none", shown: "nothing of it", goesOn: true } as const;
  register(context, { ...line, ...rest, path: "C" });
});
