import {
  type OrgId,
  type Roster,
  type SealedBox,
  type VaultId,
  boxHash,
  boxLength,
  checkEpochBoxes,
  equal,
  foldAll,
  isUtf8,
} from "#crypto/verify";
import type { Findings } from "./check.ts";
import type { Source } from "./source.ts";
import { nameOfLog } from "./names.ts";

/** How often they are read again where the roster has grown meanwhile. */
const mostTries = 5;

/** The roster with what stands behind the published list of it, by a source that goes on while it is read. */
async function asOfNow(source: Source, org: OrgId, roster: Roster): Promise<Roster> {
  const more = (await source.beyond?.(org, roster.head.size)) ?? [];
  return foldAll(roster, more).roster;
}

/** All sealed keys, and a roster that did not grow while they were read. */
async function boxesOf(
  source: Source,
  org: OrgId,
  published: Roster,
): Promise<{ readonly boxes: readonly SealedBox[]; readonly roster: Roster }> {
  let roster = await asOfNow(source, org, published);
  for (let tries = 1; ; tries++) {
    const boxes: SealedBox[] = [];
    for await (const box of source.boxes(org, roster.vaults.keys())) boxes.push(box);
    const now = await asOfNow(source, org, roster);
    if (now.head.size === roster.head.size || tries === mostTries) return { boxes, roster };
    roster = now;
  }
}

/**
 * Whether the sealed keys are exactly those that the roster speaks of: of every key, one for each holder, and no other.
 * They are those of now, and so the roster has to be.
 */
export async function checkBoxes(
  source: Source,
  { org, roster: published, findings }: { org: OrgId; roster: Roster; findings: Findings },
): Promise<void> {
  const byVault = new Map<VaultId, SealedBox[]>();
  const { boxes: all, roster } = await boxesOf(source, org, published);
  for (const box of all) {
    findings.count("sealed keys");
    const boxes = byVault.get(box.vault) ?? [];
    boxes.push(box);
    byVault.set(box.vault, boxes);
    if (box.bytes.length !== boxLength || isUtf8(box.bytes)) {
      findings.problem(`A sealed key of ${nameOfLog(box.vault)} is none: it has another form.`);
    }
  }
  for (const vault of roster.vaults.values()) {
    const boxes = byVault.get(vault.id) ?? [];
    byVault.delete(vault.id);
    const claimed = new Set<SealedBox>();
    for (const epoch of vault.epochs) {
      findings.count("keys of vaults");
      const own = epoch.holders.flatMap((seat) =>
        boxes.filter((box) => box.epoch === epoch.epoch && isFor(box, seat)),
      );
      for (const box of own) claimed.add(box);
      if (!checkEpochBoxes(epoch, own)) {
        findings.problem(
          `Key ${epoch.epoch} of ${nameOfLog(vault.id)} is not sealed to exactly those who hold the vault.`,
        );
      }
    }
    for (const grant of vault.grants) {
      findings.count("rights given");
      const box = boxes.find(
        (one) =>
          one.epoch === grant.epoch &&
          isFor(one, grant) &&
          equal(boxHash(one.bytes), grant.boxHash),
      );
      if (box !== undefined) claimed.add(box);
      else findings.problem(`The key that came with a right on ${nameOfLog(vault.id)} is missing.`);
    }
    for (const box of boxes.filter((one) => !claimed.has(one))) ghost(box, findings);
  }
  for (const box of [...byVault.values()].flat()) ghost(box, findings);
}

const isFor = (
  box: SealedBox,
  seat: { readonly member: string; readonly generation: number },
): boolean => box.member === seat.member && box.generation === seat.generation;

function ghost({ vault, epoch, member }: SealedBox, findings: Findings): void {
  findings.problem(
    `Key ${epoch} of ${nameOfLog(vault)} is also sealed to ${member.slice(0, 8)}, to whom nobody gave it: a ghost member.`,
  );
}
