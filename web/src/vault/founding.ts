import {
  type MemberId,
  type Result,
  admins,
  keysOf,
  ok,
  randomBytes,
  recoveryMember,
  toHex,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { id } from "#domain/ids.ts";
import { organisationCompartments } from "#domain/compartments.ts";
import type { Api } from "../sync/api.ts";
import { waitBefore } from "../sync/live.ts";
import type { Told } from "./deed.ts";
import type { RecoverySheets } from "./engine.ts";
import { enrol, joining } from "./enrol.ts";
import type { Known } from "./facts.ts";
import type { Follow } from "./follow.ts";
import { type Desk, inviteNew } from "./inviting.ts";
import type { OpenAccount } from "./open-account.ts";
import { suggestLoginId } from "./pseudonym.ts";
import { newSheets, printedSheets } from "./sheets.ts";
import { newVaults } from "./vaults.ts";

/**
 * Enrols the recovery member, whose keys come from a seed that is split and then forgotten; returns what is printed. She
 * is an administrator and will hold every vault; nobody signs in as her. docs/protocol.md §2.
 */
export async function enrolRecovery(
  desk: Desk,
  api: Api,
): Promise<Result<RecoverySheets, ErrorCode>> {
  const { follow } = desk;
  const invited = await inviteNew(desk, { roles: { admin: true, audit: false } });
  if (!invited.ok) return invited;
  const made = newSheets();
  const identity = made.identity(1);
  made.forget();
  const member = recoveryMember(identity.signPublic);
  const loginId = suggestLoginId();
  const nobody = { loginId, passphrase: toHex(randomBytes(16)) };
  const joined = await joining(api, invited.value.code, nobody, { member, identity });
  const enrolled = joined.ok ? await enrol(joined.value) : joined;
  api.be(undefined);
  if (!enrolled.ok) return enrolled;
  const pulled = await follow.pullAll();
  return pulled.ok ? ok(printedSheets(made, { loginId, org: follow.book.org })) : pulled;
}

/** Makes the organisation's own vaults, once; other administrators hold them from the start. */
async function makeOrganisation({ follow, sender }: Desk): Promise<Result<void, ErrorCode>> {
  const places = organisationCompartments.map((compartment) => ({ compartment }));
  return sender.turn(() =>
    sender.now(() => {
      if (follow.book.roster.vaults.size > 0) return undefined;
      const rest = otherAdmins(follow).map((member) => ({ member, right: 3 as const }));
      return newVaults(follow, places, () => rest);
    }),
  );
}

/** Whether the organisation's vaults are still to be made by this member. */
const isUnfinished = ({ book, keyring }: Follow): boolean =>
  book.roster.vaults.size === 0 && admins(book.roster).includes(keyring.member);

const otherAdmins = ({ book, keyring }: Follow): MemberId[] =>
  admins(book.roster).filter(
    (member) => member !== keyring.member && keysOf(book.roster, member) !== undefined,
  );

/** The first records of an organisation: its settings, and its founder's name. */
function firstActs(member: MemberId, said: NonNullable<Known["founding"]>): readonly Told[] {
  const newId = (): string => toHex(randomBytes(16));
  return [
    {
      act: "setOrganisation",
      input: {
        organisation: id(newId()),
        name: said.neutralName,
        neutralDisplayName: said.neutralName,
        locales: [said.locale],
        timeZone: said.timeZone,
      },
    },
    {
      act: "nameMember",
      input: { memberName: id(newId()), member, displayName: said.displayName },
    },
  ];
}

/** An account whose organisation may still be without vaults. */
type Unfinished = Pick<OpenAccount, "facts" | "entered" | "sender" | "act" | "isClosed">;

const firstMs = 500;
const longestMs = 60_000;

/**
 * Makes the organisation's vaults and first records, where that is still to be done. Where the server cannot be asked
 * now, it goes on by itself, for as long as the account is open.
 */
export async function finishFounding(open: Unfinished): Promise<void> {
  if (!(await madeNow(open))) void goOn(open);
}

async function goOn(open: Unfinished): Promise<void> {
  for (let tries = 0; !open.isClosed; tries++) {
    await new Promise((later) => setTimeout(later, waitBefore(tries, firstMs, longestMs)));
    if (open.isClosed || (await madeNow(open))) return;
  }
}

/** Makes what is still to be made; whether that is all of it. */
async function madeNow(open: Unfinished): Promise<boolean> {
  const { founding } = open.facts.known;
  const { follow } = open.entered;
  if (founding === undefined) return true;
  const { sender, facts } = open;
  const made = isUnfinished(follow)
    ? await makeOrganisation({ follow, sender, facts })
    : ok(undefined);
  // They may have been made by an append whose answer was lost: then they are read first.
  if (made.ok && follow.find({ compartment: "team" }) === undefined) await follow.pullAll();
  if (!made.ok || follow.find({ compartment: "team" }) === undefined) return false;
  await open.act(firstActs(follow.keyring.member, founding));
  await facts.without("founding");
  return true;
}
