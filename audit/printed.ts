import { sha256, toHex, utf8 } from "#crypto/verify";
import { checkTitles } from "./check.ts";
import type { Kept, Report } from "./reported.ts";

/** The report as one page for paper, without the signature at its end: no script, no image, nothing from anywhere. */
export const printed = (report: Omit<Report, "page">): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Audit report</title>
<style>
  body { font: 11pt/1.5 system-ui, sans-serif; max-inline-size: 46rem; margin: 2rem auto; padding-inline: 1rem; color: #111; background: #fff }
  h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-block: 2rem .25rem; border-block-start: 1px solid #999; padding-block-start: .75rem }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin-block: .5rem } dt { text-align: end; font-variant-numeric: tabular-nums } dd { margin: 0 }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8.5pt } section { break-inside: avoid }
</style>
<h1>Audit report</h1>
<p>Made on ${text(report.made)}${text(toolOf(report))}. ${report.passed ? "Every check that was asked for was run and has passed." : "Not everything that was asked for has passed."}</p>
${report.notRun.map((check) => `<p><strong>Asked for and not run:</strong> ${text(checkTitles[check])} (${check}).</p>`).join("\n")}
${report.checks.map(section).join("\n")}
<h2>What was not asked for</h2>
${report.leftOut.length === 0 ? "<p>Nothing was left out.</p>" : `<ul>${report.leftOut.map((check) => `<li>${text(checkTitles[check])} (${check})</li>`).join("")}</ul>`}
`;

/** What stands at the end of a page: whose signature, and over what. */
const signatureOf = (key: string, note: string): string => `<h2>Signature</h2>
<p>Over the file report.json, by the key ${text(key)}.</p>
<pre>${text(note)}</pre>
</html>
`;

/** A page with the signature of its report at its end. */
export const signedPage = (page: string, { key }: Pick<Report, "key">, note: string): string =>
  page + signatureOf(key, note);

/** What is signed about a page. */
export const pageHash = (page: string): string => toHex(sha256(utf8(page)));

/** Whether a page is the one that belongs to this report and its note. */
export function belongs(page: string, { key, page: hash }: Report, note: string): boolean {
  const end = signatureOf(key, note);
  return page.endsWith(end) && pageHash(page.slice(0, -end.length)) === hash;
}

/** By which state of the tool a report was made, to be read behind its day. */
export function toolOf({ tool }: Pick<Report, "tool">): string {
  if (tool === undefined) return "";
  return ` by version ${tool.version} of the tool${tool.commit === undefined ? "" : `, commit ${tool.commit}`}`;
}

const section = (check: Kept): string => `<section>
<h2>${text(checkTitles[check.check])}</h2>
<p><strong>${check.passed ? "Passed." : "Failed."}</strong> ${text(check.from)}, ${text(check.began)}, ${check.seconds} s.</p>
${list(check.problems)}
<dl>${Object.entries(check.looked)
  .map(([what, count]) => `<dt>${count.toLocaleString("en")}</dt><dd>${text(what)}</dd>`)
  .join("")}</dl>
${list(check.notes)}
${list((check.read ?? []).map(({ file, sha256: hash }) => `${file} has the SHA-256 ${hash}.`))}
</section>`;

const list = (sentences: readonly string[]): string =>
  sentences.length === 0
    ? ""
    : `<ul>${sentences.map((sentence) => `<li>${text(sentence)}</li>`).join("")}</ul>`;

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};
const text = (words: string): string =>
  words.replaceAll(/[&<>"]/g, (letter) => escapes[letter] ?? letter);
