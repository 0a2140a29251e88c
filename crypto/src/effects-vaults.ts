import type { VaultId } from "./brand.ts";
import { equal } from "./bytes.ts";
import { dated } from "./dated.ts";
import type { CommitFault } from "./faults.ts";
import { verifyAcknowledgement } from "./heads.ts";
import { holdersOf, rightOf } from "./roster-queries.ts";
import type { Epoch } from "./roster.ts";
import {
  type Of,
  type Scene,
  changeVault,
  keysIn,
  owe,
  rightIn,
  rolesIn,
  setRight,
} from "./scene.ts";

type Fault = CommitFault | undefined;

/** A vault begins, its meaning fixed for ever. Its creator manages it; epoch 1 is owed in the same commit. */
export function createVault(scene: Scene, entry: Of<"create-vault">): Fault {
  const { draft, author, size, commit } = scene;
  if (draft.vaults.has(entry.vault)) return "id-in-use";
  if (!commit.joint.some((part) => part.log === entry.vault)) return "vault-not-joint";
  draft.vaults.set(entry.vault, {
    id: entry.vault,
    meaning: entry.meaning,
    writeOnce: entry.writeOnce,
    from: size,
    rights: new Map([[author, dated(size, 3)]]),
    epochs: [],
    grants: [],
    fences: [],
    boxFaults: [],
  });
  scene.created.add(entry.vault);
  scene.due.add(entry.vault);
  return undefined;
}

/** The only way to a right on a vault: right and key in one, for a member in her present generation. */
export function grant(scene: Scene, entry: Of<"grant">): Fault {
  const vault = scene.draft.vaults.get(entry.vault);
  if (vault === undefined) return "unknown-vault";
  const keys = keysIn(scene, entry.member);
  if (keys === undefined) return "unknown-member";
  if (keys.generation !== entry.generation) return "wrong-generation";
  if (rolesIn(scene, entry.member).audit) return "auditor-holds-nothing";
  if (entry.right <= rightIn(scene, entry.vault, entry.member)) return "not-more";
  if (entry.epoch !== vault.epochs.length) return "wrong-epoch";
  const { member, generation, right, epoch, boxHash } = entry;
  const given = { member, generation, right, epoch, boxHash, from: scene.size, by: scene.author };
  changeVault(scene, entry.vault, { grants: [...vault.grants, given] });
  setRight(scene, entry.vault, member, right);
  return undefined;
}

/** A lower right, or none. */
export function revoke(scene: Scene, entry: Of<"revoke">): Fault {
  if (!scene.draft.vaults.has(entry.vault)) return "unknown-vault";
  if (entry.right >= rightIn(scene, entry.vault, entry.member)) return "not-less";
  setRight(scene, entry.vault, entry.member, entry.right);
  owe(scene, entry.vault, entry.member);
  return undefined;
}

/** A new key for exactly the members who hold the vault at this point of the commit. */
export function epoch(scene: Scene, entry: Of<"epoch">): Fault {
  const { draft, size, author } = scene;
  const vault = draft.vaults.get(entry.vault);
  if (vault === undefined) return "unknown-vault";
  if (vault.epochs.at(-1)?.from === size) return "repeated";
  if (entry.epoch !== vault.epochs.length + 1) return "wrong-epoch";
  if (!linkFits(scene, entry)) return "wrong-link";
  if (vault.epochs.some((old) => equal(old.keyCommit, entry.keyCommit))) return "key-commit-in-use";
  const holders = holdersOf(draft.members, vault);
  if (entry.boxesCount !== holders.length) return "wrong-boxes-count";
  const { keyCommit, link, boxesRoot } = entry;
  const made: Epoch = {
    epoch: entry.epoch,
    from: size,
    by: author,
    keyCommit,
    link,
    links: [],
    boxesRoot,
    holders: holders.map(({ member, generation }) => ({ member, generation })),
  };
  changeVault(scene, entry.vault, { epochs: [...vault.epochs, made] });
  scene.due.delete(entry.vault);
  return undefined;
}

/**
 * The first epoch has nothing before it. Whoever held the vault can wrap its previous key, or cut; blind is for those
 * who cannot: whoever takes something away without holding the vault, or has said that her own box does not open.
 */
function linkFits(scene: Scene, entry: Of<"epoch">): boolean {
  const { before, author } = scene;
  if (entry.epoch === 1 || entry.link.is === "first") {
    return entry.epoch === 1 && entry.link.is === "first";
  }
  if (entry.link.is !== "blind") {
    return rightOf(before, entry.vault, author) > 0 || rightIn(scene, entry.vault, author) > 0;
  }
  const faults = scene.draft.vaults.get(entry.vault)?.boxFaults ?? [];
  return (
    scene.takings.some((taking) => taking.vault === entry.vault) ||
    faults.some((fault) => fault.member === author && fault.epoch === entry.epoch - 1)
  );
}

/** The previous key, added to an epoch that was made without it. */
export function link(scene: Scene, entry: Of<"link">): Fault {
  const vault = scene.draft.vaults.get(entry.vault);
  if (vault === undefined) return "unknown-vault";
  const found = vault.epochs[entry.epoch - 1];
  if (found === undefined) return "wrong-epoch";
  if (found.link.is !== "blind") return "wrong-link";
  const epochs = vault.epochs.with(entry.epoch - 1, {
    ...found,
    links: [...found.links, entry.previous],
  });
  changeVault(scene, entry.vault, { epochs });
  return undefined;
}

/** A holder says that her box of the newest epoch does not open to its key. */
export function boxFault(scene: Scene, entry: Of<"box-fault">): Fault {
  const { author } = scene;
  const vault = scene.draft.vaults.get(entry.vault);
  if (vault === undefined) return "unknown-vault";
  if (entry.epoch !== vault.epochs.length) return "wrong-epoch";
  const said = vault.boxFaults.some((one) => one.member === author && one.epoch === entry.epoch);
  if (said) return "repeated";
  const boxFaults = [...vault.boxFaults, { member: author, epoch: entry.epoch }];
  changeVault(scene, entry.vault, { boxFaults });
  return undefined;
}

/** Heads that the server has signed, past which nothing counts that the member wrote under an older roster. */
export function fence(scene: Scene, entry: Of<"fence">): Fault {
  const { draft, size } = scene;
  const { member, heads, serverSignature } = entry;
  const acknowledged = { heads, signature: serverSignature };
  if (!verifyAcknowledgement(draft.org, draft.logKey, acknowledged)) return "bad-fence-signature";
  for (const head of heads) {
    const vault = draft.vaults.get(head.log as VaultId);
    if (vault === undefined) return "unknown-vault";
    const added = { member, from: size, head, serverSignature };
    changeVault(scene, vault.id, { fences: [...vault.fences, added] });
  }
  scene.fences.push(entry);
  return undefined;
}
