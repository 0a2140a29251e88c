import { type Hash, type MemberId, type VaultId, idBytes } from "./brand.ts";
import { Writer } from "./bytes.ts";
import { sha256 } from "./hash.ts";
import { inclusionProof, leafHash, rootOver, verifyInclusion } from "./merkle.ts";

/** An epoch's key sealed to one member. It lies beside the log; alone it is never trusted. */
export interface SealedBox {
  readonly vault: VaultId;
  readonly epoch: number;
  readonly member: MemberId;
  readonly generation: number;
  readonly bytes: Uint8Array;
}

/** Length in bytes of every box: 48 for the anonymous seal, 32 of key, 32 that bind it to its place. */
export const boxLength = 48 + 64;

/** SHA-256 of a box: what a grant names. */
export const boxHash = (bytes: Uint8Array): Hash => sha256(bytes);

/** Whose box it is and what it hashes to: one leaf under an epoch's boxes root. */
export type BoxLeaf = Pick<SealedBox, "member" | "generation"> & { readonly hash: Hash };

/** The leaves of an epoch's boxes in their order: by member. */
export const boxLeaves = (boxes: readonly SealedBox[]): BoxLeaf[] =>
  boxes
    .map((box) => ({ member: box.member, generation: box.generation, hash: boxHash(box.bytes) }))
    .toSorted((a, b) => (a.member < b.member ? -1 : 1));

/** Merkle root over (member 16, generation u32, hash 32), sorted by member. docs/protocol.md §3. */
export const boxesRoot = (leaves: readonly BoxLeaf[]): Hash => rootOver(leaves.map(boxLeafHash));

/** A member's path to the boxes root, or undefined where she has no box among these. */
export function boxPath(
  leaves: readonly BoxLeaf[],
  member: MemberId,
): { readonly index: number; readonly path: readonly Hash[] } | undefined {
  const index = leaves.findIndex((leaf) => leaf.member === member);
  return index < 0 ? undefined : { index, path: inclusionProof(leaves.map(boxLeafHash), index) };
}

/** Whether a box is among exactly those that an epoch's entry counted and hashed. */
export const verifyBoxPath = (
  epoch: { readonly boxesRoot: Hash; readonly boxesCount: number },
  leaf: BoxLeaf,
  { index, path }: { readonly index: number; readonly path: readonly Hash[] },
): boolean =>
  verifyInclusion({
    leaf: boxLeafHash(leaf),
    index,
    head: { size: epoch.boxesCount, root: epoch.boxesRoot },
    proof: path,
  });

const boxLeafHash = (leaf: BoxLeaf): Hash =>
  leafHash(new Writer().bytes(idBytes(leaf.member)).u32(leaf.generation).bytes(leaf.hash).done());
