import { parseNote, toHex, verifyCosignature } from "#crypto";
import type { Trust } from "./engine.ts";
import type { Follow } from "./follow.ts";
import type { HeadsWatch } from "./heads-watch.ts";

/** The witnesses that the roster names, and when each has last signed a list that this client believes. */
export function witnessesOf({ book }: Follow, { believed }: HeadsWatch): Trust["witnesses"] {
  const { quorum, keys } = book.roster.witnesses;
  const notes = [believed?.newest.note, believed?.cosigned?.note].flatMap((text) => {
    const note = text === undefined ? undefined : parseNote(text);
    return note?.ok === true ? [note.value] : [];
  });
  const named = keys.map((witness) => {
    const times = notes.flatMap((note) => verifyCosignature(note, witness) ?? []);
    const signedAt = times.length === 0 ? undefined : Math.max(...times) * 1000;
    const { name, key } = witness;
    return { name, key: toHex(key), ...(signedAt !== undefined && { signedAt }) };
  });
  return { needed: keys.length === 0 ? 0 : Math.max(1, quorum), named };
}
