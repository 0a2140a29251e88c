import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  type EpochKey,
  type Leaf,
  type Placing,
  type Version,
  buckets,
  encodeLeaf,
  idFrom,
  isEnvelopeLength,
  open,
  parse,
  randomBytes,
  readLeaf,
  seal,
  toHex,
  utf8,
} from "#crypto";
import { bytesOf, person, recordId, vaultId } from "../crypto-log/cast.ts";
import { recordKey } from "../second/envelope.ts";
import { damaged, exchanged } from "./damage.ts";

const no = { ok: false, error: "cannot-open" };
const place = (change: Partial<Placing> = {}): Placing => ({
  org: idFrom.org(bytesOf("organisation")),
  vault: vaultId("house"),
  author: person("heron").id,
  epochKey: randomKey,
  ...change,
});
const randomKey = randomBytes(32) as EpochKey;
const version = (change: Partial<Version> = {}): Version => ({
  kind: "put",
  record: recordId("a"),
  version: 3,
  epoch: 7,
  schema: 5,
  payload: utf8('{"calledName":"Asha"}'),
  ...change,
});

function sealed(at: Placing, what: Version & { readonly blind?: Uint8Array }) {
  const made = seal(at, what);
  if (!made.ok) throw new Error(made.error);
  return made.value;
}

describe("an envelope", () => {
  test("opens to what was sealed, for payloads of any length up to the cap", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 7_000, size: "max" }), (payload) => {
        const { leaf, envelope } = sealed(place(), version({ payload }));
        const opened = open(place(), leaf, envelope);
        expect(opened.ok && toHex(opened.value.payload)).toBe(toHex(payload));
      }),
      { numRuns: 200 },
    );
    expect(seal(place(), version({ payload: new Uint8Array(258_028) })).ok).toBe(true);
    const long = version({ payload: new Uint8Array(258_029) });
    expect(seal(place(), long)).toEqual({ ok: false, error: "too-large" });
  });

  test("with any bit changed, cut at any length or longer does not open", () => {
    const { leaf, envelope } = sealed(place(), version());
    for (const bytes of damaged(envelope)) expect(open(place(), leaf, bytes)).toEqual(no);
  });

  test("under a leaf with any bit changed, or two of its fields exchanged, does not open", () => {
    const { leaf, envelope } = sealed(place(), version());
    for (const bytes of damaged(encodeLeaf(leaf))) {
      const other = parse(bytes, readLeaf);
      if (other !== undefined) expect(open(place(), other, envelope)).toEqual(no);
    }
    const others = [...exchanged(leaf)];
    expect(others.length).toBeGreaterThan(5);
    for (const other of others) expect(open(place(), other, envelope)).toEqual(no);
  });

  test("opens in no other organisation, vault, author's name, record, version, schema, kind or epoch", () => {
    const places = [
      place(),
      place({ org: idFrom.org(bytesOf("another")) }),
      place({ vault: vaultId("other") }),
      place({ author: person("stork").id }),
      place({ epochKey: randomBytes(32) as EpochKey }),
    ];
    const versions = [
      version(),
      version({ record: recordId("b") }),
      version({ version: 4 }),
      version({ schema: 6 }),
      version({ epoch: 8 }),
      version({ payload: utf8("{}") }),
    ];
    const made = places.flatMap((at) => versions.map((one) => ({ at, ...sealed(at, one) })));
    let opened = 0;
    for (const here of made) {
      for (const there of made) {
        const result = open(here.at, here.leaf, there.envelope);
        if (here === there) expect(result.ok).toBe(true);
        else expect(result).toEqual(no);
        // Also where the server makes the public hash fit.
        const fitted = { ...here.leaf, envelopeHash: there.leaf.envelopeHash };
        if (open(here.at, fitted, there.envelope).ok) opened++;
      }
    }
    expect(opened).toBe(made.length);
    const reseal = sealed(place(), { ...version({ kind: "reseal" }), blind: randomBytes(16) });
    const asPut: Leaf = { ...reseal.leaf, kind: "put" };
    expect(open(place(), asPut, reseal.envelope)).toEqual(no);
  });

  test("of any bytes up to 200, or of text, is refused without a word more", () => {
    const { leaf } = sealed(place(), version());
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(open(place(), leaf, bytes)).toEqual(no);
      }),
      { numRuns: 500 },
    );
    for (let length = 0; length <= 200; length++) {
      expect(open(place(), leaf, new Uint8Array(length))).toEqual(no);
    }
    expect(open(place(), leaf, utf8("a".repeat(400)))).toEqual(no);
  });
});

test(
  "ten thousand records show no more lengths than there are buckets",
  { timeout: 300_000 },
  () => {
    const lengths = new Set<number>();
    for (let i = 0; i < 10_000; i++) {
      const size = i % 100 === 0 ? 24_556 : 2_000;
      const [a, b] = randomBytes(2) as unknown as [number, number];
      const payload = new Uint8Array(((a << 8) | b) % size);
      lengths.add(sealed(place(), version({ payload })).envelope.length);
    }
    expect([...lengths].toSorted((a, b) => a - b)).toEqual(buckets.map((bucket) => bucket + 16));
  },
);

test("above the buckets there are few lengths, none more than an eighth too long", () => {
  const lengths = new Set<number>();
  for (let length = 24_577; length <= 258_048; length++) {
    let size = length;
    while (!isEnvelopeLength(size + 16)) size++;
    expect(size).toBeLessThanOrEqual(length * 1.125);
    lengths.add(size);
    length = size;
  }
  expect(lengths.size).toBeLessThan(120);
});

describe("with a generator that always says the same", () => {
  afterEach(() => {
    vi.restoreAllMocks();
    // What was drawn meanwhile is used up.
    randomBytes(4096);
  });

  test("every content and version still has a key of its own", () => {
    const stuck = vi
      .spyOn(globalThis.crypto, "getRandomValues")
      .mockImplementation((array) => array && (array as unknown as Uint8Array).fill(7) && array);
    randomBytes(4096);
    expect([...randomBytes(16)]).toEqual([...randomBytes(16)]);
    expect(stuck).toHaveBeenCalled();
    const epochKey = bytesOf("epoch key") as Uint8Array as EpochKey;
    const versions = [
      version(),
      version({ payload: utf8('{"calledName":"Asho"}') }),
      version({ version: 4 }),
      version({ record: recordId("b") }),
      version({ epoch: 8 }),
      version({ schema: 6 }),
    ];
    const made = versions.map((one) => sealed(place({ epochKey }), one));
    const keys = made.map(({ leaf }) => {
      const { contentCommit: content, envelopeHash: envelope, ...rest } = leaf;
      const plain = { ...rest, content: toHex(content), envelope: toHex(envelope) };
      return toHex(recordKey(place({ epochKey }), plain));
    });
    expect(new Set(keys).size).toBe(versions.length);
    // The same stream twice would show: the two first versions differ in one byte of their text.
    const [a, b] = made as [(typeof made)[0], (typeof made)[0]];
    const differing = a.envelope.filter((byte, i) => byte !== b.envelope[i]).length;
    expect(differing).toBeGreaterThan(300);
  });
});
