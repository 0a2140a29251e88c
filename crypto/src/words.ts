import { wordlist } from "@scure/bip39/wordlists/english.js";
import { type OrgId, idBytes } from "./brand.ts";
import { type Accept, acceptMessage } from "./accept.ts";
import type { Head } from "./entry.ts";
import { H } from "./hash.ts";
import { labels } from "./labels.ts";

/** The first `count` groups of 11 bits as words of the English BIP39 list. */
function words(bytes: Uint8Array, count: number): string[] {
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  const total = BigInt(bytes.length * 8);
  return Array.from({ length: count }, (_, i) => {
    const index = Number((bits >> (total - BigInt(11 * (i + 1)))) & 2047n);
    return wordlist[index] as string;
  });
}

/** Six words for an organisation, on a kit and on every new device: if they differ, it is another one. */
export const organisationWords = (org: OrgId): string[] =>
  words(H(16, undefined, labels.orgWords, idBytes(org)), 6);

/** Six words of a head, to be read to each other where two screens show the same size: its root is even already. */
export const headWords = ({ root }: Head): string[] => words(root, 6);

/** Three words that inviter and joiner compare where a link was used in place of a scanned code. */
export const joiningWords = (org: OrgId, accept: Accept): string[] =>
  words(
    H(16, undefined, labels.acceptWords, acceptMessage(org, accept), accept.inviteSignature),
    3,
  );
