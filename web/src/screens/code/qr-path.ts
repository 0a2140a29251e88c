import { encode } from "uqr";

/** A square code as one SVG path: `size` modules a side, quiet zone included. */
export interface QrPath {
  readonly size: number;
  readonly d: string;
}

/** Draws text as a QR code; runs of dark modules in a row become one stroke of the path. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  let d = "";
  data.forEach((row, y) => {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      let run = 1;
      while (row[x + run]) run++;
      d += `M${x} ${y}h${run}v1h-${run}z`;
      x += run;
    }
  });
  return { size, d };
}
