import { readFile } from "node:fs/promises";
import {
  type OrgId,
  type Result,
  err,
  headsOrigin,
  ok,
  parseCheckpoint,
  parseNote,
} from "#crypto/verify";
import type { EarlierHead } from "./source.ts";

/** What a witness has published, from its file or its address (…/checkpoint). The error is a sentence. */
export async function readWitnessed(
  place: string,
): Promise<Result<readonly EarlierHead[], string>> {
  const text = await textOf(place);
  const note = parseNote(text ?? "");
  const checkpoint = note.ok ? parseCheckpoint(note.value.text) : note;
  if (!checkpoint.ok) return err(`${place} is no checkpoint of a witness.`);
  const { origin, size, root } = checkpoint.value;
  const org = origin.split("/").at(-1) as OrgId;
  if (origin !== headsOrigin(org))
    return err(`${place} is the checkpoint of something else than Linden.`);
  const names = note.ok
    ? note.value.signatures.map(({ name }) => name).filter((name) => name !== origin)
    : [];
  return ok([
    { org, size, root, by: names.length === 0 ? "the witness" : `the witness ${names.join(", ")}` },
  ]);
}

const textOf = (place: string): Promise<string | undefined> =>
  /^https?:/.test(place)
    ? fetch(place).then(
        (reply) => reply.text(),
        () => undefined,
      )
    : readFile(place, "utf8").catch(() => undefined);
