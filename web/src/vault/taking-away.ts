import {
  type Acknowledgement,
  type Entry,
  type KeyHolder,
  type MemberId,
  type Result,
  type SealedBox,
  keysOf,
  makeEpoch,
  rightOf,
  rolesOf,
  type VaultId,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { standingOf } from "./fences.ts";
import type { Follow } from "./follow.ts";
import { type Given, grantsOf } from "./grants.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import type { Sender } from "./sending.ts";
import {
  type Taking,
  abandonsOf,
  concerned,
  holdersAfter,
  leaverOf,
  leftAlone,
  stepsOf,
} from "./taking.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/** Where something is taken away. */
export interface TakingDesk {
  readonly follow: Follow;
  readonly sender: Sender;
  readonly heads: HeadsWatch;
}

/**
 * Takes something away from a member, in one append or not at all: the entry itself (`remove`, `revoke` and `role`,
 * `rotate-identity`, or an `invite` that replaces), a fence over every vault concerned, and for each a new epoch sealed to
 * exactly those who hold it afterwards: wrapped where this member holds the vault, blind where she does not.
 * [Note: Taking away is one step], docs/protocol.md §3.
 *
 * Where others write meanwhile, the fences are asked for anew and all of it is signed again; the epochs are kept while
 * the roster is the same. `would-abandon` where somebody would be the last, unless `abandon` says that this is meant.
 * A lost reply is `offline`, and the roster says later whether it stands.
 *
 * For `rotate` (new keys for oneself) give the whole entry; the commit is signed by the keys that are being left, and the
 * epoch keys drawn here are in the keyring afterwards. Keep the new bundle before, so that a crash in between leaves two
 * bundles of which the roster names one; then open the account anew with the new identity. For `replace` give the invite.
 */
export async function takeAway(
  desk: TakingDesk,
  taking: Taking,
  abandon = false,
): Promise<Result<void, ErrorCode>> {
  const { follow, sender, heads } = desk;
  await heads.check();
  let made: { readonly rosterSize: number; readonly keyed: Keyed } | undefined;
  return sender.turn(() =>
    sender.now(async () => {
      const { roster } = follow.book;
      const { member } = follow.keyring;
      const refused = refusal(follow, taking, abandon);
      if (refused !== undefined) return refused;
      // Somebody else was faster, or an earlier try had arrived.
      if (taking.is === "remove" && isGone(follow, taking.member)) return undefined;
      const vaults = concerned(roster, taking, member).map(({ vault }) => vault);
      const standing = vaults.length === 0 ? undefined : await standingOf(follow, heads, vaults);
      if (standing?.ok === false) return standing.error;
      if (made?.rosterSize !== roster.head.size || roster !== follow.book.roster) {
        made = { rosterSize: follow.book.roster.head.size, keyed: keyedOf(follow, taking) };
      }
      return { part: partOf(follow, taking, { keyed: made.keyed, standing: standing?.value }) };
    }),
  );
}

/** Why it cannot be done as it is asked. */
function refusal({ book, keyring }: Follow, taking: Taking, abandon: boolean) {
  const alone = leftAlone(book.roster, taking, keyring.member);
  if (alone.last) return "would-abandon";
  const isNeeded = alone.vaults.length > 0 || alone.lastButOne;
  if (!isNeeded) return undefined;
  if (!abandon) return "would-abandon";
  return rolesOf(book.roster, keyring.member).admin ? undefined : "not-allowed";
}

const isGone = ({ book }: Follow, member: MemberId): boolean =>
  book.roster.members.get(member)?.removed !== false;

/** New epochs for what is concerned, and the grants that go with them. */
interface Keyed {
  readonly grants: RosterPart;
  readonly epochs: readonly Extract<Entry, { readonly is: "epoch" }>[];
  readonly boxes: readonly SealedBox[];
  readonly keys: readonly DrawnKey[];
}

function keyedOf(follow: Follow, taking: Taking): Keyed {
  const { book, keyring } = follow;
  const { roster } = book;
  const { org, member: self } = keyring;
  const grants = grantsOf(follow, givenBy(follow, taking)).part;
  const epochs: Extract<Entry, { readonly is: "epoch" }>[] = [];
  const boxes: SealedBox[] = [];
  const keys: DrawnKey[] = [];
  for (const step of concerned(roster, taking, self)) {
    const { vault } = step;
    const given = holdersGiven(follow, grants.entries, vault);
    const remaining = holdersAfter(roster, taking, { step, self, given });
    if (remaining.length === 0) continue;
    const newest = keyring.newest(roster, vault);
    const epoch = (roster.vaults.get(vault)?.epochs.length ?? 0) + 1;
    const link =
      newest === undefined
        ? ({ is: "blind" } as const)
        : ({ is: "wrapped", previous: newest.key } as const);
    const made = makeEpoch({ org, vault, epoch }, remaining, link);
    epochs.push(made.entry);
    boxes.push(...made.boxes);
    const keeps = remaining.some(({ member }) => member === self);
    if (keeps) keys.push({ vault, epoch, key: made.key });
    else made.key.fill(0);
  }
  return { grants, epochs, boxes, keys };
}

/** What is given in the same step: to the leaver herself where a right rises, and to others. */
function givenBy({ book, keyring }: Follow, taking: Taking): readonly Given[] {
  if (taking.is !== "change") return [];
  const { member, gives = [] } = taking;
  const rising = stepsOf(book.roster, taking, keyring.member).filter(({ from, to }) => to > from);
  return [...gives, ...rising.map(({ vault, to }) => ({ vault, member, right: to }))];
}

function holdersGiven(
  { book }: Follow,
  grants: readonly Entry[],
  vault: VaultId,
): readonly KeyHolder[] {
  return grants.flatMap((entry) => {
    if (entry.is !== "grant" || entry.vault !== vault) return [];
    const keys = keysOf(book.roster, entry.member);
    if (keys === undefined) return [];
    const { generation, box: boxPublic } = keys;
    return [{ member: entry.member, generation, boxPublic }];
  });
}

/** All entries in the order in which they hold: what is knowingly given up, what is given, what is taken, keys, fence. */
function partOf(
  { book, keyring }: Follow,
  taking: Taking,
  { keyed, standing }: { readonly keyed: Keyed; readonly standing: Acknowledgement | undefined },
): RosterPart {
  const { roster } = book;
  const { member: self } = keyring;
  const fence: Entry[] =
    standing === undefined
      ? []
      : [
          {
            is: "fence",
            member: leaverOf(taking, self),
            heads: standing.heads,
            serverSignature: standing.signature,
          },
        ];
  const entries: Entry[] = [
    ...abandonsOf(leftAlone(roster, taking, self)),
    ...keyed.grants.entries,
    ...takingEntries(roster, taking, self),
    ...keyed.epochs,
    ...fence,
  ];
  return { entries, boxes: [...keyed.grants.boxes, ...keyed.boxes], keys: keyed.keys };
}

function takingEntries(
  roster: Follow["book"]["roster"],
  taking: Taking,
  self: Parameters<typeof leaverOf>[1],
): Entry[] {
  if (taking.is === "remove") return [{ is: "remove", member: taking.member }];
  if (taking.is !== "change") return [taking.entry];
  const { member, roles } = taking;
  const now = rolesOf(roster, member);
  const role: Entry[] =
    roles === undefined || (roles.admin === now.admin && roles.audit === now.audit)
      ? []
      : [{ is: "role", member, roles }];
  const revokes = concerned(roster, taking, self).flatMap(({ vault, to }): Entry[] =>
    to === 3 || rightOf(roster, vault, member) === 0
      ? []
      : [{ is: "revoke", vault, member, right: to }],
  );
  return [...role, ...revokes];
}
