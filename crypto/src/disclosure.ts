import {
  type Hash,
  type LogId,
  type MemberId,
  type OrgId,
  type RecordId,
  type VaultId,
  rosterLog,
} from "./brand.ts";
import { concat, equal, utf8 } from "./bytes.ts";
import { type Commit, parseCommit } from "./commit.ts";
import { contentCommit } from "./content.ts";
import type { LogHead } from "./entry.ts";
import { foldAll } from "./fold.ts";
import {
  type HeadsLine,
  type SignedLine,
  readHeadsLine,
  verifyHeadsLine,
  writeHeadsLine,
} from "./heads-line.ts";
import { verifyCosignature } from "./heads.ts";
import type { Leaf } from "./leaf.ts";
import { type Meaning, meaningCommit } from "./meaning.ts";
import { leafHash, sameHead, verifyInclusion } from "./merkle.ts";
import { fromBase64, toBase64 } from "./note.ts";
import { type Result, err, ok } from "./result.ts";
import { rightAt } from "./roster-queries.ts";
import { type Roster, emptyRoster } from "./roster.ts";
import { standingOf } from "./verdict.ts";

/** One version, opened to somebody who holds no key: what it says, and what shows where it stands. */
export interface DisclosedContent {
  /** The commit that brought it, and its place in its log as the line lists it. */
  readonly commit: Uint8Array;
  readonly position: number;
  readonly path: readonly Hash[];
  readonly blind: Uint8Array;
  /** Exactly as it was sealed: JSON on one line. */
  readonly payload: string;
}

/**
 * Versions of records that are opened to somebody outside, with the proof that they are the record and by when they
 * were in the log. No key changes hands, and nothing else opens. docs/protocol.md §4.
 */
export interface Disclosure {
  readonly org: OrgId;
  /** The roster's commits, exactly as many as the line lists. */
  readonly roster: readonly Uint8Array[];
  readonly line: HeadsLine;
  /** What the vault is for: it opens the commitment of its `create-vault`. */
  readonly meaning: Omit<Meaning, "vault">;
  readonly contents: readonly DisclosedContent[];
}

const title = "linden/1/disclosure";

/** The disclosure as text, one part a line, the payloads to be read as they are. */
export function formatDisclosure(disclosure: Disclosure): string {
  const { org, roster, line, meaning, contents } = disclosure;
  const parts = contents.flatMap(({ commit, position, path, blind, payload }) => [
    `commit ${toBase64(commit)}`,
    `place ${position} ${toBase64(concat(...path))}`,
    `blind ${toBase64(blind)}`,
    `says ${payload}`,
  ]);
  const { compartment, house, blind } = meaning;
  return [
    title,
    org,
    ...roster.map((bytes) => `roster ${toBase64(bytes)}`),
    `line ${toBase64(writeHeadsLine(line))}`,
    `vault ${compartment} ${house === "" ? "-" : house} ${toBase64(blind)}`,
    ...parts,
    "",
  ].join("\n");
}

/** Reads what `formatDisclosure` wrote; undefined for anything else. Nothing in it may be believed before `openDisclosure`. */
export function readDisclosure(text: string): Disclosure | undefined {
  const [first, org = "", ...rest] = text.split("\n");
  if (first !== title || !/^[0-9a-f]{64}$/.test(org) || rest.pop() !== "") return undefined;
  const after = rest.findIndex((one) => !one.startsWith("roster "));
  const roster = rest.slice(0, Math.max(0, after)).map((one) => bytesAfter(one, "roster"));
  const line = readHeadsLine(bytesAfter(rest[after] ?? "", "line") ?? new Uint8Array(0));
  const meaning = readMeaning(rest[after + 1] ?? "");
  const contents = [];
  for (let at = after + 2; at < rest.length; at += 4) contents.push(readContent(rest, at));
  const disclosure = { org: org as OrgId, roster, line, meaning, contents };
  return isWhole(disclosure) && formatDisclosure(disclosure) === text ? disclosure : undefined;
}

type Partly<T> = { readonly [Key in keyof T]: T[Key] | undefined };

function isWhole(read: {
  readonly roster: readonly (Uint8Array | undefined)[];
  readonly line: HeadsLine | undefined;
  readonly meaning: Disclosure["meaning"] | undefined;
  readonly contents: readonly Partly<DisclosedContent>[];
  readonly org: OrgId;
}): read is Disclosure {
  const opened = read.contents.flatMap((one) => Object.values(one));
  const parts = [...read.roster, read.line, read.meaning, ...opened];
  return parts.every((part) => part !== undefined) && read.contents.length > 0;
}

function readMeaning(line: string): Disclosure["meaning"] | undefined {
  const [, compartment, house, base64] =
    /^vault ([a-zA-Z]{1,40}) (-|[0-9a-f]{32}) (\S+)$/.exec(line) ?? [];
  const blind = fromBase64(base64 ?? "-");
  if (compartment === undefined || house === undefined || blind?.length !== 16) return undefined;
  return { compartment, house: house === "-" ? "" : house, blind };
}

function readContent(lines: readonly string[], at: number): Partly<DisclosedContent> {
  const [, digits, base64] = /^place (0|[1-9]\d{0,14}) (\S*)$/.exec(lines[at + 1] ?? "") ?? [];
  const path = fromBase64(base64 ?? "-");
  const says = lines[at + 3];
  return {
    commit: bytesAfter(lines[at] ?? "", "commit"),
    position: digits === undefined ? undefined : Number(digits),
    path: path && path.length % 32 === 0 ? hashesIn(path) : undefined,
    blind: bytesAfter(lines[at + 2] ?? "", "blind"),
    payload: says?.startsWith("says ") === true ? says.slice(5) : undefined,
  };
}

