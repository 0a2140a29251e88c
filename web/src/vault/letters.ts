import {
  type MemberId,
  type RecordId,
  fromHex,
  fromUtf8,
  keysOf,
  openLetter,
  randomBytes,
  rightOf,
  sealLetter,
  toHex,
  utf8,
} from "#crypto";
import { refsIn } from "#domain/acts/household.ts";
import { conflictsOfAll } from "#domain/avoiding.ts";
import type { HouseCompartment, HouseId } from "#domain/compartments.ts";
import { type Id, id as idOf } from "#domain/ids.ts";
import { offersOf } from "#domain/leaving.ts";
import type { TransferOffer } from "#domain/records-exchange.ts";
import type { HouseholdFile } from "#domain/records-people.ts";
import type { SafetyConflict } from "#domain/records-safety.ts";
import type { Told } from "./deed.ts";
import type { Follow } from "./follow.ts";

/**
 * What is to be done about transfers by this client, as far as its keys go: the file of a household that another house
 * has accepted is sealed to whoever accepted it; a letter to this member is opened and put into her house; and the
 * house that they left lets go of its copy once it has come.
 */
export function dueLetters(follow: Follow): readonly Told[] {
  return [...offersOf(follow.state)].flatMap(
    ([offer, record]) => next(follow, offer, record) ?? [],
  );
}

function next(follow: Follow, offer: Id<"transfer">, record: TransferOffer): Told | undefined {
  const { from, to, state } = record;
  const { member } = follow.keyring;
  switch (state.is) {
    case "accepted":
      if (writes(follow, from, "residents") && writes(follow, from, "capacity")) {
        return sent(follow, offer, record);
      }
      return writes(follow, to, "residents") && isGone(follow, state.by)
        ? { act: "askForFile", input: { offer } }
        : undefined;
    case "file_sent":
      if (!writes(follow, to, "residents")) return undefined;
      if (state.letter.to === member) return opened(follow, offer, state.letter);
      return isGone(follow, state.letter.to) ? { act: "askForFile", input: { offer } } : undefined;
    case "completed":
      return !state.settled && writes(follow, from, "residents")
        ? { act: "settleTransfer", input: { offer } }
        : undefined;
    default:
      return undefined;
  }
}

/** The household file, sealed to the keys that the roster gives to whoever accepted. */
function sent(
  follow: Follow,
  offer: Id<"transfer">,
  { from, stayRef, state }: TransferOffer,
): Told | undefined {
  const house = follow.state.houses.get(from);
  const content = house?.householdFile.get(house.files.get(stayRef) ?? "");
  const place = placeOf(follow, offer);
  if (!house || !content || !place || state.is !== "accepted") return undefined;
  const member = state.by as MemberId;
  // Nobody has it sent to somebody else, nor says another's yes.
  const said = follow.book.logs.get(place.vault)?.live.get(place.record);
  if (said?.author !== member) return undefined;
  const keys = keysOf(follow.book.roster, member);
  if (keys === undefined) return undefined;
  const { generation, box: boxPublic } = keys;
  const conflicts = conflictsOfAll(house, refsIn(content), state.evening);
  const text = utf8(JSON.stringify({ content, conflicts }));
  const sealed = toHex(sealLetter(place, text, { member, generation, boxPublic }));
  const letter = { to: member, generation, sealed };
  return { act: "sendFile", input: { offer, letter, content, conflicts } };
}

/** A letter to this member, opened. One for keys that she no longer has is asked for again. */
function opened(
  follow: Follow,
  offer: Id<"transfer">,
  letter: { readonly generation: number; readonly sealed: string },
): Told | undefined {
  const { identity, member } = follow.keyring;
  if (letter.generation !== identity.generation) return { act: "askForFile", input: { offer } };
  const place = placeOf(follow, offer);
  const text = place && openLetter(place, fromHex(letter.sealed), { member, identity });
  const sent = text?.ok ? parsed(text.value) : undefined;
  if (sent?.content === undefined) return undefined;
  const file = idOf<"file">(newId());
  const conflicts = (sent.conflicts ?? []).map((record) => ({
    conflict: idOf<"safetyConflict">(newId()),
    record,
  }));
  return { act: "takeFile", input: { offer, file, content: sent.content, conflicts } };
}

const placeOf = (follow: Follow, offer: Id<"transfer">) => {
  const vault = follow.find({ compartment: "exchange" });
  const { org } = follow.keyring;
  return vault && { org, vault, record: offer as string as RecordId };
};

/** What a letter holds, as far as it was written by a client like this one. */
interface Sent {
  readonly content?: HouseholdFile;
  readonly conflicts?: readonly SafetyConflict[];
}

/** The act checks its form; here it only has to be JSON. */
function parsed(bytes: Uint8Array): Sent | undefined {
  try {
    const sent = JSON.parse(fromUtf8(bytes) ?? "") as Sent | null;
    return Array.isArray(sent?.conflicts ?? []) ? (sent ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

function writes(follow: Follow, house: HouseId, compartment: HouseCompartment): boolean {
  const vault = follow.find({ compartment, house });
  return vault !== undefined && rightOf(follow.book.roster, vault, follow.keyring.member) >= 2;
}

const newId = (): string => toHex(randomBytes(16));

const isGone = (follow: Follow, member: string): boolean =>
  keysOf(follow.book.roster, member as MemberId) === undefined;
