import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");

/** The doors of package.json that the tool may come through. */
const doors: Readonly<Record<string, string>> = {
  "#crypto/verify": "crypto/src/verify.ts",
  "#contract/": "server/contract/",
};

/** Every file of ours, and every package, that running the tool can load, types left out. */
async function reachable(from: string): Promise<{ files: Set<string>; packages: Set<string> }> {
  const files = new Set<string>();
  const packages = new Set<string>();
  const queue = [from];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    const source = await readFile(join(root, file), "utf8");
    const imports = source.matchAll(
      /^(?:import |(?:import|export)(?! type)[^;"=]*? from )"([^"]+)";|\bimport\("([^"]+)"\)/gm,
    );
    for (const [, given, dynamic] of imports) {
      const name = given ?? dynamic ?? "";
      const door = Object.keys(doors).find((one) => name.startsWith(one));
      if (door !== undefined) queue.push(name.replace(door, doors[door] ?? ""));
      else if (name.startsWith(".")) {
        queue.push(relative(root, resolve(root, dirname(file), name)));
      } else if (!name.startsWith("node:")) packages.add(name);
    }
  }
  return { files, packages };
}

test("the auditor's tool can load nothing that opens, seals or makes keys, and nothing of server or client", async () => {
  const { files, packages } = await reachable("audit/main.ts");
  expect(files.size).toBeGreaterThan(60);
  const strange = [...files].filter(
    (file) => !/^(audit|server\/contract|crypto\/src)\//.test(file),
  );
  expect(strange).toEqual([]);
  const opening =
    /^crypto\/src\/(index|envelope|passphrase|identity|epoch|invite|recovery|sign|heads-sign|note-sign|letter|account-key)\.ts$/;
  expect([...files].filter((file) => opening.test(file))).toEqual([]);
  expect([...packages].toSorted()).toEqual([
    "@scure/bip39/wordlists/english.js",
    "libsodium-wrappers-sumo",
    "pg",
  ]);
});

test("what can open, of crypto, is loaded by the door that the tool does not use", async () => {
  const { files } = await reachable("crypto/src/index.ts");
  for (const name of ["envelope", "epoch", "identity", "passphrase"]) {
    expect(files).toContain(`crypto/src/${name}.ts`);
  }
});
