import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import {
  type Disclosed,
  type Proved,
  type Result,
  err,
  fromUtf8,
  ok,
  openDisclosure,
  readNoteKey,
  readProof,
} from "#crypto/verify";
import { nameOfLog } from "./names.ts";
import { toolOf } from "./printed.ts";
import { pageBelongs, reportFiles, verifyReport } from "./report.ts";

/** What a text that somebody handed over turned out to be: sentences, and whether it holds. */
export interface Verified {
  readonly holds: boolean;
  readonly says: readonly string[];
  /** The last sentence, where it is another than that it holds or does not. */
  readonly end?: string;
}

const titles = { proof: "linden/1/evidence\n", disclosure: "linden/1/disclosure\n" } as const;

/**
 * Checks what was handed over: a report (its folder, or its report.json with report.note beside it) against the line of
 * the key that is said to have signed it; proofs of an alarm; an opened record. The error is a sentence.
 */
export async function verifyFile(
  place: string,
  signer: string | undefined,
): Promise<Result<Verified, string>> {
  const found = await stat(place).catch(() => undefined);
  if (found === undefined) return err(`There is no ${place}.`);
  if (found.isDirectory()) return verifySigned(place, signer);
  if (place.endsWith(reportFiles.json)) return verifySigned(dirname(place), signer);
  const text = fromUtf8(await readFile(place));
  if (text?.startsWith(titles.disclosure) === true) return ok(disclosed(text));
  if (text?.startsWith(titles.proof) === true) return ok(proofs(text));
  return err(`${place} is no report, no proof and no opened record.`);
}

async function verifySigned(
  folder: string,
  signer: string | undefined,
): Promise<Result<Verified, string>> {
  const key = signer === undefined ? undefined : readNoteKey(signer);
  if (key === undefined) {
    return err(
      "Say with --signer the line of the key that is said to have signed it, as its owner told it to you: who only looks into the report learns nothing.",
    );
  }
  const read = await verifyReport(folder, key);
  if (!read.ok) return ok({ holds: false, says: [`WRONG: ${read.error}`] });
  const report = read.value;
  const { made, checks, notRun, leftOut, passed } = report;
  const isPageOurs = await pageBelongs(folder, report);
  const says = [
    `Signed by ${key.name} on ${made}${toolOf(report)}, and not changed since.`,
    ...checks.map((one) => `${one.passed ? "passed" : "FAILED"}  ${one.check}: ${one.from}`),
    ...checks.flatMap((one) =>
      (one.read ?? []).map((of) => `  ${of.file} had the SHA-256 ${of.sha256}.`),
    ),
    ...checks.flatMap((one) => one.problems.map((problem) => `  WRONG: ${problem}`)),
    ...notRun.map((check) => `NOT RUN ${check}`),
    ...leftOut.map((check) => `left out ${check}`),
    isPageOurs === undefined
      ? "There is no page beside it."
      : isPageOurs
        ? `${reportFiles.page} is the page that belongs to it.`
        : `WRONG: ${reportFiles.page} is not the page that belongs to this report: believe nothing on it.`,
  ];
  if (isPageOurs === false) {
    return ok({ holds: false, says, end: "The report holds. The page beside it does NOT." });
  }
  return ok({
    holds: passed,
    says,
    ...(!passed && { end: "It holds, and says itself that not everything has passed." }),
  });
}

/** Each of the proofs in a file. */
function proofs(text: string): Verified {
  const each = text.split(titles.proof).slice(1);
  const read = each.map((one) => readProof(`${titles.proof}${one.trimEnd()}\n`));
  return {
    holds: read.every((one) => one.ok),
    says: read.flatMap((one) =>
      one.ok
        ? one.value.proved.map(sentence)
        : [`WRONG: nothing in it can be believed (${one.error}).`],
    ),
  };
}

/** What an administrator has signed about it, in a proof that carries so much of the roster. */
const why = ({ lost }: { readonly lost?: true }): string =>
  lost
    ? " An administrator has signed that its end was lost: a server that was put back from a backup looks like this. Ask her."
    : "";

function sentence(proved: Proved): string {
  const name = (log: Parameters<typeof nameOfLog>[0] | undefined): string =>
    log === undefined ? "the list of all logs" : nameOfLog(log);
  if (proved.is === "fork") {
    const who = proved.bySignature ? "The server signed" : "The server showed";
    return `Fork: ${who} two histories of ${name(proved.log)} at ${proved.size} entries.${why(proved)}`;
  }
  if (proved.is === "taken-back") {
    return `Taken back: ${name(proved.log)} had ${proved.before} entries, and in a later list ${proved.after}.${why(proved)}`;
  }
  if (proved.is === "foreign") {
    return `Foreign entry: the server signed for entry ${proved.position + 1} of the roster (${proved.entries.join(", ")}), which nobody who might has signed (${proved.code}).`;
  }
  if (proved.is === "foreign-write") {
    return `Foreign entry: the server signed for ${name(proved.log)} with entry ${proved.position + 1}, which its author might not write (${proved.code}).`;
  }
  return `Two sizes, no lie by themselves: the server signed for ${name(proved.log)} at ${proved.larger} and at ${proved.smaller} entries. It must show the larger to whoever asks.`;
}

function disclosed(text: string): Verified {
  const opened = openDisclosure(text);
  if (!opened.ok) return { holds: false, says: [`WRONG: it does not hold (${opened.error}).`] };
  return { holds: true, says: saysOf(opened.value) };
}

const saysOf = ({ contents, compartment, line, dated }: Disclosed): readonly string[] => [
  ...contents.flatMap(({ author, version, payload, record }) => [
    `Record ${record.slice(0, 8)} of ${compartment}, version ${version}, written by member ${author.slice(0, 8)}:`,
    payload,
  ]),
  `All of it was in line ${line} of the list of all logs.`,
  ...(dated.length === 0
    ? ["No witness has dated it."]
    : dated.map(
        ({ witness, time }) => `Not after ${new Date(time * 1_000).toISOString()}, by ${witness}.`,
      )),
];
