import { type Hash, type VaultId, idBytes } from "./brand.ts";
import { utf8 } from "./bytes.ts";
import { H } from "./hash.ts";
import { labels } from "./labels.ts";

/** What a vault is for, fixed when it is made: its opening is the vault's first record. */
export interface Meaning {
  readonly vault: VaultId;
  readonly compartment: string;
  /** 32 hex characters, or empty for a vault of the organisation. */
  readonly house: string;
  /** 16 random bytes, so that nobody can guess which vault is which. */
  readonly blind: Uint8Array;
}

/** The commitment that `create-vault` carries: what a vault is can never change. docs/protocol.md §3. */
export const meaningCommit = ({ vault, compartment, house, blind }: Meaning): Hash =>
  H(
    32,
    undefined,
    labels.vaultMeaning,
    idBytes(vault),
    utf8(compartment),
    utf8(house),
    blind,
  ) as Hash;
