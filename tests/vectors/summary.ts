import { type LogState, type Roster, keysOf, rightOf, rolesOf, toHex, valueNow } from "#crypto";

/** What a fold comes to, in a form that any implementation can write down: objects sorted by key, bytes in hex. */
export interface Summary {
  readonly size: number;
  readonly root: string;
  readonly entries: number;
  readonly logKey: string;
  readonly members: Readonly<Record<string, unknown>>;
  readonly vaults: Readonly<Record<string, unknown>>;
  readonly openInvites: readonly string[];
}

const sorted = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  Object.fromEntries([...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The product's roster as a summary. */
export const summaryOf = (roster: Roster): Summary => ({
  size: roster.head.size,
  root: toHex(roster.head.root),
  entries: roster.entries,
  logKey: toHex(roster.logKey),
  members: sorted(
    [...roster.members.values()].map((member) => {
      const keys = keysOf(roster, member.id);
      const { admin, audit } = valueNow(member.roles) ?? rolesOf(roster, member.id);
      const sign = keys ? toHex(keys.sign) : "";
      const { generation, removed } = member;
      return [member.id, { generation, sign, removed, admin, audit }] as const;
    }),
  ),
  vaults: sorted(
    [...roster.vaults.values()].map((vault) => {
      const held = [...vault.rights.keys()]
        .map((member) => [member, rightOf(roster, vault.id, member)] as const)
        .filter(([, right]) => right > 0);
      const { writeOnce, epochs, fences } = vault;
      return [
        vault.id,
        {
          writeOnce,
          rights: sorted(held),
          epochs: epochs.map((one) => ({ link: one.link.is, keyCommit: toHex(one.keyCommit) })),
          fences: fences.map(({ member, head }) => [member, head.size, toHex(head.root)]),
        },
      ] as const;
    }),
  ),
  openInvites: [...roster.invites]
    .filter(([, invite]) => invite.state === "open")
    .map(([key]) => key)
    .toSorted(),
});

/** A vault's log as far as it was read: its newest versions, each as a line. */
export const liveOf = (state: LogState): string[] =>
  [...state.live]
    .map(([record, { version, kind, schema, epoch, author, envelopeHash }]) =>
      [record, version, kind, schema, epoch, author, toHex(envelopeHash)].join(" "),
    )
    .toSorted();