const hashesIn = (bytes: Uint8Array): readonly Hash[] =>
  Array.from({ length: bytes.length / 32 }, (_, i) => bytes.slice(32 * i, 32 * i + 32) as Hash);

function bytesAfter(line: string, word: string): Uint8Array | undefined {
  return line.startsWith(`${word} `) ? fromBase64(line.slice(word.length + 1)) : undefined;
}

/** One version as it is proved: what it says, by whom, and where. */
export interface Shown {
  readonly record: RecordId;
  readonly version: number;
  readonly schema: number;
  readonly author: MemberId;
  /** Whether she managed the vault when she wrote it. */
  readonly manages: boolean;
  readonly position: number;
  readonly payload: string;
}

/** What a disclosure proves. */
export interface Disclosed {
  readonly org: OrgId;
  readonly vault: VaultId;
  /** What the vault is for, as its creation fixed it, and the random id of the house, or nothing. */
  readonly compartment: string;
  readonly house: string;
  readonly contents: readonly Shown[];
  /** The entry of the heads log in which all of it was. */
  readonly line: number;
  /** By when, in POSIX seconds, by the signatures of witnesses whom the roster names; empty where none has dated it. */
  readonly dated: readonly { readonly witness: string; readonly time: number }[];
}

/** Why a disclosure is not believed. */
export type DisclosureFault =
  | "malformed"
  | "wrong-roster"
  | "wrong-line"
  | "other-vault"
  | "not-included"
  | "not-allowed"
  | "other-content";

/**
 * Checks a disclosure by itself: the roster from its genesis to the head that the signed line lists; each commit in its
 * log at its place; that its author might write it and signed it; that the text opens the commitment that she signed.
 * What it does not show: that it was the newest version, or that nothing was added later.
 */
export function openDisclosure(text: string): Result<Disclosed, DisclosureFault> {
  const disclosure = readDisclosure(text);
  if (disclosure === undefined) return err("malformed");
  const { roster, stopped } = foldAll(emptyRoster(), disclosure.roster);
  if (stopped !== undefined || roster.org !== disclosure.org) return err("wrong-roster");
  const line = verifyHeadsLine(roster.org, roster.logKey, disclosure.line);
  if (!line.ok) return err("wrong-line");
  const listed = headIn(line.value, rosterLog);
  if (listed === undefined || !sameHead(listed, roster.head)) return err("wrong-roster");
  const contents: Shown[] = [];
  const vaults = new Set<LogId>();
  for (const content of disclosure.contents) {
    const shown = show(roster, line.value, content);
    if (!shown.ok) return shown;
    contents.push(shown.value.shown);
    vaults.add(shown.value.vault);
  }
  const [vault, ...others] = vaults;
  if (vault === undefined || others.length > 0) return err("other-vault");
  const { compartment, house } = disclosure.meaning;
  const meant = roster.vaults.get(vault as VaultId)?.meaning;
  const opening = meaningCommit({ ...disclosure.meaning, vault: vault as VaultId });
  if (meant === undefined || !equal(meant, opening)) return err("other-vault");
  return ok({
    org: roster.org,
    vault: vault as VaultId,
    compartment,
    house,
    contents,
    line: line.value.head.size,
    dated: datesOf(roster, line.value),
  });
}

function show(
  roster: Roster,
  line: SignedLine,
  { commit: bytes, position, path, blind, payload }: DisclosedContent,
): Result<{ readonly shown: Shown; readonly vault: VaultId }, DisclosureFault> {
  const parsed = parseCommit(bytes);
  if (!parsed.ok || parsed.value.items.is !== "leaves") return err("malformed");
  const commit = parsed.value;
  const head = headIn(line, commit.log);
  const claim = head && { leaf: leafHash(bytes), index: position, head, proof: path };
  if (claim === undefined || !verifyInclusion(claim)) return err("not-included");
  if (standingOf(roster, commit, bytes) !== undefined) return err("not-allowed");
  const vault = commit.log as VaultId;
  const leaf = leafOf(commit, { org: roster.org, vault, blind, payload: utf8(payload) });
  if (leaf === undefined) return err("other-content");
  const { record, version, schema } = leaf;
  const { author, roster: under } = commit;
  const manages = rightAt(roster, under.size, { vault, member: author }) === 3;
  return ok({ shown: { record, version, schema, author, manages, position, payload }, vault });
}

/** The leaf of a version whose commitment this text opens. */
function leafOf(
  { items }: Commit,
  of: {
    readonly org: OrgId;
    readonly vault: VaultId;
    readonly blind: Uint8Array;
    readonly payload: Uint8Array;
  },
): Leaf | undefined {
  if (items.is !== "leaves" || of.blind.length !== 16) return undefined;
  return items.leaves.find(
    (leaf) =>
      leaf.kind === "put" &&
      equal(contentCommit({ ...of, record: leaf.record, schema: leaf.schema }), leaf.contentCommit),
  );
}

const headIn = ({ list }: SignedLine, log: LogId): LogHead | undefined =>
  list.find((head) => head.log === log);

const datesOf = (roster: Roster, { note }: SignedLine): Disclosed["dated"] =>
  roster.witnesses.keys.flatMap((witness) => {
    const time = verifyCosignature(note, witness);
    return time === undefined ? [] : [{ witness: witness.name, time }];
  });
