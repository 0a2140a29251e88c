import {
  type Entry,
  type NoteKey,
  type Result,
  err,
  ok,
  readNoteKey,
  rolesOf,
  witnessCap,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { WitnessesInput } from "./engine.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";
import type { Sender } from "./sending.ts";

/** An administrator names who watches: those that stay, by their names, and a new one by the line that it gave. */
export async function setWitnesses(
  { follow, sender, heads }: { follow: Follow; sender: Sender; heads: HeadsWatch },
  { stay, line, needed }: WitnessesInput,
): Promise<Result<void, ErrorCode>> {
  const { book, keyring } = follow;
  if (!rolesOf(book.roster, keyring.member).admin) return err("not-allowed");
  const added = line === undefined ? [] : [readNoteKey(line.trim())];
  if (added.some((key) => key === undefined)) return err("not-a-code");
  const done = await sender.turn(() =>
    sender.now(() => {
      const { keys } = book.roster.witnesses;
      const kept = keys.filter(({ name }) => stay.includes(name));
      const witnesses = [...kept, ...(added as readonly NoteKey[])].toSorted((a, b) =>
        a.name < b.name ? -1 : 1,
      );
      const names = new Set(witnesses.map(({ name }) => name));
      if (names.size < witnesses.length) return "name-taken";
      if (witnesses.length > witnessCap) return "too-many";
      const quorum = Math.min(needed, witnesses.length);
      const entry: Entry = { is: "witness", quorum, witnesses };
      return { part: { entries: [entry], boxes: [], keys: [] } };
    }),
  );
  if (!done.ok) return done;
  await heads.check();
  return ok(undefined);
}
