import {
  type Leaf,
  type LiveVersion,
  type MemberId,
  type RecordId,
  type VaultId,
  checkEnvelope,
  open,
} from "#crypto";
import { type Api, passing } from "../sync/api.ts";
import type { Keyring } from "./keyring.ts";

/** An envelope as a leaf names it, and who sealed it. */
export interface NamedEnvelope {
  readonly leaf: Leaf;
  readonly sealer: MemberId;
}

/** An envelope that opens, and what it holds. */
export interface OpenEnvelope extends NamedEnvelope {
  readonly envelope: Uint8Array;
  readonly payload: Uint8Array;
  readonly blind: Uint8Array;
}

/** The envelopes of a record's newest version before it was sealed anew, and that nobody has dropped; the newest first. */
export const earlierOf = (record: RecordId, live: LiveVersion): readonly NamedEnvelope[] =>
  (live.replaced ?? [])
    .filter(({ version }) => version === live.version)
    .map(({ sealer, ...sealed }) => ({ leaf: leafOf(record, { ...live, ...sealed }), sealer }))
    .toReversed();

/** The leaf of a live version. */
export const leafOf = (
  record: RecordId,
  { kind, schema, version, epoch, contentCommit, envelopeHash }: LiveVersion,
): Leaf => ({ kind, flags: 0, schema, record, version, epoch, contentCommit, envelopeHash });

/** Whether this is the very envelope that was sealed, and it holds nothing although its key is held. */
export function isCrooked(
  keyring: Keyring,
  vault: VaultId,
  { leaf, sealer }: NamedEnvelope,
  envelope: Uint8Array,
): boolean {
  const epochKey = keyring.key(vault, leaf.epoch);
  if (epochKey === undefined || !checkEnvelope(leaf, envelope).ok) return false;
  return !open({ org: keyring.org, vault, author: sealer, epochKey }, leaf, envelope).ok;
}

/**
 * [Note: Sealed anew, with nothing inside] Whoever may write can seal a version anew under its true commitment and put
 * noise into the envelope: nobody can tell without the key. But the commitment binds what the version says, so each
 * earlier envelope that opens under it says exactly that. So a reader goes back to the newest that does, the record is
 * shown, its earlier envelope is dropped by nobody, and whoever sealed the noise is told by her name.
 */
export async function findOpen(
  { api, keyring }: { readonly api: Api; readonly keyring: Keyring },
  vault: VaultId,
  envelopes: readonly NamedEnvelope[],
): Promise<OpenEnvelope | "nothing" | "withheld" | "unheard"> {
  const held = envelopes.filter(({ leaf }) => keyring.key(vault, leaf.epoch) !== undefined);
  let isWhole = true;
  for (let from = 0; from < held.length; from += atOnce) {
    const part = held.slice(from, from + atOnce);
    const answer = await api.history(
      vault,
      part.map(({ leaf }) => leaf.envelopeHash),
    );
    if (!answer.ok) return passing.has(answer.error) ? "unheard" : "withheld";
    for (const [i, { leaf, sealer }] of part.entries()) {
      const envelope = answer.value[i];
      const epochKey = keyring.key(vault, leaf.epoch);
      if (envelope === undefined || !checkEnvelope(leaf, envelope).ok) isWhole = false;
      else if (epochKey !== undefined) {
        const at = { org: keyring.org, vault, author: sealer, epochKey };
        const opened = open(at, leaf, envelope);
        if (opened.ok) return { leaf, sealer, envelope, ...opened.value };
      }
    }
  }
  return isWhole ? "nothing" : "withheld";
}

/** Most envelopes asked for at once: so many of the largest fit into one reply. */
const atOnce = 30;
