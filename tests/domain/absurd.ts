import fc from "fast-check";
import type { Random } from "../random.ts";

/** As much of a schema as records use. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Texts that have broken what showed, sorted, kept or exported them elsewhere. */
export const texts: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "<script>alert(1)</script>",
  '<svg/onload="alert(1)">',
  "javascript:alert(1)",
  "\u202eevila\u202c",
  '=HYPERLINK("http://evil.example")',
  "\u0000\u0007\u001b[31m",
  "\ud800",
  "a\u0300\u0301\u0302".repeat(20),
  "𝔄".repeat(40),
  " ",
  "%s%n{0}",
  "../../etc/passwd",
  "Mina",
  "\n\r\n",
];

const dates = ["1900-01-01", "2999-12-31", "2024-02-29", "2026-03-20", "2026-03-21", "2026-02-28"];
const instants = [
  "1900-01-01T00:00:00Z",
  "2999-12-31T23:59:59Z",
  "2026-03-20T20:00:00Z",
  "2026-03-29T01:30:00Z",
];

/** Days, times and lengths that there are not. */
export const impossible: readonly string[] = [
  "0000-00-00",
  "2026-02-29",
  "2026-02-30",
  "2026-04-31",
  "2026-13-01",
  "2026-00-10",
  "2100-02-29",
  "9999-12-31",
  "1899-12-31",
  "2026-03-20T24:00:00Z",
  "2026-03-20T20:60:00Z",
  "2026-02-30T20:00:00Z",
  "2026-03-20T20:00:61Z",
  "P100Y",
  "P",
  "P1000M",
];

/** Draws what a schema lets through, and nobody would write. `ids` are those that others have. */
export class Absurd {
  readonly #random: Random;
  readonly #ids: readonly string[];

  constructor(random: Random, ids: readonly string[]) {
    this.#random = random;
    this.#ids = ids;
  }

  pick<T>(all: readonly T[]): T {
    return all[this.#random.between(0, all.length - 1)] as T;
  }

  /** A value of a schema. */
  of(schema: object): unknown {
    const { enum: set, anyOf, type } = schema as Schema;
    if (set !== undefined) return this.pick(set);
    if (anyOf !== undefined) return this.of(this.pick(anyOf));
    switch (type) {
      case "object":
        return this.#object(schema);
      case "array":
        return this.#array(schema);
      case "string":
        return this.#text(schema);
      case "integer":
        return this.#whole(schema);
      default:
        return this.#random.chance(0.5);
    }
  }

  #object({ properties = {}, required = [] }: Schema): object {
    const fields = Object.entries(properties).filter(
      ([name]) => required.includes(name) || this.#random.chance(0.6),
    );
    return Object.fromEntries(fields.map(([name, part]) => [name, this.of(part)]));
  }

  #array({ items = {}, maxItems = 50 }: Schema): readonly unknown[] {
    const length = Math.min(maxItems, this.pick([0, 1, 1, 2, 3, 20]));
    const all = Array.from({ length }, () => this.of(items));
    return length > 1 && this.#random.chance(0.2) ? all.map(() => all[0]) : all;
  }

  #text({ pattern, minLength = 0, maxLength = 200 }: Schema): string {
    if (pattern !== undefined) {
      const expression = new RegExp(pattern, "u");
      const all = [...dates, ...instants, ...this.#ids, "00:00", "23:59", "P0D", "P99Y"];
      const fitting = all.filter((one) => expression.test(one) && one.length <= maxLength);
      if (fitting.length > 0) return this.pick(fitting);
      const seed = this.#random.between(1, 2 ** 30);
      return fc.sample(fc.stringMatching(expression), { numRuns: 1, seed })[0] as string;
    }
    const text = this.#random.chance(0.1) ? "x".repeat(maxLength) : this.pick(texts);
    return text.slice(0, maxLength).padEnd(minLength, "x");
  }

  #whole({ minimum = -(2 ** 52), maximum = 2 ** 52 }: Schema): number {
    const near = Math.max(minimum, Math.min(maximum, this.#random.between(-3, 30)));
    return this.pick([minimum, maximum, near, near]);
  }
}
