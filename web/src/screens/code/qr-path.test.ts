import readPixels from "jsqr";
import { expect, test } from "vitest";
import { qrPath } from "./qr-path.ts";

const scale = 4;

/** Fills the path as a canvas would: each piece is a run of modules, one module high. */
function paint({ size, d }: ReturnType<typeof qrPath>): Uint8ClampedArray {
  const side = size * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y, run] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const from = (row * side + Number(x) * scale) * 4;
      for (let at = from; at < from + Number(run) * scale * 4; at += 4) pixels.fill(0, at, at + 3);
    }
  }
  return pixels;
}

test("a camera reads back exactly what the square was drawn from", () => {
  for (const text of ["7K3M PQ9X", `https://a.example/join#${"Ab9-_".repeat(30)}`, "é ክ א"]) {
    const path = qrPath(text);
    const side = path.size * scale;
    expect(readPixels(paint(path), side, side)?.data).toBe(text);
  }
});
