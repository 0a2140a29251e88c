import {
  type MemberId,
  type Result,
  err,
  keysOf,
  membersOf,
  ok,
  organisationWords,
  rolesOf,
  rosterLog,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { type Arrived, type Way, kitOf } from "./coming-in.ts";
import type { RecoverInput, RecoverySheets, SheetsSeen } from "./engine.ts";
import { settleByInvite } from "./enrolling.ts";
import { grantsOf } from "./grants.ts";
import { inviteNew } from "./inviting.ts";
import type { OpenAccount } from "./open-account.ts";
import { isRecovery } from "./recovery.ts";
import { rotation } from "./renewing.ts";
import { replaceMember } from "./replacing.ts";
import { newSheets, printedSheets } from "./sheets.ts";
import { takeAway } from "./taking-away.ts";
import { confirmKit, keepUnconfirmed } from "./unconfirmed.ts";

/** What two sheets open to: which organisation it is, and who could come back as herself. */
export function sheetsSeen({ entered: { follow } }: OpenAccount): SheetsSeen {
  const { roster } = follow.book;
  const { memberName } = follow.state.organisation;
  const names = new Map([...memberName.values()].map((one) => [one.member, one.displayName]));
  return {
    words: organisationWords(roster.org),
    members: membersOf(roster)
      .filter(({ id }) => !isRecovery(roster, id) && !rolesOf(roster, id).audit)
      .map(({ id }) => ({
        member: id,
        admin: rolesOf(roster, id).admin,
        ...(names.has(id) && { displayName: names.get(id) as string }),
      })),
  };
}

/**
 * Brings somebody in by the recovery member's hand: an invite from her, for a new person or for one whose keys are lost;
 * then every box, to manage; then new sheets in place of those that were used. Each step stands by itself, and until the
 * last the sheets are what they were, so that it can be begun again. docs/protocol.md §2.
 */
export async function comeByRecovery(
  way: Way,
  recovery: OpenAccount,
  input: RecoverInput,
): Promise<Arrived> {
  await way.progress("key");
  const code = await inviteOf(recovery, input);
  if (!code.ok) return code;
  const settled = await settleByInvite(way, code.value, input);
  if (!settled.ok) return settled;
  const open = settled.value;
  await way.progress("boxes");
  const given = await giveAll(recovery, open.entered.follow.keyring.member);
  const sheets = given.ok ? await replaceSheets(recovery, open) : given;
  recovery.close();
  await way.progress("records");
  await open.readAll();
  open.connect();
  return ok({
    open,
    enrolled: {
      kit: kitOf(open),
      ...(sheets.ok ? { recovery: sheets.value } : { recoveryFailed: sheets.error }),
    },
  });
}

/** An invite of the recovery member's, good for this device alone: its code is never shown. */
async function inviteOf(
  recovery: OpenAccount,
  { replaces }: RecoverInput,
): Promise<Result<string, ErrorCode>> {
  const desk = { ...recovery, follow: recovery.entered.follow };
  const made =
    replaces === undefined
      ? await inviteNew(desk, { roles: { admin: true, audit: false } })
      : await replaceMember(desk, { member: replaces, inPerson: true });
  return made.ok ? ok(made.value.code) : made;
}

/** Everything that the recovery member holds, to manage: whoever comes back alone must be able to give it on. */
async function giveAll(
  { entered: { follow }, sender }: OpenAccount,
  member: MemberId,
): Promise<Result<void, ErrorCode>> {
  const read = await follow.pullAll();
  if (!read.ok) return read;
  return sender.turn(() =>
    sender.now(() =>
      grantsOf(
        follow,
        follow.readable().map((vault) => ({ vault, member, right: 3 as const })),
      ),
    ),
  );
}

/** New sheets in place of the used ones. They are kept on the new device, sealed, before they are good for anything. */
async function replaceSheets(
  { entered: { follow, loginId }, sender, heads }: OpenAccount,
  open: OpenAccount,
): Promise<Result<RecoverySheets, ErrorCode>> {
  const { book, keyring } = follow;
  const generation = keysOf(book.roster, keyring.member)?.generation;
  if (generation === undefined) return err("bundle-mismatch");
  const made = newSheets();
  const identity = made.identity(generation + 1);
  made.forget();
  const sheets = printedSheets(made, { loginId, org: book.org });
  await keepUnconfirmed(open.local, sheets);
  const sent = await takeAway({ follow, sender, heads }, rotation(identity));
  if (sent.ok) return ok(sheets);
  await follow.pull(rosterLog);
  const stands = keysOf(book.roster, keyring.member)?.generation === generation + 1;
  if (stands) return ok(sheets);
  await confirmKit(open.local);
  await keepUnconfirmed(open.local);
  return sent;
}
