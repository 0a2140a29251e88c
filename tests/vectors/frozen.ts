import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { toHex } from "#crypto";

/** Where the frozen vectors lie. */
export const folder = resolve(import.meta.dirname, "../../crypto/vectors");

const plain = (_: string, value: unknown): unknown =>
  value instanceof Uint8Array ? toHex(value) : value;

/** A value as it is frozen: bytes in lower-case hex, short lists on one line. */
export const textOf = (value: unknown): string =>
  `${lay(JSON.parse(JSON.stringify(value, plain)))}\n`;

const width = 110;

function lay(value: unknown, indent = ""): string {
  const short = JSON.stringify(value);
  if (typeof value !== "object" || value === null || short.length + indent.length <= width) {
    return short;
  }
  const inner = `${indent} `;
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const items = Array.isArray(value)
    ? value.map((one) => lay(one, inner))
    : Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${lay(one, inner)}`);
  return `${open}\n${items.map((item) => inner + item).join(",\n")}\n${indent}${close}`;
}

/** The text of a frozen file. */
export const frozenText = (name: string): string =>
  readFileSync(resolve(folder, `${name}.json`), "utf8");

/** A frozen file, read. */
export const frozen = <T>(name: string): T => JSON.parse(frozenText(name)) as T;

/** Freezes a file anew. */
export function freeze(name: string, value: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(resolve(folder, `${name}.json`), textOf(value));
}
