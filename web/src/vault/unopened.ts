import { type LiveVersion, type RecordId, type Roster, type VaultId, checkEnvelope } from "#crypto";
import { type Api, passing } from "../sync/api.ts";
import type { Book } from "./book.ts";
import { type OpenEnvelope, earlierOf, findOpen, isCrooked, leafOf } from "./crooked.ts";
import type { Keyring } from "./keyring.ts";
import { type Opener, type Reading, meaningSchema } from "./opening.ts";

/** A record whose newest version is not open here. */
type Waiting = readonly [RecordId, LiveVersion];

/** What was asked for and has come. */
interface Came {
  readonly one: Waiting;
  readonly reading: Reading;
}

/** What is readable now, whether anything was withheld, and whether all was asked for. */
interface Asked {
  readonly readings: readonly Reading[];
  readonly withheld: boolean;
  readonly isAll: boolean;
}

/**
 * [Note: An envelope is not the tree] A commit says what its envelopes hash to; whether they come is another matter.
 * One that is left out, or does not fit its leaf, is the server's doing and can be mended by it: the log is read on,
 * the record shows as unreadable, and its envelope is asked for again, by its hash, whenever the log was read. While
 * it is not to be had, that is an alarm. An envelope that fits and does not open is its author's fault, and final, unless
 * one before it opens. [Note: Sealed anew, with nothing inside]
 */
export class Unopened {
  readonly #keyring: Keyring;
  readonly #opener: Opener;
  readonly #records = new Map<VaultId, Set<RecordId>>();
  /** Versions whose envelope came whole and still does not open: the same bytes may stand, and open, elsewhere. */
  readonly #final = new WeakSet<LiveVersion>();
  /** Versions beneath which what the vault was made with has come whole, or never will: it says no more next time. */
  readonly #heard = new WeakSet<LiveVersion>();

  constructor(keyring: Keyring, opener: Opener) {
    this.#keyring = keyring;
    this.#opener = opener;
  }

  /** Notes what a record has come to. */
  note(vault: VaultId, { record, now }: Reading): void {
    const records = this.#records.get(vault);
    if (now?.is !== "unreadable") records?.delete(record);
    else this.#records.set(vault, (records ?? new Set()).add(record));
  }

  /** Forgets a vault. */
  forget(vault: VaultId): void {
    this.#records.delete(vault);
  }

  /**
   * Asks the server for what is missing of a vault and worth asking for; says what is readable now, whether anything was
   * withheld, and whether all of it could be asked for. Whatever has come counts: it is not asked for twice.
   */
  async ask(book: Book, api: Api, vault: VaultId): Promise<Asked> {
    const waiting = this.#waiting(book, vault);
    const isMeaning = ([, { schema }]: Waiting): boolean => schema === meaningSchema;
    // Without what the vault is for none of the others can be judged.
    const meaning = await this.#askFor(book, { api, vault, waiting: waiting.filter(isMeaning) });
    const made = meaning.isAll ? await this.#madeWith(book, api, vault) : "unheard";
    const others = made === "unheard" ? [] : waiting.filter((one) => !isMeaning(one));
    const rest = await this.#askFor(book, { api, vault, waiting: others });
    const came = [...meaning.came, ...rest.came].filter(({ one }) => isNewest(book, vault, one));
    return {
      readings: [
        ...(typeof made === "object" ? [made] : []),
        ...came.map(({ reading }) => reading),
      ],
      withheld: meaning.withheld || made === "withheld" || rest.withheld,
      isAll: made !== "unheard" && rest.isAll,
    };
  }

