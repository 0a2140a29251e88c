import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { elsewhere, nothing, rows } from "./elsewhere.ts";

const root = resolve(import.meta.dirname, "../..");

test("every attack that is made elsewhere is made there, under the title that is named", () => {
  const missing = elsewhere.filter(
    ({ file, title }) => !readFileSync(resolve(root, file), "utf8").includes(title),
  );
  expect(missing).toEqual([]);
});

test("every row that is spoken of is one", () => {
  const spoken = [...elsewhere, ...nothing].map(({ row }) => row);
  expect(spoken.filter((row) => !Number.isInteger(row) || row < 1 || row > rows)).toEqual([]);
});
