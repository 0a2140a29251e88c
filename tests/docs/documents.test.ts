import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith(".md")),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Where a document's links to files of the project lead, from the root. */
const linksOf = (document: string): string[] =>
  [...read(document).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, link]) => link as string)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => join(dirname(document), link));

test("every link in the documents leads to a file", () => {
  const dead = documents.flatMap((document) =>
    linksOf(document)
      .filter((path) => !existsSync(join(root, path)))
      .map((path) => `${document} → ${path}`),
  );
  expect(dead).toEqual([]);
});

test("every function that the walk names is declared in the file that it names", () => {
  const walk = read("ARCHITECTURE.md");
  const named = [...walk.matchAll(/`(\w+)` in \[([^\]]+)\]\(\2\)/g)];
  expect(named.length).toBeGreaterThan(20);
  const missing = named.filter(([, name = "", path = ""]) => {
    const declared = new RegExp(
      `(function\\*?|class|interface|const|type|FUNCTION) ${name}\\b|^  (async |readonly )?${name}(\\(|\\??:| = )`,
      "m",
    );
    return !declared.test(read(path));
  });
  expect(missing.map(([, name, path]) => `${name} in ${path}`)).toEqual([]);
});

test("the walk has nine steps", () => {
  const [, walk = ""] = read("ARCHITECTURE.md").split("## The walk of one name");
  const steps = [...(walk.split("\n## ")[0] ?? "").matchAll(/^(\d)\. \*\*/gm)];
  expect(steps.map(([, number]) => Number(number))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test("every decision has a number of its own and a place in the row", () => {
  const numbers = readdirSync(join(root, "docs/adr")).map((name) => Number(name.slice(0, 4)));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, at) => at + 1));
});
