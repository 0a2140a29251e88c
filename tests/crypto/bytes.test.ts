import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, toHex, utf8 } from "#crypto";
import { Reader, Writer, isUtf8 } from "../../crypto/src/bytes.ts";

const decodes = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/** Where the table's ranges for a second byte begin and end. */
const edges = [0, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];

test("bytes are valid UTF-8 exactly where the platform's decoder takes them", () => {
  for (let lead = 0; lead < 256; lead++) {
    for (const second of edges) {
      for (const rest of [[], [0x80], [0x80, 0x80], [0xbf, 0x41], [0x7f, 0x80], [0x80, 0xc0]]) {
        const bytes = Uint8Array.of(lead, second, ...rest);
        if (isUtf8(bytes) !== decodes(bytes)) throw new Error(`differs: ${toHex(bytes)}`);
      }
    }
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.nat(), fc.nat(255), (text, at, byte) => {
      const bytes = utf8(text);
      expect(isUtf8(bytes)).toBe(true);
      if (bytes.length > 0) bytes[at % bytes.length] = byte;
      expect(isUtf8(bytes)).toBe(decodes(bytes));
    }),
  );
});

test("hex gives back its bytes, and anything else is refused", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      expect(fromHex(toHex(bytes))).toEqual(bytes);
    }),
  );
  for (const wrong of ["0", "0g", "g0", "AB", "a ", "0x", "é0", "0\u{ff10}", "  ", "00 "]) {
    expect(() => fromHex(wrong)).toThrow("not hex");
  }
});

test("what is written is read, however long it becomes", () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 2_000 }), { maxLength: 20 }),
      fc.maxSafeNat(),
      (blocks, number) => {
        const frame = new Writer()
          .u8(number % 256)
          .u64(number)
          .list(blocks, (w, block) => w.block(block))
          .u16(number % 65_536)
          .done();
        const r = new Reader(frame);
        expect([r.u8(), r.u64()]).toEqual([number % 256, number]);
        expect(r.list(20, (v) => v.block(2_000))).toEqual(blocks);
        expect([r.u16(), r.left]).toEqual([number % 65_536, 0]);
      },
    ),
  );
});
