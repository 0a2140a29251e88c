import type { FastifyInstance } from "fastify";
import {
  type Note,
  type NoteKey,
  type OrgId,
  consistencySpans,
  cosignersNeeded,
  formatNote,
  inclusionSpans,
  parseNote,
  signaturesBy,
  verifyCosignature,
} from "#crypto/verify";
import {
  type ServedLine,
  cosignRequest,
  headsLinesReply,
  headsLinesRequest,
  headsProofReply,
  headsProofRequest,
  headsReply,
  headsRequest,
  linesCap,
} from "#contract/heads.ts";
import type { Services } from "../app.ts";
import { proofOver } from "../heads.ts";
import { Refusal } from "../plugins/failures.ts";
import type { Asker, Watcher } from "../plugins/session.ts";
import {
  type LineRow,
  addCosignature,
  changesFrom,
  listAt,
  readableLines,
} from "../store/heads.ts";
import { body } from "./body.ts";

/** The heads log: its newest lines, proofs that it only grows, and the cosignatures of witnesses. docs/protocol.md §5. */
export function headsRoutes(app: FastifyInstance, services: Services): void {
  const { db, sessions, heads } = services;

  /** Members and witnesses may see it; an invited person has no use for it. */
  const reader = async (
    request: Parameters<typeof sessions.anyone>[0],
  ): Promise<Asker | Watcher> => {
    const who = await sessions.reader(request);
    if ("invite" in who) throw new Refusal("not-allowed");
    return who;
  };

  app.post("/v1/heads", async (request) => {
    const who = await reader(request);
    const known = body(request, headsRequest);
    const { org, roster } = who.open;
    let lines = await readableLines(db, org);
    if (lines.length === 0) {
      await heads.append(org);
      lines = await readableLines(db, org);
    }
    const needed = cosignersNeeded(roster);
    const newest =
      ("witness" in who ? wantedFrom(who.witness, lines, needed) : undefined) ?? lines.at(-1);
    if (newest === undefined) throw new Refusal("try-again");
    const cosigned =
      lines.findLast((line) => line.cosigned >= Math.max(1, needed)) ??
      lines.findLast((line) => line.cosigned > 0);
    return headsReply.encode({
      newest: await served(org, newest, known.newest),
      cosigned: cosigned && (await served(org, cosigned, known.cosigned)),
    });
  });

  async function served(org: OrgId, { size, note }: LineRow, known: number): Promise<ServedLine> {
    if (size <= known) return { note, stands: undefined };
    const list = await listAt(db, org, size);
    const path = await proofOver(db, org, inclusionSpans(size - 1, size));
    if (list === undefined || path === undefined) throw new Refusal("try-again");
    return { note, stands: { list, path } };
  }

  app.post("/v1/heads/proof", async (request) => {
    const { open } = await reader(request);
    const { from, to } = body(request, headsProofRequest);
    if (from > to || to > 0x7fff_ffff) throw new Refusal("malformed");
    const hashes = await proofOver(db, open.org, consistencySpans(from, to));
    if (hashes === undefined) throw new Refusal("malformed");
    return headsProofReply.encode({ hashes });
  });

  app.post("/v1/heads/lines", async (request) => {
    const { open } = await reader(request);
    const { from } = body(request, headsLinesRequest);
    if (from > 0x7fff_ffff) throw new Refusal("malformed");
    const lines = await changesFrom(db, open.org, { from, most: linesCap });
    return headsLinesReply.encode({ lines });
  });

  app.post("/v1/heads/cosign", async (request, reply) => {
    const who = await sessions.reader(request);
    if (!("witness" in who)) throw new Refusal("not-allowed");
    const note = parseNote(body(request, cosignRequest).note);
    if (!note.ok) throw new Refusal("malformed");
    if (verifyCosignature(note.value, who.witness) === undefined) throw new Refusal("malformed");
    const { org, roster } = who.open;
    const line = (await readableLines(db, org)).find((one) => textOf(one) === note.value.text);
    if (line === undefined) throw new Refusal("no-such-thing");
    const cosigned = withCosignature(read(line), note.value, who.witness);
    const change = {
      size: line.size,
      old: line.note,
      note: formatNote(cosigned),
      cosigned: cosignersOf(cosigned, roster.witnesses.keys),
    };
    if (!(await addCosignature(db, org, change))) throw new Refusal("try-again");
    return reply.code(204).send();
  });
}

function read({ note }: LineRow): Note {
  const parsed = parseNote(note);
  if (!parsed.ok) throw new Error("a stored checkpoint cannot be read");
  return parsed.value;
}

const textOf = (line: LineRow): string => read(line).text;

/** The note with this witness' newest cosignature in place of any that she had made before. */
function withCosignature(note: Note, made: Note, witness: NoteKey): Note {
  const own = signaturesBy(made, witness, "cosignature").at(-1);
  const old = new Set(signaturesBy(note, witness, "cosignature"));
  const others = note.signatures.filter((one) => !old.has(one));
  return { text: note.text, signatures: own === undefined ? others : [...others, own] };
}

const cosignersOf = (note: Note, witnesses: readonly NoteKey[]): number =>
  witnesses.filter((one) => verifyCosignature(note, one) !== undefined).length;

/** A line that other witnesses have cosigned and that lacks this one's, so that they meet on one checkpoint. */
const wantedFrom = (
  witness: NoteKey,
  lines: readonly LineRow[],
  needed: number,
): LineRow | undefined =>
  lines.findLast(
    (line) =>
      line.cosigned > 0 &&
      line.cosigned < needed &&
      verifyCosignature(read(line), witness) === undefined,
  );
