import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Head,
  type Note,
  type OrgId,
  type Result,
  type SignPublic,
  cosignatureMessage,
  concat,
  err,
  formatEvidence,
  formatNote,
  noteKeyId,
  ok,
  readHeadsNote,
  sameHead,
  Writer,
  verifyConsistency,
} from "#crypto/verify";
import {
  cosignRequest,
  headsProofReply,
  headsProofRequest,
  headsReply,
  headsRequest,
} from "#contract/heads.ts";
import type { SigningKey } from "./key.ts";
import type { ServerCalls } from "./server-calls.ts";

/** What a witness watches, and with which key. */
export interface Watch {
  readonly org: OrgId;
  readonly calls: ServerCalls;
  readonly key: SigningKey;
  /** The server's key for heads: given, or taken at the first look and held fast from then on. */
  readonly logKey: SignPublic;
  /** Folder of what it has cosigned, of its log, and of the evidence when the server has lied. */
  readonly folder: string;
}

/** What a look came to. */
export interface Seen {
  readonly head: Head;
  /** The note as it is published: the server's signature and this witness'. */
  readonly note: string;
}

/** Why nothing was cosigned: the server contradicts itself, or could not be asked or believed this time. */
export interface NotSeen {
  readonly contradicts: boolean;
  /** A sentence. */
  readonly says: string;
}

/** Where what a witness keeps lies in its folder. */
export const witnessFiles = { checkpoint: "checkpoint", evidence: "evidence.txt" } as const;

/** The newest checkpoint that a witness has cosigned, from its folder. */
export const lastSeen = async (folder: string): Promise<string | undefined> =>
  readFile(join(folder, witnessFiles.checkpoint), "utf8").catch(() => undefined);

/**
 * Looks once: takes the newest checkpoint, demands the proof that it continues the one cosigned last, cosigns it, hands
 * the cosignature in, and publishes it. Nothing is cosigned that is not consistent: what contradicts is kept as evidence.
 * c2sp.org/tlog-cosignature.
 */
export async function look(watch: Watch, now: Date): Promise<Result<Seen, NotSeen>> {
  const { org, calls, key, logKey, folder } = watch;
  const entered = await calls.enter(org, { is: "witness", witness: key.publicKey }, key);
  if (!entered.ok) return notNow(entered.error);
  const asked = await calls.ask(
    "/v1/heads",
    headsReply,
    headsRequest.encode({ newest: 0, cosigned: 0 }),
  );
  if (!asked.ok) return notNow(asked.error);
  const served = readHeadsNote(org, logKey, asked.value.newest.note);
  if (!served.ok)
    return notNow(`The checkpoint of the server cannot be believed (${served.error}).`);
  const before = await lastSeen(folder);
  if (before !== undefined) {
    const continues = await continuesFrom(watch, before, served.value);
    if (!continues.ok) {
      const { contradicts } = continues.error;
      if (contradicts) await keepEvidence(watch, [before, asked.value.newest.note]);
      return continues;
    }
  }
  const cosigned = cosignedBy(key, served.value.note, now);
  const sent = await calls.send(
    "/v1/heads/cosign",
    cosignRequest.encode({ note: formatNote(cosigned) }),
  );
  if (!sent.ok) return notNow(sent.error);
  const { text, signatures } = served.value.note;
  const note = formatNote({
    text,
    signatures: [...signatures.filter(({ name }) => name !== key.name), ...cosigned.signatures],
  });
  await publish(folder, note);
  return ok({ head: served.value.head, note });
}

/** Whether the server's checkpoint continues the one that was cosigned before, by the server's own proof. */
async function continuesFrom(
  { org, calls, logKey }: Watch,
  before: string,
  { head }: { readonly head: Head },
): Promise<Result<void, NotSeen>> {
  const known = readHeadsNote(org, logKey, before);
  if (!known.ok)
    return notNow("What this witness has kept is not what the server signed: was it changed?");
  const old = known.value.head;
  if (head.size < old.size) {
    return contradiction(
      `The list of all logs has gone back from ${old.size} lines to ${head.size}. Nothing was cosigned.`,
    );
  }
  if (head.size === old.size) {
    return sameHead(head, old)
      ? ok(undefined)
      : contradiction(
          `The server signed two different lists of ${head.size} lines. Nothing was cosigned.`,
        );
  }
  const request = headsProofRequest.encode({ from: old.size, to: head.size });
  const proof = await calls.ask("/v1/heads/proof", headsProofReply, request);
  if (!proof.ok) return notNow(proof.error);
  return verifyConsistency({ old, new: head, proof: proof.value.hashes })
    ? ok(undefined)
    : contradiction(
        `The list of ${head.size} lines does not continue the one of ${old.size}: it was rewritten. Nothing was cosigned.`,
      );
}

const notNow = (says: string): Result<never, NotSeen> => err({ contradicts: false, says });
const contradiction = (says: string): Result<never, NotSeen> => err({ contradicts: true, says });

/** The note with the witness' dated line alone. */
export function cosignedBy(key: SigningKey, { text }: Note, now: Date): Note {
  const time = Math.floor(now.getTime() / 1_000);
  const line = {
    name: key.name,
    keyId: noteKeyId({ name: key.name, key: key.publicKey }, "cosignature"),
    signature: concat(new Writer().u64(time).done(), key.sign(cosignatureMessage(text, time))),
  };
  return { text, signatures: [line] };
}

/** Writes beside and renames, so that whoever fetches it never gets half. */
async function publish(folder: string, note: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, witnessFiles.checkpoint);
  await writeFile(`${file}.new`, note);
  await rename(`${file}.new`, file);
}

async function keepEvidence({ org, folder }: Watch, notes: readonly string[]): Promise<void> {
  const statements = notes.map((note) => ({ is: "checkpoint", note }) as const);
  await writeFile(join(folder, witnessFiles.evidence), formatEvidence({ org, statements }));
}
