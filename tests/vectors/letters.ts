import { type OrgId, openLetter, toHex, utf8 } from "#crypto";
import { bytesOf, person, recordId, vaultId } from "../crypto-log/cast.ts";
import * as second from "../second/letter.ts";
import { holds, valueOf } from "./held.ts";

const org = toHex(bytesOf("organisation")) as OrgId;
const place = { org, vault: vaultId("exchange"), record: recordId("transfer") };
const people = ["heron", "stork"].map((name) => person(name));

/** Letters of several lengths to two people, and one fault each that does not open. */
export function letters(): unknown {
  const texts = ["", "Asha", "a longer text, ".repeat(40)].map((text) => utf8(text));
  const made = people.flatMap(({ id, identity }) =>
    texts.map((text, at) => {
      const ephemeral = bytesOf(`letter ${id} ${at}`);
      const to = { member: id, generation: 1, box: toHex(identity.boxPublic), ephemeral };
      const sealed = second.sealLetter(place, text, to);
      const opened = valueOf(openLetter(place, sealed, { member: id, identity }));
      holds(toHex(opened) === toHex(text));
      const { boxSeed } = identity;
      return { member: id, generation: 1, boxSeed, ephemeral, text, sealed };
    }),
  );
  const [{ member, sealed }] = made as [(typeof made)[0]];
  const [reader, other] = people as [(typeof people)[0], (typeof people)[0]];
  const own = { member, generation: 1 };
  const closed = [
    { fault: "in another record", sealed, at: { ...place, record: recordId("another") }, own },
    { fault: "in another vault", sealed, at: { ...place, vault: vaultId("house") }, own },
    {
      fault: "in another organisation",
      sealed,
      at: { ...place, org: toHex(bytesOf("another organisation")) as OrgId },
      own,
    },
    { fault: "as another member", sealed, at: place, own: { ...own, member: other.id } },
    { fault: "in another generation", sealed, at: place, own: { ...own, generation: 2 } },
    { fault: "a bit of the seal", sealed: flipped(sealed, 60), at: place, own },
    { fault: "a byte short", sealed: sealed.slice(0, -1), at: place, own },
    { fault: "shorter than a seal", sealed: sealed.slice(0, 47), at: place, own },
  ];
  for (const { at, sealed: bytes, own: who } of closed) {
    const identity = { ...reader.identity, generation: who.generation };
    holds(!openLetter(at, bytes, { member: who.member, identity }).ok);
  }
  return { section: "§4", ...place, letters: made, closed };
}

const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
  bytes.with(at, (bytes[at] as number) ^ 1);
