import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { clientErrors, serverErrors } from "#contract/errors.ts";
import { commitFaults, treeFaults } from "../../crypto/src/faults.ts";
import { en } from "../../web/src/i18n/en/index.ts";

const document = readFileSync(new URL("../../docs/errors.md", import.meta.url), "utf8");

/** The codes in the first column of the tables under a heading. */
function codesUnder(heading: string): string[] {
  const [, after = ""] = document.split(`\n${heading}`);
  const part = after.split("\n## ")[0] ?? "";
  return [...part.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code]) => code as string);
}

test("the document names every code that the server answers with, with its status, and no other", () => {
  const rows = [...document.matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)];
  expect(Object.fromEntries(rows.map(([, code, status]) => [code, Number(status)]))).toEqual(
    serverErrors,
  );
});

test("the document names every code that a client finds, and no other", () => {
  expect(codesUnder("## What only a client finds")).toEqual([...clientErrors]);
});

test("the document names every fault of a commit in the order of its class, and no other", () => {
  expect(codesUnder("## Faults of a commit")).toEqual([...treeFaults, ...commitFaults]);
});

test("every code that a person may meet has words", () => {
  for (const code of [...Object.keys(serverErrors), ...clientErrors]) {
    expect(en).toHaveProperty([`error.${code}`]);
  }
});
