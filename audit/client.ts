import {
  type FileList,
  type Result,
  err,
  fileHash,
  fileListName,
  ok,
  readNoteKeys,
  readServedFiles,
} from "#crypto/verify";
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compareFolder } from "./built.ts";
import { type Outcome, Findings } from "./check.ts";
import { type Given, endAsking, forms, giveMe } from "./served.ts";

const root = resolve(import.meta.dirname, "..");

/** Headers without which a browser would let a page do what the release does not allow. */
const headers: Readonly<Record<string, RegExp>> = {
  "content-security-policy": /default-src 'none'.*script-src 'self' 'wasm-unsafe-eval'/,
  "cache-control": /no-store/,
  "x-content-type-options": /nosniff/,
};

/**
 * Fetches every file of the list from a server, in every form that a browser may take, or reads them in the folder from
 * which they are served, and compares each: with the list that the auditor trusts, and with her own build of the same
 * version where she has one. The error is a sentence.
 */
export async function checkClient(
  place: string,
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
  if (/^https?:/.test(place)) {
    await compareServed(place.replace(/\/+$/, ""), files, findings);
    endAsking();
    return ok(findings.outcome("client", ["files served", "headers"]));
  }
  const found = await stat(place).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    return err(`${place} is neither the address of a server (https://…) nor a folder of files.`);
  }
  const lies = await compareFolder(place, files);
  findings.count("files served", lies.files);
  findings.count("compressed copies of them", lies.copies);
  for (const what of lies.wrong) {
    findings.problem(`The folder gives browsers another file than the list says: ${what}.`);
  }
  return ok(findings.outcome("client", ["files served"]));
}

/** Her own build, file by file. */
async function compareBuild(list: FileList, build: string, findings: Findings): Promise<void> {
  const built = await compareFolder(build, list);
  if (built.files === 0) {
    findings.note("This clone has no build of its own to compare with (npm run build).");
    return;
  }
  findings.count("files built here", built.files);
  findings.count("compressed copies built here", built.copies);
  for (const what of built.wrong) {
    findings.problem(`What this clone builds is not what the list says: ${what}.`);
  }
}

async function compareServed(origin: string, list: FileList, findings: Findings): Promise<void> {
  const pages = [...list.files].map(([path, hash]) => ({ path, hash, name: path }));
  findings.note(
    "Each file was asked for uncompressed, as gzip, as Brotli, and as most browsers ask.",
  );
  const first = { path: "", hash: list.files.get("index.html") ?? "", name: "the first page" };
  for (const page of [...pages, first]) {
    const wrong = new Map<string, string[]>();
    const lacking = new Set<string>();
    for (const form of forms) {
      const given = await giveMe(new URL(`${origin}/${page.path}`), form);
      if (given === undefined) {
        findings.problem(`The server at ${origin} does not answer.`);
        return;
      }
      findings.count("answers compared");
      if (given.encoding !== "identity") findings.count("of them compressed");
      const fault = faultOf(given, form, page.hash);
      if (fault !== undefined) wrong.set(fault, [...(wrong.get(fault) ?? []), form]);
      for (const name of lackingOf(given, findings)) lacking.add(name);
    }
    findings.count(page === first ? "first page" : "files served");
    for (const [fault, asked] of wrong) {
      const which = asked.length === forms.length ? "" : `, for who takes ${asked.join(" or ")},`;
      findings.problem(
        `The server gives browsers another file than the list says: ${page.name}${which} is ${fault}.`,
      );
    }
    for (const name of lacking) {
      findings.problem(`${page.name} is served without the header ${name} that the release sends.`);
    }
  }
  const served = await giveMe(new URL(`${origin}/${fileListName}`), "identity");
  if (served?.bytes === undefined) findings.note("The server does not serve a list of its files.");
}

function faultOf(
  { bytes, lacks, encoding }: Given,
  form: string,
  hash: string,
): string | undefined {
  if (bytes === undefined) return lacks;
  if (fileHash(bytes) !== hash) return "changed";
  const taken = ["identity", ...form.split(", ")];
  return taken.includes(encoding) ? undefined : `compressed as ${encoding}, unasked`;
}

/** Which headers are not as the release sends them. */
function lackingOf({ headers: sent }: Given, findings: Findings): readonly string[] {
  return Object.entries(headers).flatMap(([name, like]) => {
    findings.count("headers");
    return like.test(String(sent[name] ?? "")) ? [] : [name];
  });
}
