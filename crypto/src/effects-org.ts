import { type VaultId, rosterLog } from "./brand.ts";
import { equal } from "./bytes.ts";
import { withValue } from "./dated.ts";
import type { CommitFault } from "./faults.ts";
import { sameHead } from "./merkle.ts";
import { type Of, type Scene, changeVault } from "./scene.ts";
import { isSignPublic } from "./sodium.ts";

type Fault = CommitFault | undefined;

/** Says knowingly that this commit leaves a vault without a manager, or (the roster's log) only one administrator. */
export function abandon(scene: Scene, entry: Of<"abandon">): Fault {
  const { draft, size, author } = scene;
  if (entry.vault !== (rosterLog as string) && !draft.vaults.has(entry.vault)) {
    return "unknown-vault";
  }
  if (scene.abandoned.has(entry.vault)) return "repeated";
  scene.abandoned.add(entry.vault);
  draft.abandoned = [...draft.abandoned, { from: size, by: author, vault: entry.vault }];
  return undefined;
}

/** Who watches, and how many of them must be fresh. */
export function witness({ draft }: Scene, entry: Of<"witness">): Fault {
  if (entry.quorum > entry.witnesses.length) return "wrong-quorum";
  if (!entry.witnesses.every((one) => isSignPublic(one.key))) return "bad-key";
  draft.witnesses = { quorum: entry.quorum, keys: entry.witnesses };
  return undefined;
}

/** Another key signs acknowledgements and checkpoints from here on. */
export function logKey({ draft, size }: Scene, entry: Of<"log-key">): Fault {
  if (!isSignPublic(entry.logKey)) return "bad-key";
  if (equal(entry.logKey, draft.logKey)) return "no-change";
  draft.logKey = entry.logKey;
  draft.logKeys = withValue(draft.logKeys, size, entry.logKey);
  return undefined;
}

/**
 * Names where a log goes on after its tail was lost for good. The roster's own is where this very commit stands. A
 * fence in the lost tail is drawn back to where the log goes on: it ends its member's part there, and is no
 * contradiction of what others write after it.
 */
export function reset(scene: Scene, entry: Of<"reset">): Fault {
  const { draft, before, size, author } = scene;
  const at = { log: entry.log, ...entry.head };
  if (entry.log === rosterLog) {
    if (!sameHead(entry.head, before.head)) return "wrong-reset";
  } else {
    const vault = draft.vaults.get(entry.log as VaultId);
    if (vault === undefined) return "unknown-vault";
    const fences = vault.fences.map((fence) =>
      fence.head.size < at.size ? fence : { ...fence, head: at },
    );
    changeVault(scene, vault.id, { fences });
  }
  draft.resets = [...draft.resets, { from: size, by: author, at, lost: entry.lost }];
  return undefined;
}
