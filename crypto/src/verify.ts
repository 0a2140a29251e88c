/**
 * The verify door: everything that reads, hashes and judges public bytes. Nothing reachable from here can open an
 * envelope, a box or a bundle, or sign. The server and the auditor's tool come in through it.
 */
export * from "./accept.ts";
export * from "./brand.ts";
export * from "./bytes.ts";
export { type InviteCode, readInviteCode } from "./codes.ts";
export * from "./commit.ts";
export * from "./content.ts";
export * from "./dated.ts";
export * from "./entries.ts";
export type * from "./entry.ts";
export * from "./disclosure.ts";
export * from "./epoch-boxes.ts";
export * from "./evidence.ts";
export * from "./faults.ts";
export * from "./files.ts";
export * from "./fold.ts";
export * from "./genesis.ts";
export * from "./hash.ts";
export * from "./heads.ts";
export * from "./heads-line.ts";
export * from "./joint.ts";
export * from "./labels.ts";
export { bulkLimit } from "./leaf-rules.ts";
export * from "./leaf.ts";
export * from "./log-state.ts";
export * from "./meaning.ts";
export * from "./merkle.ts";
export * from "./note.ts";
export * from "./note-key.ts";
export * from "./proof.ts";
export * from "./result.ts";
export * from "./subtrees.ts";
export * from "./boxes.ts";
export * from "./challenge.ts";
export * from "./suite.ts";
export * from "./words.ts";
export * from "./roster-queries.ts";
export * from "./roster.ts";
export { inviteLasts } from "./settle.ts";
export { blake2b, ready } from "./sodium.ts";
export * from "./verdict.ts";
