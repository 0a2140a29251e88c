import {
  type Hash,
  type Head,
  type LogHead,
  type LogId,
  type Note,
  type NoteKey,
  type OrgId,
  type Roster,
  type Statement,
  cosignersNeeded,
  equal,
  readHeadsNote,
  rootAt,
  rosterLog,
  sameHead,
  verifyConsistency,
  verifyCosignature,
  verifyHeadsLine,
} from "#crypto";
import type { ServedLine } from "#contract/heads.ts";
import type { ErrorCode } from "#contract/errors.ts";
import type { Api } from "../sync/api.ts";

/** A line of the heads log that this client believes. */
export interface BelievedLine {
  /** As it was served, for export. */
  readonly note: string;
  readonly head: Head;
  readonly list: readonly LogHead[];
  /** From the list to the head's root. */
  readonly path: readonly Hash[];
}

/** A line as a statement for export. */
export const statementOf = ({ note, list, path }: BelievedLine): Statement => ({
  is: "line",
  line: { note, list, path },
});

/** The newest lines that this client believes. */
export interface Believed {
  readonly newest: BelievedLine;
  /** Epoch ms at which this client first saw it. */
  readonly seenAt: number;
  /** The newest that as many witnesses as the roster asks for have cosigned. */
  readonly cosigned: (BelievedLine & { readonly at: number }) | undefined;
}

/** Why an answer is not believed. */
export type HeadsLie =
  | "heads-unsigned"
  | "heads-rolled-back"
  | "heads-forked"
  | "heads-inconsistent";

/** What came of asking: something to believe, a lie with what was signed, or no answer. */
export type Asked =
  | {
      readonly is: "believed";
      readonly value: Believed;
      /** It begins again after a restore. [Note: A list that begins again] */
      readonly anew?: boolean;
    }
  | { readonly is: "lie"; readonly code: HeadsLie; readonly statements: readonly Statement[] }
  | { readonly is: "withheld"; readonly code: ErrorCode };

/** Whom and by which roster the heads log is asked for. */
interface Asking {
  readonly api: Api;
  readonly org: OrgId;
  readonly roster: Roster;
  readonly now: number;
}

/**
 * Asks for the heads log, and believes what comes only if the log key signed it, it continues what was believed before,
 * and no list in it takes anything back. docs/protocol.md §5.
 */
export async function askForHeads(asking: Asking, before: Believed | undefined): Promise<Asked> {
  const asked = await askOnce(asking, before);
  if (asked.is !== "lie" || before === undefined || !isBeforeReset(asking.roster, before.newest)) {
    return asked;
  }
  const again = await askOnce(asking, undefined);
  if (again.is !== "believed") return asked;
  const isAfter = !isBeforeReset(asking.roster, again.value.newest);
  const taken = takenBack(before.newest.list, again.value.newest.list, asking.roster);
  return isAfter && taken === undefined ? { ...again, anew: true } : asked;
}

/**
 * [Note: A list that begins again] A server that was restored has lost lines of the heads log too, and nobody keeps all
 * of them. So the log begins again at whichever line the server has, once an administrator has signed that the
 * organisation goes on (a reset of the roster): for whoever has seen only lines from before that, once, and only with a
 * line from after it, in which every log is as large as it was, or has a reset that says how far it had reached and is as
 * large as where that says that it goes on.
 */
export const isBeforeReset = (roster: Roster, { list }: BelievedLine): boolean => {
  const listed = list.find(({ log }) => log === rosterLog);
  const size = listed?.size ?? 0;
  const own = rootAt(roster, size);
  // Of a roster that lost its end a line may list a head that is on no roster any more.
  const isOn = listed === undefined || (own !== undefined && equal(own, listed.root));
  return roster.resets.some(({ from, at }) => at.log === rosterLog && (from > size || !isOn));
};

async function askOnce(asking: Asking, before: Believed | undefined): Promise<Asked> {
  const { api } = asking;
  const known = {
    newest: before?.newest.head.size ?? 0,
    cosigned: before?.cosigned?.head.size ?? 0,
  };
  const answer = await api.heads(known);
  if (!answer.ok) return { is: "withheld", code: answer.error };
  const newest = await next(asking, before?.newest, answer.value.newest);
  if (newest.is !== "believed") return newest;
  const line = newest.value;
  const seenAt =
    before !== undefined && sameHead(before.newest.head, line.head) ? before.seenAt : asking.now;
  const cosigned = await cosignedIn(asking, { before, line, served: answer.value.cosigned });
  if (cosigned.is !== "believed") return cosigned;
  return { is: "believed", value: { newest: line, seenAt, cosigned: cosigned.value } };
}

type Step<T> = Exclude<Asked, { is: "believed" }> | { readonly is: "believed"; readonly value: T };

