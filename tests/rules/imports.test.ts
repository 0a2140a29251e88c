import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** A project in which every file breaks a rule. */
const wrong: Readonly<Record<string, string>> = {
  "crypto/src/sodium.ts": 'export { default } from "libsodium-wrappers-sumo";',
  "crypto/src/envelope.ts": 'import "./sodium.ts"; import "node:fs";',
  "crypto/src/merkle.ts": 'import "./envelope.ts"; import "libsodium-wrappers-sumo";',
  "crypto/src/verify.ts": 'export * from "./merkle.ts";',
  "crypto/src/index.ts": 'export * from "./envelope.ts"; import "../../web/src/domain/bed.ts";',
  "server/contract/frame.ts": 'import "../app.ts"; import "fastify";',
  "server/app.ts": 'import "#crypto"; import "../crypto/src/merkle.ts"; import "vitest";',
  "server/main.ts": 'import "../web/src/main.ts"; import "../tests/world.ts";',
  "audit/src/logs.ts": 'import "../../server/app.ts";',
  "audit/logs.ts": 'import "./report.ts";',
  "audit/report.ts": "export {};",
  "web/src/domain/bed.ts": 'import "svelte"; import "../sync/pull.ts"; import "./stay.ts";',
  "web/src/domain/stay.ts": 'import "./bed.ts"; import "./lost.ts";',
  "web/src/sync/pull.ts": 'import "../vault/keyring.ts";',
  "web/src/vault/keyring.ts": 'import "svelte"; import "#server/app.ts";',
  "web/src/state/session.svelte.ts": 'import "../screens/Board.svelte";',
  "web/src/i18n/t.ts": 'import "../state/session.svelte.ts";',
  "web/src/screens/Board.svelte": '<script lang="ts">import "../sync/pull.ts";</script>',
  "web/src/main.ts": 'import "./screens/Board.svelte"; import "./i18n/t.ts";',
  "tests/world.ts": "export {};",
};

interface Report {
  readonly summary: {
    readonly violations: readonly { readonly rule: { readonly name: string } }[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

test("every import rule catches what it forbids", async () => {
  const folder = await mkdtemp(join(tmpdir(), "linden-rules-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, text] of Object.entries(wrong)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  for (const name of ["node_modules", "package.json"]) {
    await symlink(join(root, name), join(folder, name));
  }
  const config = join(root, ".dependency-cruiser.mjs");
  const { stdout } = await promisify(execFile)(
    join(root, "node_modules/.bin/depcruise"),
    ["--config", config, "--output-type", "json", "crypto", "server", "audit", "web", "tests"],
    { cwd: folder, maxBuffer: 1 << 26 },
  );
  const { violations, ruleSetUsed } = (JSON.parse(stdout) as Report).summary;
  const caught = new Set(violations.map((violation) => violation.rule.name));
  const rules = ruleSetUsed.forbidden.map((rule) => rule.name);
  expect(rules.length).toBeGreaterThan(15);
  expect(rules.filter((name) => !caught.has(name))).toEqual([]);
});
