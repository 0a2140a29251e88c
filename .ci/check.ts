import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter, resolve } from "node:path";

/** What `npm run check` runs; each step says nothing when it finds nothing. */
const steps: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  {
    name: "types of the web client",
    command: [
      "svelte-check",
      "--tsconfig",
      "web/tsconfig.json",
      "--output",
      "human",
      "--fail-on-warnings",
    ],
  },
  { name: "types of crypto", command: ["tsc", "-p", "crypto"] },
  { name: "types of the service worker", command: ["tsc", "-p", "web/service-worker"] },
  { name: "types of the server", command: ["tsc", "-p", "server"] },
  { name: "types of the auditor's tool", command: ["tsc", "-p", "audit"] },
  { name: "types of the tests", command: ["tsc", "-p", "tests"] },
  { name: "lint", command: ["oxlint", "--deny-warnings"] },
  { name: "format", command: ["oxfmt", "--check", "."] },
  { name: "dead code", command: ["knip", "--no-progress"] },
  {
    name: "import rules",
    command: [
      "depcruise",
      "--output-type",
      "err-long",
      "crypto",
      "server",
      "audit",
      "migrations",
      "release",
      "web/src",
      "web/service-worker",
      "tests",
    ],
  },
  { name: "translations", command: ["node", "web/src/i18n/check.ts"] },
];

interface Outcome {
  readonly name: string;
  readonly passed: boolean;
}

const root = resolve(import.meta.dirname, "..");
const programs = resolve(root, "node_modules/.bin");
const env = { ...process.env, PATH: `${programs}${delimiter}${process.env["PATH"] ?? ""}` };

if (!existsSync(programs)) throw new Error("run npm ci first");
const queue = [...steps];
const began = performance.now();
const workers = Array.from({ length: Math.min(availableParallelism(), 4) }, work);
const outcomes = (await Promise.all(workers)).flat();
const failed = outcomes.filter((outcome) => !outcome.passed).map((outcome) => outcome.name);
console.log(`${steps.length - failed.length} of ${steps.length} checks passed in ${since(began)}.`);
if (failed.length > 0) console.log(`Failed: ${failed.join(", ")}.`);
process.exitCode = failed.length > 0 ? 1 : 0;

async function work(): Promise<Outcome[]> {
  const done: Outcome[] = [];
  for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
    const start = performance.now();
    const { code, said } = await run(step.command);
    console.log(`${code === 0 ? "✓" : "✗"} ${step.name} (${since(start)})`);
    if (code !== 0) console.log(said.trimEnd());
    done.push({ name: step.name, passed: code === 0 });
  }
  return done;
}

function run([program = "", ...args]: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((settle) => {
    const child = spawn(program, args, { cwd: root, env, shell: process.platform === "win32" });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => (said += chunk));
    child.once("error", (error) => settle({ code: 1, said: error.message }));
    child.once("close", (code) => settle({ code: code ?? 1, said }));
  });
}

function since(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