/** The newest line, as it follows on the one that is known. */
async function next(
  asking: Asking,
  old: BelievedLine | undefined,
  served: ServedLine,
): Promise<Step<BelievedLine>> {
  const read = readHeadsNote(asking.org, asking.roster.logKey, served.note);
  if (!read.ok) return lie("heads-unsigned", old?.note, served.note);
  const { head } = read.value;
  if (old !== undefined && head.size <= old.head.size) {
    if (head.size < old.head.size) return lie("heads-rolled-back", old.note, served.note);
    if (!sameHead(old.head, head)) return lie("heads-forked", old.note, served.note);
    return { is: "believed", value: { ...old, note: served.note } };
  }
  const line = full(asking, served);
  if (line === undefined) return lie("heads-unsigned", old?.note, served.note);
  if (old === undefined) return { is: "believed", value: line };
  const joins = await continues(asking, old, line);
  return joins ?? { is: "believed", value: line };
}

/** The line with its list, if the log key vouches for both. */
function full({ org, roster }: Asking, { note, stands }: ServedLine): BelievedLine | undefined {
  const line = stands && verifyHeadsLine(org, roster.logKey, { note, ...stands });
  if (stands === undefined || !line?.ok) return undefined;
  return { note, head: line.value.head, list: line.value.list, path: stands.path };
}

/** What is wrong with a larger line on top of a smaller one; undefined if nothing is. */
async function continues(
  { api }: Asking,
  old: BelievedLine,
  line: BelievedLine,
): Promise<Exclude<Step<never>, { is: "believed" }> | undefined> {
  const proof = await api.headsProof(old.head.size, line.head.size);
  if (!proof.ok) return { is: "withheld", code: proof.error };
  const holds = verifyConsistency({ old: old.head, new: line.head, proof: proof.value });
  if (!holds) return lie("heads-inconsistent", old, line);
  const taken = takenBack(old.list, line.list);
  return taken && lie(taken, old, line);
}

/** Whether a later list has a log smaller than an earlier one, or with another root at the same size. */
function takenBack(
  earlier: readonly LogHead[],
  later: readonly LogHead[],
  signedFor?: Roster,
): "heads-rolled-back" | "heads-forked" | undefined {
  const heads = new Map<LogId, LogHead>(later.map((head) => [head.log, head]));
  for (const old of earlier) {
    const resets = signedFor?.resets.filter(({ at }) => at.log === old.log) ?? [];
    const isLost = resets.some(({ lost }) => lost.size >= old.size);
    // What was lost goes on at the head that the newest reset names, and not before it.
    const least: Head = isLost ? (resets.at(-1)?.at ?? old) : old;
    const head = heads.get(old.log);
    if ((head?.size ?? 0) < least.size) return "heads-rolled-back";
    if (head?.size === least.size && !equal(head.root, least.root)) return "heads-forked";
  }
  return undefined;
}

/** The newest cosigned line: the one that was known, or a newer one that the newest line continues. */
async function cosignedIn(
  asking: Asking,
  of: {
    readonly before: Believed | undefined;
    readonly line: BelievedLine;
    readonly served: ServedLine | undefined;
  },
): Promise<Step<Believed["cosigned"]>> {
  const { before, line, served } = of;
  const old = before?.cosigned;
  const kept = { is: "believed", value: old } as const;
  if (served === undefined) return kept;
  const read = readHeadsNote(asking.org, asking.roster.logKey, served.note);
  if (!read.ok) return lie("heads-unsigned", line.note, served.note);
  const { note, head } = read.value;
  const at = cosignedAt(note, asking.roster);
  if (at === undefined || head.size < (old?.head.size ?? 0)) return kept;
  if (head.size > line.head.size) return lie("heads-rolled-back", served.note, line.note);
  for (const one of [line, old]) {
    if (one?.head.size !== head.size) continue;
    if (!sameHead(one.head, head)) return lie("heads-forked", one.note, served.note);
    return { is: "believed", value: { ...one, note: served.note, at } };
  }
  const whole = full(asking, served);
  if (whole === undefined) return lie("heads-unsigned", line.note, served.note);
  const joins = await continues(asking, whole, line);
  return joins ?? { is: "believed", value: { ...whole, at } };
}

/**
 * When as many witnesses as the roster asks for had cosigned, in epoch ms: the oldest of the newest so many.
 * Undefined where too few have.
 */
function cosignedAt(note: Note, roster: Roster): number | undefined {
  const needed = cosignersNeeded(roster);
  const times = roster.witnesses.keys
    .map((witness: NoteKey) => verifyCosignature(note, witness))
    .filter((time) => time !== undefined)
    .toSorted((a, b) => b - a);
  const time = needed === 0 ? undefined : times[needed - 1];
  return time === undefined ? undefined : time * 1000;
}

const lie = (
  code: HeadsLie,
  ...said: readonly (string | BelievedLine | undefined)[]
): Extract<Asked, { is: "lie" }> => ({
  is: "lie",
  code,
  statements: said.flatMap((one) => {
    if (one === undefined) return [];
    return typeof one === "string" ? { is: "checkpoint", note: one } : statementOf(one);
  }),
});
