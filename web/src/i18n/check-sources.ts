import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const client = resolve(import.meta.dirname, "..");
const catalogue = /[\\/]i18n[\\/](en|fr|de|ar)[\\/]/;

/** Every file of the client that can name a message. */
export const everyFile = (): string[] =>
  readdirSync(client, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !catalogue.test(path) && !path.endsWith(".test.ts"));

/** Messages that two files of a language give: the later one would silently stand for both. */
export function givenTwice(language: string): readonly string[] {
  const folder = join(client, "i18n", language);
  const keys = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^ {2}"([\w.+-]+)":/gm)].map(
      ([, key = ""]) => key,
    ),
  );
  return keys.filter((key, at) => keys.indexOf(key) !== at);
}

/** Reached from the first page, but said only when an account is open. */
const behindTheLock = ["i18n/refusal.ts"].map((path) => join(client, path));

/** The files of the first page: what is reached from main.ts without waiting for anything. */
export function firstFiles(): string[] {
  const found = new Set([join(client, "main.ts")]);
  for (const path of found) {
    for (const [, from = ""] of readFileSync(path, "utf8").matchAll(
      /^\s*import (?!type )[^;]*?from "(\.[^"]+\.(?:ts|svelte))"/gm,
    )) {
      const file = join(dirname(path), from);
      if (!catalogue.test(file) && !behindTheLock.includes(file)) found.add(file);
    }
  }
  return [...found];
}

/** Finds whether a message is named in files, as it is or by the beginning of a template. */
export function naming(paths: readonly string[]): (key: string) => boolean {
  const code = paths.map((path) => readFileSync(path, "utf8")).join("\n");
  const literals = new Set([...code.matchAll(/["'`]([\w.+-]+)["'`]/g)].map(([, text]) => text));
  // `bedKind.${kind}` names every message that begins so.
  const patterns = [...code.matchAll(/`([\w.-]*(?:\$\{[^}`]*\}[\w.-]*)+)`/g)]
    .map(([, template]) => template ?? "")
    .filter((template) => /^\w+[\w.-]*\.\$\{/.test(template))
    .map((template) => template.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, ".+"))
    .map((pattern) => new RegExp(`^${pattern}$`));
  return (key) => literals.has(key) || patterns.some((pattern) => pattern.test(key));
}
