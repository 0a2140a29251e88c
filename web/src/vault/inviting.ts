import {
  type MemberId,
  type Result,
  type Roles,
  type Wish,
  encodeInviteCode,
  err,
  inviteKeys,
  makeInviteSeed,
  ok,
  organisationWords,
  rightOf,
  rosterLog,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type HouseId, type Preset, isOfHouse, presets } from "#domain/compartments.ts";
import type { InviteInput, InviteMade } from "./engine.ts";
import type { Facts } from "./facts.ts";
import type { Follow } from "./follow.ts";
import { grantsOf } from "./grants.ts";
import type { Sender } from "./sending.ts";
import { type TakingDesk, takeAway } from "./taking-away.ts";
import { acceptsOf, unmet } from "./team.ts";

/** Where a membership deed is done. */
export interface Desk {
  readonly follow: Follow;
  readonly sender: Sender;
  readonly facts: Facts;
}

/** Administrators of every house need no list of houses. */
const everywhere: ReadonlySet<Preset> = new Set(["director", "founder"]);

const isEverywhere = ({ preset, role }: InviteInput): boolean =>
  role === undefined && everywhere.has(preset);

/** Makes an invite: an entry with a wish for each vault, and a code that is shown once. */
export async function invite(
  { follow, sender, facts }: Desk,
  input: InviteInput,
): Promise<Result<InviteMade, ErrorCode>> {
  const { preset, displayName, inPerson, role } = input;
  // Whoever comes before the first box is made is the recovery member. [Note: Who the recovery member is]
  if (follow.book.roster.vaults.size === 0) return err("try-again");
  const seed = makeInviteSeed();
  const { publicKey } = inviteKeys(seed);
  const roles = { admin: isEverywhere(input), audit: preset === "auditor" };
  const id = toHex(publicKey);
  const fact = { id, displayName, preset, inPerson, ...(role && { role: role.name }) };
  await facts.change({ invites: [...facts.known.invites, fact] });
  const sent = await sender.turn(() =>
    sender.now(() => {
      const wishes = wishesOf(follow, input);
      const entry = { is: "invite", invite: publicKey, roles, wishes } as const;
      return { part: { entries: [entry], boxes: [], keys: [] } };
    }),
  );
  if (!sent.ok) return sent;
  const { org, head } = follow.book.roster;
  const code = encodeInviteCode({ org, seed, head });
  return ok({ code, words: organisationWords(org) });
}

/** Makes an invite with roles and no wishes, which nobody is shown. */
export async function inviteNew(
  { follow, sender }: Pick<Desk, "follow" | "sender">,
  { roles }: { readonly roles: Roles },
): Promise<Result<InviteMade, ErrorCode>> {
  const seed = makeInviteSeed();
  const invite = inviteKeys(seed).publicKey;
  const entry = { is: "invite", invite, roles, wishes: [] } as const;
  const sent = await sender.turn(() =>
    sender.now(() => ({ part: { entries: [entry], boxes: [], keys: [] } })),
  );
  if (!sent.ok) return sent;
  const { org, head } = follow.book.roster;
  return ok({ code: encodeInviteCode({ org, seed, head }), words: organisationWords(org) });
}

/** What a preset asks for, in the houses named: sorted by vault, as the entry's list must be. */
function wishesOf(follow: Follow, input: InviteInput): Wish[] {
  const rights = input.role?.rights ?? presets[input.preset];
  const wishes: Wish[] = [];
  for (const [vault, place] of follow.opener.places) {
    const right = rights[place.compartment];
    const named =
      !isOfHouse(place.compartment) ||
      isEverywhere(input) ||
      ("house" in place && input.houses.includes(place.house));
    if (right > 0 && named) wishes.push({ vault, right });
  }
  return wishes.sort((a, b) => (a.vault < b.vault ? -1 : 1));
}

/** Gives a joiner what her invite asked for, as far as this member manages it. Returns what she is to be called. */
export async function grantWishes(
  { follow, sender, facts }: Desk,
  member: MemberId,
): Promise<Result<string | undefined, ErrorCode>> {
  const sent = await sender.turn(() =>
    sender.now(() => {
      const { roster } = follow.book;
      const wishes = unmet(roster, member, roster.members.get(member)?.wishes ?? []);
      return grantsOf(
        follow,
        wishes.map((wish) => ({ ...wish, member })),
      );
    }),
  );
  if (!sent.ok) return sent;
  const accept = acceptsOf(follow).get(member);
  const id = accept === undefined ? undefined : toHex(accept.invite);
  return ok(facts.known.invites.find((one) => one.id === id)?.displayName);
}

/** Members who joined by an invite that was scanned from this screen, and still wait for their keys. */
export function joinedInPerson({ follow, facts }: Desk): MemberId[] {
  const inPerson = new Set(facts.known.invites.filter((one) => one.inPerson).map((one) => one.id));
  if (inPerson.size === 0) return [];
  const { roster } = follow.book;
  return [...acceptsOf(follow)].flatMap(([member, accept]) => {
    const wishes = roster.members.get(member)?.wishes ?? [];
    const waits = inPerson.has(toHex(accept.invite)) && unmet(roster, member, wishes).length > 0;
    return waits ? [member] : [];
  });
}

/** Auditors who joined by an invite of this client: no key follows, but the team is told what they are called. */
export function joinedWithoutKeys({
  follow,
  facts,
}: Desk): { readonly member: MemberId; readonly displayName: string }[] {
  const auditors = facts.known.invites.filter(({ preset }) => preset === "auditor");
  if (auditors.length === 0) return [];
  const names = new Map(auditors.map(({ id, displayName }) => [id, displayName]));
  return [...acceptsOf(follow)].flatMap(([member, accept]) => {
    const displayName = names.get(toHex(accept.invite));
    return displayName === undefined ? [] : [{ member, displayName }];
  });
}

/**
 * Gives a house away: `to` manages all its vaults, the giver keeps a preset's rights, and whatever she loses is fenced and
 * gets a new epoch, all in one append.
 */
export async function handOver(
  desk: Desk & TakingDesk,
  of: { readonly house: HouseId; readonly to: MemberId; readonly keeps: Preset },
): Promise<Result<void, ErrorCode>> {
  const { follow, facts } = desk;
  const { roster } = follow.book;
  const { member } = follow.keyring;
  const vaults = [...follow.opener.places].filter(
    ([, place]) => "house" in place && place.house === of.house,
  );
  if (vaults.length === 0) return err("unknown-log");
  const gives = vaults.map(([vault]) => ({ vault, member: of.to, right: 3 as const }));
  const rights = vaults.flatMap(([vault, { compartment }]) => {
    const right = presets[of.keeps][compartment];
    return right < rightOf(roster, vault, member) ? [{ vault, right }] : [];
  });
  const done = await takeAway(desk, { is: "change", member, rights, gives });
  if (!done.ok) return done;
  if (of.keeps !== "director") {
    await facts.change({ keptHouses: [...facts.known.keptHouses, of.house] });
  }
  await follow.pull(rosterLog);
  return ok(undefined);
}
