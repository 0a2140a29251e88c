import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import {
  idFrom,
  letterOverhead,
  makeIdentity,
  openLetter,
  randomBytes,
  ready,
  sealLetter,
} from "#crypto";

beforeAll(ready);

const member = () => idFrom.member(randomBytes(16));
const somewhere = () => ({
  org: idFrom.org(randomBytes(32)),
  vault: idFrom.vault(randomBytes(16)),
  record: idFrom.record(randomBytes(16)),
});

function reader() {
  const own = { member: member(), identity: makeIdentity(1) };
  const { boxPublic, generation } = own.identity;
  return { own, to: { member: own.member, generation, boxPublic } };
}

test("a letter opens for its reader in its record, and is as much longer as it says", () => {
  const { own, to } = reader();
  const place = somewhere();
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), (text) => {
      const sealed = sealLetter(place, text, to);
      expect(sealed.length).toBe(text.length + letterOverhead);
      const opened = openLetter(place, sealed, own);
      expect(opened.ok && [...opened.value]).toEqual([...text]);
    }),
    { numRuns: 50 },
  );
});

test("a letter opens in no other record, vault or organisation, and for nobody else", () => {
  const { own, to } = reader();
  const place = somewhere();
  const sealed = sealLetter(place, randomBytes(100), to);
  const closed = { ok: false, error: "cannot-open" };
  const elsewhere = somewhere();
  for (const part of ["org", "vault", "record"] as const) {
    expect(openLetter({ ...place, [part]: elsewhere[part] }, sealed, own)).toEqual(closed);
  }
  expect(openLetter(place, sealed, reader().own)).toEqual(closed);
  expect(openLetter(place, sealed, { ...own, member: member() })).toEqual(closed);
  const renewed = { ...own.identity, generation: 2 };
  expect(openLetter(place, sealed, { ...own, identity: renewed })).toEqual(closed);
});

test("a letter with any byte changed, cut or added does not open", () => {
  const { own, to } = reader();
  const place = somewhere();
  const sealed = sealLetter(place, randomBytes(20), to);
  for (let at = 0; at < sealed.length; at++) {
    expect(openLetter(place, sealed.with(at, (sealed[at] as number) ^ 1), own).ok).toBe(false);
    expect(openLetter(place, sealed.slice(0, at), own).ok).toBe(false);
  }
  expect(openLetter(place, new Uint8Array([...sealed, 0]), own).ok).toBe(false);
});
