import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";
import { en } from "./en/index.ts";

/**
 * Checks the catalogue (`npm run check`): every message is well-formed, and every one is used. That a used one exists
 * is checked by its type. Says nothing when it finds nothing.
 */
const sources = resolve(import.meta.dirname, "..");
const code = readdirSync(sources, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|svelte)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !path.includes(join("i18n", "en")) && !path.endsWith(".test.ts"))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

const literals = new Set([...code.matchAll(/["'`]([\w.+-]+)["'`]/g)].map(([, text]) => text));
/** `bedKind.${kind}` uses every message that begins so. */
const patterns = [...code.matchAll(/`([\w.-]*(?:\$\{[^}`]*\}[\w.-]*)+)`/g)]
  .map(([, template]) => template ?? "")
  .filter((template) => /^\w+[\w.-]*\.\$\{/.test(template))
  .map(
    (template) => new RegExp(`^${template.replaceAll(".", "\\.").replace(/\$\{[^}]*\}/g, ".+")}$`),
  );

const findings: string[] = [];
for (const [key, message] of Object.entries(en)) {
  try {
    parse(message, { ignoreTag: true });
  } catch {
    findings.push(`not well-formed: ${key}`);
  }
  const used = literals.has(key) || patterns.some((pattern) => pattern.test(key));
  if (!used) findings.push(`not used: ${key}`);
}
for (const finding of findings) console.log(finding);
process.exitCode = findings.length > 0 ? 1 : 0;
