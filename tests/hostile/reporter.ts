import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Reporter, TestModule, Vitest } from "vitest/node";
import "./register.ts";
import { documentOf, missingRows, tableOf } from "./table.ts";

const document = resolve(import.meta.dirname, "../../docs/attacks.md");

/**
 * Prints what came of the attacks in tests/hostile as a table. Where all of them ran and passed, docs/attacks.md has
 * to say the same; `npm run test:long` writes it.
 */
export default class AttacksReporter implements Reporter {
  #long = false;

  onInit(vitest: Vitest): void {
    this.#long = vitest.config.mode === "long";
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const hostile = modules.filter(({ moduleId }) => moduleId.includes("/tests/hostile/"));
    const tests = hostile.flatMap((module) => [...module.children.allTests()]);
    const lines = tests.flatMap((test) => test.meta().attacks ?? []);
    if (lines.length === 0) return;
    console.log(`\n${tableOf(lines)}`);
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
    const all =
      hostile.length === files.length && tests.every((test) => test.result().state === "passed");
    if (!all) return;
    const missing = missingRows(lines);
    if (missing.length > 0) {
      console.log(`Nothing is said of these rows of attacks: ${missing.join(", ")}.`);
      process.exitCode = 1;
    }
    const text = documentOf(lines);
    if (text === kept()) return;
    if (this.#long) {
      writeFileSync(document, text);
      console.log("docs/attacks.md is written anew.");
    } else {
      console.log("docs/attacks.md is out of date: `npm run test:long tests/hostile` writes it.");
      for (const line of apart(kept(), text)) console.log(line);
      process.exitCode = 1;
    }
  }
}

/** The lines of the one that the other does not have, and the other way round. */
function apart(written: string, seen: string): readonly string[] {
  const [was, is] = [written.split("\n"), seen.split("\n")];
  return [
    ...was.filter((line) => !is.includes(line)).map((line) => `- written: ${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `- seen:    ${line}`),
  ];
}

function kept(): string {
  try {
    return readFileSync(document, "utf8");
  } catch {
    return "";
  }
}
