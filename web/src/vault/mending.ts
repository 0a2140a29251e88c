import {
  type Entry,
  type Epoch,
  type MemberId,
  type Result,
  type Roster,
  type SealedBox,
  type VaultId,
  currentEpoch,
  epochsOf,
  holders,
  makeEpoch,
  membersOf,
  mustRenew,
  rightOf,
  wrapPrevious,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Blame } from "./alarms.ts";
import type { Facts } from "./facts.ts";
import type { Follow } from "./follow.ts";
import type { Keyring } from "./keyring.ts";
import { falseRecoveries } from "./recovery.ts";
import type { Sender } from "./sending.ts";
import type { DrawnKey, RosterPart } from "./writing.ts";

/** How often a day this client makes a vault's keys anew because of one member. */
const mostADay = 3;
/** So long whoever holds a key that does not open here may renew it, before it is made anew without it. */
const patienceMs = 3_000;

/** What is done about a vault's keys in one append, and because of whom. */
interface Step {
  readonly vault: VaultId;
  readonly is: "renew" | "say" | "blind";
  readonly because: readonly MemberId[];
}

/**
 * Makes keys anew that may not be written with, or that somebody made badly.
 *
 * [Note: A key that a colleague spoils] Every holder may make an epoch, and the fold cannot look into its boxes. One that
 * the roster names and that does not open was sealed so by the epoch's maker. Who meets it says so (`box-fault`); then
 * whoever holds that key makes the next, or, where nobody does in time, she herself without it (`blind`). Both can be
 * spoilt again, and a fault can be a lie: so each client does it a few times a day for one vault and one member. After
 * that it writes on under a key that it holds, and the alarm, which names her, stands.
 */
export class Mending {
  readonly #follow: Follow;
  readonly #facts: Facts;
  readonly #clock: () => number;
  readonly #counted: () => void;
  /** When this client first saw a box of this epoch that does not open. */
  readonly #since = new Map<string, number>();

  constructor(
    follow: Follow,
    facts: Facts,
    { clock, counted }: { readonly clock: () => number; readonly counted: () => void },
  ) {
    this.#follow = follow;
    this.#facts = facts;
    this.#clock = clock;
    this.#counted = counted;
  }

