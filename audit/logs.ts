import { type Outcome, type SeenHeads, Findings } from "./check.ts";
import { lookAt } from "./organisation.ts";
import type { Progress } from "./progress.ts";
import type { EarlierHead, Source } from "./source.ts";

/** Verifies every log of every organisation without a key: signatures, rights, fences, keys, reseals and prunes. */
export async function checkLogs(
  source: Source,
  { progress, earlier }: { progress: Progress; earlier: readonly EarlierHead[] },
): Promise<Outcome> {
  const findings = new Findings();
  for (const fault of (await source.faults?.()) ?? []) findings.problem(fault);
  const seen: SeenHeads[] = [];
  for (const org of await source.organisations()) {
    const looked = await lookAt(source, org, { findings, progress, earlier, signatures: true });
    seen.push(looked.seen);
  }
  missing(earlier, seen, findings);
  const needed = ["organisations", "commits", "signatures", "signed checkpoints"];
  return { ...findings.outcome("logs", needed), seen };
}

/** Organisations that an earlier visit saw and that are gone. */
export function missing(
  earlier: readonly EarlierHead[],
  seen: readonly SeenHeads[],
  findings: Findings,
): void {
  for (const { org, by } of earlier) {
    if (seen.some((one) => one.org === org)) continue;
    findings.problem(`The organisation ${org.slice(0, 8)} is gone; ${by} saw it.`);
  }
}
