import {
  type Result,
  type FileList,
  err,
  fileDifferences,
  fileHash,
  fileListName,
  fromUtf8,
  ok,
  readNoteKeys,
  readServedFiles,
} from "#crypto/verify";
import { readFile, readdir } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { type Outcome, Findings } from "./check.ts";

const root = resolve(import.meta.dirname, "..");

/** Headers without which a browser would let a page do what the release does not allow. */
const headers: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /default-src 'none'.*script-src 'self' 'wasm-unsafe-eval'/,
  "cache-control": /no-store/,
  "x-content-type-options": /nosniff/,
};

/**
 * Fetches every file of the list from a server and compares it: with the list that the auditor trusts, and with her own
 * build of the same version where she has one. The error is a sentence.
 */
export async function checkClient(
  origin: string,
  { list, build }: { readonly list: string | undefined; readonly build: string },
): Promise<Result<Outcome, string>> {
  const findings = new Findings();
  const keys = readNoteKeys(await readFile(join(root, "release/keys.txt"), "utf8").catch(() => ""));
  if (keys === undefined) return err("release/keys.txt of this clone cannot be read.");
  const trusted = await readFile(list ?? join(build, fileListName)).catch(() => undefined);
  if (trusted === undefined) {
    return err(
      list === undefined
        ? "There is nothing to compare with: build the client of this clone with npm run build, or name the list of a release with --list."
        : `There is no list ${list}.`,
    );
  }
  const read = readServedFiles(trusted, keys);
  if (!read.ok) return err(`The list to compare with cannot be believed (${read.error}).`);
  const { list: files, signedBy } = read.value;
  findings.count("signatures on the list", signedBy.length);
  findings.note(
    signedBy.length > 0
      ? `The list of version ${files.version} is signed by ${signedBy.join(", ")}.`
      : `The list of version ${files.version} is signed by nobody: it says what this clone builds, not what somebody released.`,
  );
  await compareBuild(files, build, findings);
  await compareServed(origin.replace(/\/+$/, ""), files, findings);
  return ok(findings.outcome("client", ["files served", "headers"]));
}

/** Her own build, file by file. */
async function compareBuild(list: FileList, build: string, findings: Findings): Promise<void> {
  const hashes = await hashesIn(build);
  if (hashes.size === 0) {
    findings.note("This clone has no build of its own to compare with (npm run build).");
    return;
  }
  findings.count("files built here", hashes.size);
  for (const { path, is } of fileDifferences(list, hashes)) {
    findings.problem(`What this clone builds is not what the list says: ${path} is ${words[is]}.`);
  }
}

async function compareServed(origin: string, list: FileList, findings: Findings): Promise<void> {
  const hashes = new Map<string, string | undefined>();
  for (const path of list.files.keys()) {
    const reply = await fetch(`${origin}/${path}`).catch(() => undefined);
    if (reply === undefined) {
      findings.problem(`The server at ${origin} does not answer.`);
      return;
    }
    findings.count("files served");
    const bytes = new Uint8Array(await reply.arrayBuffer());
    hashes.set(path, reply.ok ? fileHash(bytes) : undefined);
    for (const [name, like] of Object.entries(headers)) {
      findings.count("headers");
      if (like.test(reply.headers.get(name) ?? "")) continue;
      findings.problem(`${path} is served without the header ${name} that the release sends.`);
    }
  }
  for (const { path, is } of fileDifferences(list, hashes)) {
    findings.problem(
      `The server gives browsers another file than the list says: ${path} is ${words[is]}.`,
    );
  }
  const first = await fetch(`${origin}/`).catch(() => undefined);
  const page = first === undefined ? "" : fileHash(new Uint8Array(await first.arrayBuffer()));
  findings.count("files served");
  if (page !== list.files.get("index.html")) {
    findings.problem("The first page is not the one that is listed.");
  }
  const served = await fetch(`${origin}/${fileListName}`).catch(() => undefined);
  const text =
    served?.ok === true ? fromUtf8(new Uint8Array(await served.arrayBuffer())) : undefined;
  if (text === undefined) findings.note("The server does not serve a list of its files.");
}

const words = { changed: "changed", missing: "missing", unlisted: "on no list" } as const;

/** SHA-256 by path of the files of a build, without what a browser is not given under a name of its own. */
async function hashesIn(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const hashes = new Map<string, string>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join("/");
    if (!entry.isFile() || path === fileListName || /(^|\/)\.|\.(br|gz)$/.test(path)) continue;
    hashes.set(path, fileHash(await readFile(file)));
  }
  return hashes;
}
