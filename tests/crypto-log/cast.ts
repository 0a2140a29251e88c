import {
  type Hash,
  type Identity,
  type Leaf,
  type MemberId,
  type RecordId,
  type VaultId,
  idFrom,
  identityFrom,
  noHash,
  ready,
  sha256,
  utf8,
} from "#crypto";

await ready();

/** 32 bytes that depend on nothing but a name: every key, id and hash of these tests. */
export const bytesOf = (name: string): Hash => sha256(utf8(name));

/** Somebody with keys, on a roster or not. */
export interface Person {
  readonly id: MemberId;
  readonly identity: Identity;
}

export const person = (name: string, generation = 1): Person => ({
  id: idFrom.member(bytesOf(`id ${name}`).slice(0, 16)),
  identity: identityFrom(
    generation,
    bytesOf(`sign ${name} ${generation}`),
    bytesOf(`box ${name} ${generation}`),
  ),
});

export const vaultId = (name: string): VaultId =>
  idFrom.vault(bytesOf(`vault ${name}`).slice(0, 16));
export const recordId = (name: string): RecordId =>
  idFrom.record(bytesOf(`record ${name}`).slice(0, 16));

/** A put of version 1 in epoch 1, with whatever else. */
export function put(change: Partial<Leaf> & { readonly record: RecordId }): Leaf {
  const { record, version = 1, epoch = 1 } = change;
  return {
    kind: "put",
    flags: 0,
    schema: 1,
    version,
    epoch,
    contentCommit: bytesOf(`content ${record} ${version}`),
    envelopeHash: bytesOf(`envelope ${record} ${version} ${epoch}`),
    ...change,
  };
}

export const tombstone = (record: RecordId, version: number, epoch = 1): Leaf =>
  put({ record, kind: "tombstone", version, epoch, contentCommit: noHash, envelopeHash: noHash });

export const prune = (record: RecordId, version: number, epoch = 1): Leaf =>
  put({ record, kind: "prune", version, epoch, contentCommit: noHash });