  /** Of these vaults, those about whose keys something can be done now. */
  due(vaults: readonly VaultId[]): VaultId[] {
    return vaults.filter((vault) => this.#stepOf(vault) !== undefined);
  }

  /** How long until a vault among these is made anew without a key that does not open; undefined where none waits. */
  waitsMs(vaults: readonly VaultId[]): number | undefined {
    const { roster } = this.#follow.book;
    const waiting = vaults.filter((vault) => this.#brokenNow(roster, vault) !== undefined);
    return waiting.length === 0 ? undefined : patienceMs;
  }

  /** Does it, within the sender's turn. */
  async mend(now: Sender["now"], vaults: readonly VaultId[]): Promise<Result<void, ErrorCode>> {
    let steps: Step[] = [];
    const sent = await now(() => {
      steps = vaults.flatMap((vault) => this.#stepOf(vault) ?? []);
      return { part: this.#partOf(steps) };
    });
    if (sent.ok) await this.#count(steps);
    return sent;
  }

  #stepOf(vault: VaultId): Step | undefined {
    const { book, keyring } = this.#follow;
    const { roster } = book;
    if (keyring.newest(roster, vault) === undefined) return this.#withoutKey(roster, vault);
    if (!mustRenew(roster, vault)) return undefined;
    const because = this.#causes(roster, vault);
    // A key of somebody who does not hold the vault is never written with.
    if (because === undefined) return { vault, is: "renew", because: [] };
    return this.#mayFor(vault, because) ? { vault, is: "renew", because } : undefined;
  }

  #withoutKey(roster: Roster, vault: VaultId): Step | undefined {
    const found = this.#brokenNow(roster, vault);
    if (found === undefined) return undefined;
    const { maker, epoch } = found;
    const name = `${vault} ${epoch}`;
    const since = this.#since.get(name) ?? this.#clock();
    this.#since.set(name, since);
    if (!isSaid(roster, vault, { epoch, by: this.#follow.keyring.member })) {
      const because = [maker];
      return this.#mayFor(vault, because) ? { vault, is: "say", because } : undefined;
    }
    return this.#clock() - since < patienceMs ? undefined : { vault, is: "blind", because: [] };
  }

  #brokenNow(
    roster: Roster,
    vault: VaultId,
  ): { readonly maker: MemberId; readonly epoch: number } | undefined {
    const maker = this.#follow.keyring.brokenBy(roster, vault);
    const epoch = currentEpoch(roster, vault)?.epoch;
    return maker === undefined || epoch === undefined ? undefined : { maker, epoch };
  }

  /** Because of whom a key that is held is to be made anew; undefined where that is no holder's doing. */
  #causes(roster: Roster, vault: VaultId): readonly MemberId[] | undefined {
    const newest = currentEpoch(roster, vault) as Epoch;
    if (rightOf(roster, vault, newest.by) === 0) return undefined;
    const own = this.#follow.keyring.member;
    const blind = newest.link.is === "blind";
    const isOfFault = isSaid(roster, vault, { epoch: newest.epoch - 1, by: newest.by });
    if (blind && (newest.by === own || !isOfFault)) return undefined;
    return [...(blind ? [newest.by] : []), ...faultsOf(roster, vault)];
  }

  #mayFor(vault: VaultId, because: readonly MemberId[]): boolean {
    return because.some((member) => this.#done(vault, member) < mostADay);
  }

  #done(vault: VaultId, member: MemberId): number {
    const { mended } = this.#facts.known;
    return mended?.on === this.#today ? (mended.times[`${vault} ${member}`] ?? 0) : 0;
  }

  get #today(): string {
    return new Date(this.#clock()).toISOString().slice(0, 10);
  }

  async #count(steps: readonly Step[]): Promise<void> {
    const { mended } = this.#facts.known;
    const times = { ...(mended?.on === this.#today ? mended.times : {}) };
    for (const { vault, because } of steps) {
      for (const member of because) {
        times[`${vault} ${member}`] = (times[`${vault} ${member}`] ?? 0) + 1;
      }
    }
    const isCounted = steps.some(({ because }) => because.length > 0);
    if (!isCounted) return;
    await this.#facts.change({ mended: { on: this.#today, times } });
    this.#counted();
  }

  /**
   * New epochs for exactly the same holders: any holder may make them. To a blind epoch the key before it is linked, so
   * that its readers find the past again. docs/protocol.md §3.
   */
  #partOf(steps: readonly Step[]): RosterPart {
    const { book, keyring } = this.#follow;
    const { roster } = book;
    const entries: Entry[] = [];
    const boxes: SealedBox[] = [];
    const keys: DrawnKey[] = [];
    for (const { vault, is } of steps) {
      const epoch = epochsOf(roster, vault).length;
      if (is === "say") {
        entries.push({ is: "box-fault", vault, epoch });
        continue;
      }
      const place = { org: keyring.org, vault, epoch: epoch + 1 };
      const newest = keyring.newest(roster, vault);
      if (newest !== undefined) entries.push(...linksOwed(keyring, roster, vault));
      const link =
        newest === undefined
          ? ({ is: "blind" } as const)
          : ({ is: "wrapped", previous: newest.key } as const);
      const made = makeEpoch(place, holders(roster, vault), link);
      entries.push(made.entry);
      boxes.push(...made.boxes);
      keys.push({ vault, epoch: place.epoch, key: made.key });
    }
    return { entries, boxes, keys };
  }

  /** What members have done to keys and to the roster, as far as it can be seen from here. */
  blames(vaults: readonly VaultId[]): Blame[] {
    const { book, keyring } = this.#follow;
    const { roster } = book;
    const found: Blame[] = falseRecoveries(roster).map((member) => ({
      code: "false-recovery",
      member,
      vault: undefined,
    }));
    for (const vault of vaults) {
      const spoilt = keyring.brokenBy(roster, vault);
      if (spoilt !== undefined) found.push({ code: "box-broken", member: spoilt, vault });
      for (const member of keyring.brokenLinks(roster, vault)) {
        found.push({ code: "link-broken", member, vault });
      }
      for (const member of this.#follow.crookedIn(vault)) {
        found.push({ code: "reseal-broken", member, vault });
      }
      for (const member of faultsOf(roster, vault)) {
        const isSpent = this.#done(vault, member) >= mostADay && member !== keyring.member;
        if (isSpent) found.push({ code: "faults-repeated", member, vault });
      }
    }
    return found.filter((blame) => !this.isOver(blame));
  }

  /** Whether it can be done no more: she does not hold the vault, is not here, or it is mended. */
  isOver({ code, member, vault }: Blame): boolean {
    const { roster } = this.#follow.book;
    if (vault === undefined) return !membersOf(roster).some(({ id }) => id === member);
    if (code === "faults-repeated") return !faultsOf(roster, vault).includes(member);
    if (code === "reseal-broken" && !this.#follow.crookedIn(vault).has(member)) return true;
    return rightOf(roster, vault, member) === 0;
  }

  /**
   * From which epoch on new readers find every key, as this client goes by it: a few times a day it may rise, so that
   * nobody has all records sealed anew again and again.
   */
  readonly linkedFrom = (vault: VaultId): number => {
    const { book, keyring } = this.#follow;
    const kept = this.#facts.known.relinked?.[vault];
    return Math.min(keyring.linkedFrom(book.roster, vault), kept?.from ?? 1);
  };

  /** Notes from where new readers find every key of these vaults; whether that has risen for any. */
  async noteLinks(vaults: readonly VaultId[]): Promise<boolean> {
    const { book, keyring } = this.#follow;
    const before = this.#facts.known.relinked ?? {};
    const news = vaults.flatMap((vault) => {
      const from = keyring.linkedFrom(book.roster, vault);
      const kept = before[vault];
      const times = kept?.on === this.#today ? kept.times : 0;
      const isNews = from > (kept?.from ?? 1) && times < mostADay;
      return isNews ? [[vault, { on: this.#today, from, times: times + 1 }] as const] : [];
    });
    if (news.length === 0) return false;
    await this.#facts.change({ relinked: { ...before, ...Object.fromEntries(news) } });
    return true;
  }
}

/** Holders who say that their box of the newest epoch does not open. */
function faultsOf(roster: Roster, vault: VaultId): MemberId[] {
  const newest = currentEpoch(roster, vault)?.epoch;
  const faults = roster.vaults.get(vault)?.boxFaults ?? [];
  return faults
    .filter(({ epoch, member }) => epoch === newest && rightOf(roster, vault, member) > 0)
    .map(({ member }) => member);
}

const isSaid = (
  roster: Roster,
  vault: VaultId,
  of: { readonly epoch: number; readonly by: MemberId },
): boolean =>
  roster.vaults
    .get(vault)
    ?.boxFaults.some(({ epoch, member }) => epoch === of.epoch && member === of.by) === true;

/** The keys before blind epochs, those of earlier removals too: without them the past stays closed to new readers. */
function linksOwed(keyring: Keyring, roster: Roster, vault: VaultId): Entry[] {
  return epochsOf(roster, vault).flatMap(({ epoch, link }): Entry[] => {
    const [key, before] = [keyring.key(vault, epoch), keyring.key(vault, epoch - 1)];
    // What somebody else has linked counts only if it opens.
    if (link.is !== "blind" || !key || !before || keyring.hasLink(roster, vault, epoch)) return [];
    const previous = wrapPrevious({ org: keyring.org, vault, epoch }, key, before);
    return [{ is: "link", vault, epoch, previous }];
  });
}
