import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
  read("package.json"),
) as Record<"dependencies" | "devDependencies" | "optionalDependencies", Record<string, string>>;
const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
const listed = [...read("docs/dependencies.md").matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)].flatMap(
  ([, names = ""]) => names.replaceAll("`", "").split(", "),
);

test("every dependency has its line of reason, and no line speaks of one that has gone", () => {
  const named = Object.keys(all).filter((name) => !name.startsWith("@types/"));
  expect(listed.filter((name) => name !== "@types/*").toSorted()).toEqual(named.toSorted());
});

test("every version is exact", () => {
  expect(
    Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
  ).toEqual([]);
});

test("the lock file records a hash for every package and an address for none", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean }>;
  };
  const entries = Object.entries(packages).filter(([path]) => path !== "");
  expect(entries.length).toBeGreaterThan(100);
  expect(entries.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  expect(entries.filter(([, entry]) => entry.integrity === undefined)).toEqual([]);
});
