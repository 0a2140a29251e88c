/** Every copy of `bytes` with one bit flipped or cut short by at least one byte. */
export function* damaged(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = bytes.slice();
    copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
    yield copy;
  }
  for (let length = 0; length < bytes.length; length++) yield bytes.slice(0, length);
  yield new Uint8Array([...bytes, 0]);
}

/** Every two places of equal kind and length among an object's values, exchanged. */
export function* exchanged<T extends object>(whole: T): Generator<T> {
  const entries = Object.entries(whole).filter(([key]) => key !== "is");
  for (const [i, [a, x]] of entries.entries()) {
    for (const [b, y] of entries.slice(i + 1)) {
      if (alike(x, y) && String(x) !== String(y)) yield { ...whole, [a]: y, [b]: x };
    }
  }
}

function alike(x: unknown, y: unknown): boolean {
  if (typeof x === "number" || typeof y === "number") return typeof x === typeof y;
  const lengths = [x, y].map((one) =>
    one instanceof Uint8Array ? `b${one.length}` : typeof one === "string" ? `s${one.length}` : "",
  );
  return lengths[0] !== "" && lengths[0] === lengths[1];
}
