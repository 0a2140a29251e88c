import { describe, expect, test } from "vitest";
import {
  type AccountKey,
  type EpochKey,
  type Hash,
  type WrapKey,
  H,
  concat,
  emptyHead,
  idFrom,
  labels,
  loginKeys,
  noHash,
  open,
  openBundle,
  sealBundle,
  sha256,
  toHex,
} from "#crypto";
import { bytesOf, person, recordId, vaultId } from "../crypto-log/cast.ts";
import { recordKey } from "../second/envelope.ts";
import { opened } from "../second/secrets.ts";
import { prefixed } from "../second/bytes.ts";
import { openUnderBoth } from "./two-keys.ts";

const org = idFrom.org(bytesOf("organisation"));
const heron = person("heron").id;

describe("the auth key, which the server sees,", () => {
  const stretched = bytesOf("stretched");
  const accountKey = bytesOf("account key").slice(0, 16) as AccountKey;
  const { authKey, wrapKey } = loginKeys({ stretched, member: heron, accountKey });

  test("derives the wrap key under no label, with or without the other things that the server knows", () => {
    const known = [[], [bytesOf("organisation")], [new TextEncoder().encode(heron)], [accountKey]];
    const derived = Object.values(labels).flatMap((label) =>
      known.flatMap((parts) => [H(32, authKey, label, ...parts), H(32, undefined, label, authKey)]),
    );
    const tried = new Set(derived.map(toHex));
    expect(tried.has(toHex(wrapKey))).toBe(false);
    expect(tried.has(toHex(H(32, stretched, labels.root, accountKey)))).toBe(false);
    expect(toHex(authKey)).not.toBe(toHex(wrapKey));
  });

  test("opens no bundle", () => {
    const place = { org, member: heron, bundleVersion: 1, generation: 1 };
    const bundle = { identity: person("heron").identity, head: emptyHead() };
    const bytes = sealBundle(bundle, place, wrapKey);
    expect(openBundle(bytes, place, wrapKey).ok).toBe(true);
    expect(openBundle(bytes, place, authKey as Uint8Array as WrapKey).ok).toBe(false);
  });
});

test("a bundle whose seal opens under two passphrases opens under one of them at most", () => {
  const place = { org, member: heron, bundleVersion: 1, generation: 1 };
  const wraps = ["one", "other"].map((name) => bytesOf(name) as Uint8Array as WrapKey);
  const [mine, other] = wraps as [WrapKey, WrapKey];
  const nonce = bytesOf("nonce").slice(0, 24);
  const version = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1);
  const ids = [bytesOf("organisation"), bytesOf("id heron").slice(0, 16), version];
  const context = prefixed(labels.bundleContext, ...ids);
  const keys = wraps.map((wrap) => H(32, wrap, labels.bundleKey)) as [Uint8Array, Uint8Array];
  const seal = openUnderBoth(keys, { nonce, context, start: filled(104) });
  for (const key of keys) expect(opened(key, nonce, context, seal)).toHaveLength(104);
  for (const wrap of wraps) {
    const bytes = concat(H(32, wrap, labels.bundleCommit, context), nonce, seal);
    const other_ = wrap === mine ? other : mine;
    expect(openBundle(bytes, place, other_)).toEqual({ ok: false, error: "cannot-open" });
  }
});

test("an envelope that opens under two epoch keys says nothing under either but what was committed to", () => {
  const keys = ["one", "other"].map((name) => bytesOf(`epoch ${name}`) as Uint8Array as EpochKey);
  const at = { org, vault: vaultId("house"), author: heron };
  const header = { kind: "put" as const, schema: 1, record: recordId("a"), version: 1, epoch: 1 };
  const content = bytesOf("what was committed to");
  const plain = { ...header, content: toHex(content), envelope: toHex(noHash) };
  const recordKeys = keys.map((epochKey) => recordKey({ ...at, epochKey }, plain));
  const head = Uint8Array.of(1, 0, 0, 1);
  const leafHead = concat(
    head,
    bytesOf("record a").slice(0, 16),
    Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1),
  );
  const ids = [bytesOf("organisation"), bytesOf("vault house").slice(0, 16)];
  const context = prefixed(
    labels.record,
    ...ids,
    bytesOf("id heron").slice(0, 16),
    concat(leafHead, content),
  );
  const nonce = new Uint8Array(24);
  const pair = recordKeys as [Uint8Array, Uint8Array];
  const envelope = openUnderBoth(pair, { nonce, context, start: filled(384) });
  for (const key of pair) expect(opened(key, nonce, context, envelope)).toHaveLength(384);
  const leaf = {
    ...header,
    flags: 0 as const,
    contentCommit: content as Hash,
    envelopeHash: sha256(envelope),
  };
  for (const epochKey of keys) {
    expect(open({ ...at, epochKey }, leaf, envelope)).toEqual({ ok: false, error: "cannot-open" });
  }
});

function filled(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => (i * 73 + 11) & 255);
}