  async #askFor(
    book: Book,
    {
      api,
      vault,
      waiting,
    }: { readonly api: Api; readonly vault: VaultId; readonly waiting: readonly Waiting[] },
  ): Promise<Omit<Asked, "readings"> & { readonly came: readonly Came[] }> {
    const came: Came[] = [];
    let withheld = false;
    for (let at = 0; at < waiting.length; at += atOnce) {
      const part = waiting.slice(at, at + atOnce);
      const hashes = part.map(([, { envelopeHash }]) => envelopeHash);
      const answer = await api.history(vault, hashes);
      if (!answer.ok && passing.has(answer.error)) return { came, withheld, isAll: false };
      for (const [i, one] of part.entries()) {
        if (!isNewest(book, vault, one)) continue;
        const envelope = (answer.ok ? answer.value[i] : undefined) ?? nothing;
        const reading = await this.#open(book.roster, { api, vault, one, envelope });
        if (reading === "unheard") return { came, withheld, isAll: false };
        if (reading === "withheld") withheld = true;
        else if (isNews(reading)) came.push({ one, reading });
      }
    }
    return { came, withheld, isAll: true };
  }

  /** What a vault is for, from the envelope that it was made with, where a member has since written over it. */
  async #madeWith(
    { logs, roster }: Book,
    api: Api,
    vault: VaultId,
  ): Promise<Reading | "withheld" | "unheard" | undefined> {
    const made = this.#opener.madeWith(vault);
    const record = made[0]?.leaf.record;
    const live = record && logs.get(vault)?.live.get(record);
    if (live === undefined || !this.#isOverMeaning(vault, live)) return undefined;
    const found = await findOpen({ api, keyring: this.#keyring }, vault, made);
    const isGone = found === "withheld" && this.#opener.isDropped(vault);
    if (found === "nothing" || isGone) {
      if (this.#holdsMade(vault)) this.#heard.add(live);
      return undefined;
    }
    if (typeof found === "string") return found;
    const standing = { vault, leaf: found.leaf, author: found.sealer };
    const reading = this.#opener.reading(roster, standing, found.envelope);
    this.#heard.add(live);
    const now = { is: live.kind === "tombstone" ? "gone" : "unreadable" } as const;
    return { wrong: "vault-meaning-wrong", ...reading, now };
  }

  /** Whether this stands over what a vault was made with, and it is worth asking for that. */
  #isOverMeaning(vault: VaultId, live: LiveVersion): boolean {
    // As long as it stands it is asked for as any other.
    return live.version > 1 && !this.#opener.places.has(vault) && !this.#heard.has(live);
  }

  /** Whether every key is held under which it stands what a vault was made with. */
  #holdsMade(vault: VaultId): boolean {
    const made = this.#opener.madeWith(vault);
    return made.every(({ leaf }) => this.#keyring.key(vault, leaf.epoch) !== undefined);
  }

  /** Whether it is worth asking the server for what a vault is for. */
  waitsForMeaning(book: Book, vault: VaultId): boolean {
    const record = this.#opener.madeWith(vault)[0]?.leaf.record;
    const live = record && book.logs.get(vault)?.live.get(record);
    const isOver = live !== undefined && this.#isOverMeaning(vault, live);
    if (isOver && this.#holdsMade(vault)) return true;
    return this.#waiting(book, vault).some(([, { schema }]) => schema === meaningSchema);
  }

  /** Those whose key is held and whose envelope was not seen whole before. */
  #waiting({ logs }: Book, vault: VaultId): readonly Waiting[] {
    const waiting: Waiting[] = [];
    for (const record of this.#records.get(vault) ?? []) {
      const version = logs.get(vault)?.live.get(record);
      const held = version && this.#keyring.key(vault, version.epoch) !== undefined;
      if (held && !this.#final.has(version)) waiting.push([record, version]);
    }
    return waiting;
  }

  /** What an envelope that was asked for makes of its record, or an earlier one in its place. */
  async #open(
    roster: Roster,
    asked: {
      readonly api: Api;
      readonly vault: VaultId;
      readonly one: Waiting;
      readonly envelope: Uint8Array;
    },
  ): Promise<Reading | "withheld" | "unheard"> {
    const { api, vault, one, envelope } = asked;
    const [record, live] = one;
    const leaf = leafOf(record, live);
    if (!checkEnvelope(leaf, envelope).ok) return "withheld";
    if (isCrooked(this.#keyring, vault, { leaf, sealer: live.sealer }, envelope)) {
      const found = await findOpen({ api, keyring: this.#keyring }, vault, earlierOf(record, live));
      if (found === "withheld" || found === "unheard") return found;
      if (found !== "nothing") return this.#older(roster, vault, { one, found });
      this.#final.add(live);
      const crooked = live.kind === "reseal" && { crooked: true as const };
      return { record, now: { is: "unreadable", ...crooked } };
    }
    const standing = { vault, leaf, author: live.sealer };
    const reading = this.#opener.reading(roster, standing, envelope);
    // While it is not known what the vault is for, nothing in it can be opened but what says so.
    const isJudged = reading.wrong !== undefined || this.#opener.places.has(vault);
    const isFinal = reading.now?.is === "unreadable" && isJudged;
    if (isFinal) this.#final.add(live);
    return reading;
  }

  /** What an earlier envelope makes of a record. */
  #older(
    roster: Roster,
    vault: VaultId,
    { one, found }: { readonly one: Waiting; readonly found: OpenEnvelope },
  ): Reading {
    const [record, live] = one;
    const standing = { vault, leaf: found.leaf, author: found.sealer };
    const reading = this.#opener.reading(roster, standing, found.envelope);
    const { now: shown } = reading;
    if (shown?.is === "open") return { ...reading, now: { ...shown, older: true }, again: true };
    // What the vault is for is known by now. It counts as unreadable still, so that nobody has the earlier one dropped.
    this.#final.add(live);
    const now = { is: "unreadable", crooked: true } as const;
    return { ...reading, record, now };
  }
}

/** Whether an envelope that came tells anything that was not known before it was asked for. */
const isNews = ({ now, wrong }: Reading): boolean =>
  now?.is !== "unreadable" || now.crooked === true || wrong !== undefined;

/** A newer version may come while others are asked for. */
const isNewest = ({ logs }: Book, vault: VaultId, [record, version]: Waiting): boolean =>
  logs.get(vault)?.live.get(record) === version;

/** Most envelopes asked for at once: so many of the largest fit into one reply. */
const atOnce = 30;
const nothing = new Uint8Array(0);
