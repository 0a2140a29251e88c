import {
  type Entry,
  type Items,
  type LogId,
  type SealedBox,
  type VaultId,
  boxHash,
  boxLeaves,
  boxesRoot,
  emptyHead,
  itemsHash,
  randomBytes,
  rosterLog,
  sha256,
  signCommit,
} from "#crypto";
import type { Append } from "#contract/append.ts";
import { type Person, put, recordId } from "../crypto-log/cast.ts";
import type { World } from "../crypto-log/world.ts";
import { Hand } from "../server/hand.ts";

/** Somebody of a made-up organisation as a client of the server at `url`. */
export const handIn = (url: string, { org }: World, { id, identity }: Person): Hand =>
  Object.assign(new Hand(url), { org, member: id, identity });

/** What somebody sends to the server who wants to have these entries, with everything that they owe. */
export function appendOf(world: World, author: Person, given: readonly Entry[]): Append {
  const { roster, verdict } = world.try(author, given);
  const boxes: SealedBox[] = [];
  const boxFor = (
    vault: VaultId,
    epoch: number,
    seat: { member: Person["id"]; generation: number },
  ) => {
    const { member, generation } = seat;
    const box = { vault, epoch, member, generation, bytes: randomBytes(112) };
    boxes.push(box);
    return box;
  };
  const entries = given.map((entry): Entry => {
    if (verdict.is !== "valid") return entry;
    if (entry.is === "grant") {
      return { ...entry, boxHash: boxHash(boxFor(entry.vault, entry.epoch, entry).bytes) };
    }
    if (entry.is !== "epoch") return entry;
    const seats = roster.vaults.get(entry.vault)?.epochs[entry.epoch - 1]?.holders ?? [];
    const own = seats.map((seat) => boxFor(entry.vault, entry.epoch, seat));
    return { ...entry, boxesRoot: boxesRoot(boxLeaves(own)) };
  });
  const created = entries.flatMap((entry) => (entry.is === "create-vault" ? [entry.vault] : []));
  if (created.length === 0) {
    const { bytes } = world.sign(author, entries);
    return { chains: [{ log: rosterLog, commits: [{ bytes, envelopes: [] }] }], boxes };
  }
  const [vault] = created as [VaultId];
  const envelope = Uint8Array.of(0xff, ...randomBytes(399));
  const first = put({ record: recordId("first"), envelopeHash: sha256(envelope) });
  const opening: Items = { is: "leaves", leaves: [first] };
  const joint = [
    { log: rosterLog as LogId, itemsHash: itemsHash({ is: "entries", entries }) },
    { log: vault as LogId, itemsHash: itemsHash(opening) },
  ].toSorted((a, b) => (a.log < b.log ? -1 : 1));
  const own = world.sign(author, entries, { joint });
  const after = world.try(author, entries, { joint }).roster.head;
  const beside = { log: vault, base: emptyHead(), roster: after, author: author.id, joint };
  const { bytes } = signCommit(world.org, { ...beside, items: opening }, author.identity);
  return {
    chains: [
      { log: rosterLog, commits: [{ bytes: own.bytes, envelopes: [] }] },
      { log: vault, commits: [{ bytes, envelopes: [envelope] }] },
    ],
    boxes,
  };
}
