import fc from "fast-check";
import { expect, test } from "vitest";
import { Both } from "./both.ts";

const long = process.env["LONG"] === "1";

// Seconds of arithmetic, which other tests beside it stretch.
const timeout = long ? 3_600_000 : 300_000;

test(
  "both implementations say the same of whatever comes, and hold the same after it",
  { timeout },
  () => {
    const said = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.array(fc.noBias(fc.array(fc.nat(1 << 20), { minLength: 24, maxLength: 24 })), {
          minLength: 10,
          maxLength: long ? 80 : 40,
          size: "max",
        }),
        (steps) => {
          const both = new Both();
          for (const numbers of steps) both.step(numbers);
          both.agree();
          for (const one of both.verdicts) said.set(one, (said.get(one) ?? 0) + 1);
        },
      ),
      { numRuns: long ? 1_500 : 20, seed: long ? Date.now() : 20_260_301 },
    );
    // The property would be empty if nearly everything were refused for the same reason.
    const valid = ["roster valid", "vault valid"].map((one) => said.get(one) ?? 0);
    expect(Math.min(...valid)).toBeGreaterThan(20);
    expect(said.size).toBeGreaterThan(25);
  },
);
