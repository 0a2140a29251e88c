// Over 300 lines: one account, the parts of which are put together here and end here.
import {
  type LogId,
  type Result,
  type Statement,
  type VaultId,
  localKey,
  rosterLog,
  wipe,
} from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import { runAct } from "#domain/acts.ts";
import { canUndo } from "#domain/undo.ts";
import type { Place } from "#domain/compartments.ts";
import type { Compartment } from "#domain/compartments.ts";
import { type ViewName, reads, runView } from "#domain/views.ts";
import { Live } from "../sync/live.ts";
import type { Store } from "../sync/store.ts";
import type { Entered } from "./account.ts";
import { Alarms } from "./alarms.ts";
import { AskAgain } from "./ask-again.ts";
import type { Taken } from "./book.ts";
import { Bundles } from "./bundles.ts";
import { Cache } from "./cache.ts";
import type { Told } from "./deed.ts";
import type { DeviceAccount } from "./device.ts";
import type { ActOutcome } from "./engine.ts";
import { Facts } from "./facts.ts";
import type { Follow } from "./follow.ts";
import { Healing, type Restored } from "./healing.ts";
import { HeadsWatch } from "./heads-watch.ts";
import { InOrder } from "./in-order.ts";
import { LateChecks } from "./late-checks.ts";
import { liveFrame } from "./live-frame.ts";
import { Local } from "./local.ts";
import { Mending } from "./mending.ts";
import { nowOf } from "./now.ts";
import { type DeedKind, Outbox } from "./outbox.ts";
import { whichStands } from "./passphrase.ts";
import type { Ports } from "./ports.ts";
import { sendUnsent } from "./renewal-plan.ts";
import { Resealer } from "./resealer.ts";
import { Sender, type SenderPorts } from "./sending.ts";
import { Tail } from "./tail.ts";
import { Timers } from "./timers.ts";
import { Unasked } from "./unasked.ts";
import { Versions } from "./versions.ts";
import type { Show } from "./watching.ts";

/** Whom an open account tells of what. */
export interface Tell {
  readonly status: () => void;
  readonly outbox: () => void;
  readonly team: () => void;
  readonly alarms: () => void;
  /** She has closed this session from another device: it is to be locked. */
  readonly closed: () => void;
  /** Records have changed in these places; undefined: it may be another evening. */
  readonly views: (places: ReadonlySet<Place> | undefined) => void;
}

const civilDate = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
const minuteMs = 60_000;
/** Long enough that the first screen is there. */
const dailyAfterMs = 3_000;
const hourMs = 60 * minuteMs;
/** Sealing anew is any holder's: by chance not everybody's at once. */
const resealWithinMs = 6_000;
/** So long after the roster that goes on the server has a list of heads with it. */
const listAfterMs = 1_000;

/** An account that is open: everything that holds keys or plaintext, and that a lock ends. */
export class OpenAccount {
  account: DeviceAccount;
  readonly entered: Entered;
  readonly local: Local;
  readonly facts: Facts;
  readonly cache: Cache;
  readonly alarms: Alarms;
  readonly heads: HeadsWatch;
  readonly outbox: Outbox;
  readonly sender: Sender;
  readonly unasked: Unasked;
  readonly versions: Versions;
  readonly bundles: Bundles;
  readonly resealing: Resealer;
  readonly tail: Tail;
  readonly healing: Healing;
  readonly mending: Mending;
  readonly #ports: Ports;
  readonly #told: Tell;
  readonly #live: Live;
  readonly #late: LateChecks;
  readonly #askAgain: AskAgain;
  readonly #agreedAt = new Map<LogId, number>();
  readonly #timers = new Timers();
  #followed = "";
  #placesTold = 0;
  readonly #pushed = new InOrder();
  #closed = false;
  /** Every log has been read up to where it stood. */
  #whole = false;
  online = false;
  /** The server takes these keys for no session: they were replaced or ended elsewhere, or it says so. */
  refused = false;

  private constructor(ports: Ports, told: Tell, parts: Parts) {
    const { account, entered, local, facts, cache, bundles } = parts;
    this.#ports = ports;
    this.#told = told;
    this.account = account;
    this.entered = entered;
    this.local = local;
    this.facts = facts;
    this.cache = cache;
    this.bundles = bundles;
    const { follow } = entered;
    follow.api.closed = () => told.closed();
    follow.api.entered = (taken) => this.#entered(taken);
    this.versions = new Versions(follow);
    this.alarms = new Alarms(facts, follow.keyring.org, {
      clock: ports.clock,
      changed: told.alarms,
    });
    this.heads = new HeadsWatch({
      follow,
      local,
      clock: ports.clock,
      raise: (code, log, statements) => this.#raise(log, code, statements),
      unproved: (log, statements) => !this.#closed && this.alarms.unproved(log, statements),
      proved: (log) => this.alarms.proved(log),
      end: (codes, log) => this.alarms.end(log, codes),
    });
    this.outbox = new Outbox({
      follow,
      local,
      run: (act, state, now) => runAct(state, act, now),
      clock: ports.clock,
      changed: told.outbox,
      saved: (_, changes) => this.unasked.saved(changes),
      outOfTheWay: () => this.sender.wake(),
      overtaken: ({ acts }) => this.unasked.overtaken(acts),
    });
    const { outbox } = this;
    const trouble: SenderPorts["trouble"] = (log, code, said) => {
      if (!this.#closed) this.alarms.refused(log, code, said);
    };
    const taken = (log: LogId): void => this.alarms.taken(log);
    this.tail = new Tail(local, follow);
    this.healing = new Healing({
      follow,
      tail: this.tail,
      timers: this.#timers,
      listed: (log) => this.heads.listed(log),
      goesOn: () => this.#timers.after(listAfterMs, () => void this.#watchHeads()),
      changed: (restored) => this.#restored(restored),
    });
    this.mending = new Mending(follow, facts, {
      clock: ports.clock,
      counted: () => this.#blame(),
    });
    follow.linkedFrom = this.mending.linkedFrom;
    this.sender = new Sender({
      follow,
      outbox,
      mending: this.mending,
      trouble,
      taken,
      restored: () => this.healing.wake(),
      made: (boxes) => this.tail.made(boxes),
    });
    const desk = { follow, sender: this.sender, facts, mending: this.mending };
    this.unasked = new Unasked(desk, this.#timers, {
      act: (told) => this.act([told], { quiet: true }),
      would: (told) => {
        const judged = runAct(follow.state, told, nowOf(follow, ports));
        return judged.ok && judged.changes.length > 0;
      },
    });
    this.resealing = new Resealer({
      follow,
      sender: this.sender,
      facts,
      heads: this.heads,
      timers: this.#timers,
      headsEveryMs: ports.headsEveryMs,
    });
    this.#late = new LateChecks(follow, this.cache, (vault) => void this.#readStrictly(vault));
    this.#askAgain = new AskAgain(follow, () => this.#readAgain());
    this.#live = new Live({
      origin: ports.origin,
      WebSocket: ports.WebSocket,
      frame: () => liveFrame(follow),
      page: (bytes) => {
        this.#pushed.run(() => this.#take(bytes)).catch(() => ports.broken("page"));
      },
      online: (is) => this.#online(is),
    });
    follow.listener = {
      arrived: (taken, read) => this.#arrived(taken, read),
      changed: (places) => {
        told.views(places);
        this.unasked.changed(places);
        // What a box is for may be readable only once it is sealed anew.
        const isNew = follow.opener.places.size !== this.#placesTold;
        this.#placesTold = follow.opener.places.size;
        if (isNew || [...places].some(({ compartment }) => compartment === "team")) {
          told.team();
          told.status();
        }
      },
      roster: () => this.#rosterGrew(),
      lied: (log, lie, statements) => {
        // Where a log was is in the signed list too, which nobody can take back.
        this.#raise(log, lie, statements && [...statements, ...this.heads.statements]);
        if (lie === "log-rolled-back" || lie === "log-forked") this.healing.short(log);
        const isSealed = lie === "envelope-withheld" || lie === "box-missing";
        // Another history does not go away by being read again.
        if (lie !== "log-forked") this.#askAgain.later(isSealed ? "sealed" : "log");
      },
      readsAnew: () => {
        this.outbox.readsAgain();
        this.#askAgain.later("log");
      },
      lost: (log, place) => this.#lost(log, place),
      agreed: (log) => this.#agreed(log),
      whole: (vault) => this.alarms.whole(vault),
      keyed: (vault) => {
        this.alarms.keyed(vault);
        this.sender.wake();
        // What came before its key can be opened now.
        this.#askAgain.later("sealed");
      },
      spoilt: (vault) => {
        this.alarms.keyed(vault);
        this.#blame();
        this.unasked.keysChanged([vault]);
      },
      crooked: () => {
        this.#blame();
        this.resealing.wake();
      },
      waits: () => this.#askAgain.later("sealed"),
    };
  }

  /** Opens what this device keeps of the account; nothing is asked of the server yet. */
  static async open(
    ports: Ports,
    told: Tell,
    from: {
      readonly account: DeviceAccount;
      readonly entered: Entered;
      readonly store: Store;
      readonly progress?: (done: number, of: number) => void;
    },
  ): Promise<{ readonly open: OpenAccount; readonly warm: boolean }> {
    const { account, entered, store, progress } = from;
    const { follow } = entered;
    const local = new Local(store, localKey(follow.keyring.identity, account.device));
    const rosterSize = follow.book.roster.head.size;
    const facts = await Facts.read(local, { on: civilDate(ports.clock()), rosterSize });
    const cache = new Cache(local, follow);
    const bundles = new Bundles(store);
    const open = new OpenAccount(ports, told, { account, entered, local, facts, cache, bundles });
    const warm = rosterSize === 0 ? await cache.load(progress) : false;
    await open.heads.restore();
    await open.tail.restore();
    await open.outbox.restore();
    return { open, warm };
  }

  /** Begins to follow the server, and to send what is kept. */
  connect(): void {
    void this.#live.connect();
    this.sender.wake();
    this.#timers.every(minuteMs, () => this.#told.views(undefined));
    this.#timers.every(hourMs, () => void this.#daily());
    this.#timers.every(this.#ports.headsEveryMs, () => void this.#watchHeads());
    void sendUnsent(this.entered.follow.api, this.local);
    this.#rosterGrew();
  }

  /** Reads all logs on to where the server signs that they stand. */
  async readAll(progress?: (done: number, of: number) => void): Promise<Result<void, ErrorCode>> {
    const knowingRoster = (): Promise<void> => this.heads.check();
    const read = await this.#readLogs({ progress, knowingRoster });
    await this.heads.compare();
    return read;
  }

  async #readLogs(how: Parameters<Follow["pullAll"]>[0]): Promise<Result<void, ErrorCode>> {
    const read = await this.entered.follow.pullAll(how);
    if (read.ok && !this.#closed) {
      this.outbox.readUp();
      this.#whole = true;
      this.#timers.after(dailyAfterMs, () => void this.#daily());
      this.resealing.wake();
    }
    this.#late.wake();
    // Without a network it is read as soon as there is one.
    if (!read.ok && this.online && !this.#closed) this.#askAgain.later("log");
    return read;
  }

  /** A log lied or could not be read: once there is a network, all are read on, and what waited for it goes out. */
  async #readAgain(): Promise<void> {
    if (this.#closed || !this.online) return;
    await this.#readLogs({});
    this.sender.wake();
  }

  /** Only what is whole says what is over: without a network nothing is taken away. */
  async #daily(): Promise<void> {
    if (!this.online || !this.#whole || this.#closed) return;
    await this.bundles.inTurn(() => whichStands(this.entered.follow.api, this.bundles));
    await this.unasked.daily();
    this.unasked.keysChanged(this.entered.follow.readable());
    // Somebody may have come late with what was lost: who can sign for it is told.
    if (this.healing.maySign) this.healing.wake();
  }

  async #watchHeads(): Promise<void> {
    if (!this.online) return;
    await this.heads.check();
    await this.heads.compare();
  }

  #raise(log: LogId | undefined, code: ErrorCode, statements?: readonly Statement[]): void {
    if (!this.#closed) this.alarms.raise(log, code, statements);
  }

  /** What a view is made of. */
  readonly reads = (name: ViewName): readonly Compartment[] => reads[name];

  /** A view of what is shown: the verified state with what is only kept here on top. */
  readonly show: Show = (name, args) =>
    runView(this.entered.follow.state, { name, args }, nowOf(this.entered.follow, this.#ports));

  /** Keeps acts as one deed and sends it. */
  async act(acts: readonly Told[], kind?: DeedKind): Promise<ActOutcome> {
    const kept = await this.outbox.keep(acts, nowOf(this.entered.follow, this.#ports), kind);
    if (!kept.ok) return { ok: false, refusal: kept.error };
    this.#told.views(new Set(kept.value.changes.map(({ place }) => place)));
    this.sender.wake();
    return { ok: true, entry: kept.value.deed.id, canUndo: acts.every(canUndo) };
  }

  /** When the server last signed where the logs stand. */
  get agreedAt(): { readonly all?: number; readonly each: ReadonlyMap<LogId, number> } {
    const { follow } = this.entered;
    const times = [rosterLog, ...follow.followed()].map((log) => this.#agreedAt.get(log) ?? 0);
    const all = Math.min(...times);
    return { ...(all > 0 && { all }), each: this.#agreedAt };
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Keys overwritten, connection closed, nothing kept or sent from here on. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timers.close();
    this.#live.close();
    this.sender.close();
    this.resealing.close();
    this.cache.close();
    this.tail.close();
    this.#late.close();
    this.#askAgain.close();
    this.local.close();
    const { follow, accountKey } = this.entered;
    follow.api.be(undefined);
    follow.keyring.wipe();
    wipe(accountKey);
  }

  #arrived(taken: readonly Taken[], read: (shown: boolean) => void): void {
    if (this.#closed) return;
    this.outbox.arrived(taken, read);
    this.tail.note(taken);
    for (const { log, verdict } of taken) {
      if (verdict.is === "commit-fault") this.alarms.raise(log, "commit-skipped");
    }
    this.cache.touch();
  }

  #agreed(log: LogId): void {
    this.#agreedAt.set(log, this.#ports.clock());
    this.alarms.agreed(log);
    // What was skipped and is not in what is signed for was damage on the way.
    if (!this.entered.follow.book.hasSkipped(log)) this.alarms.end(log, ["commit-skipped"]);
    this.healing.whole(log);
    this.#told.outbox();
  }

  /** What was lost of a log is signed for: what was said of it stands among the alarms that were. */
  async #lost(log: LogId, place: Place | undefined): Promise<void> {
    const { lostPlaces } = this.facts.known;
    if (place !== undefined)
      await this.facts.change({ lostPlaces: { ...lostPlaces, [log]: place } });
    this.alarms.end(log, ["log-rolled-back", "log-forked", "log-left-out", "append-torn"]);
    this.healing.whole(log);
    await this.cache.drop(log);
    if (log !== rosterLog) await this.tail.forget(log);
    this.#told.status();
    this.#told.team();
  }

  /** The server was restored and is being healed, or goes on. */
  #restored(restored: Restored | undefined): void {
    if (this.#closed) return;
    if (restored?.since !== undefined) this.alarms.raise(undefined, "healing");
    else {
      this.alarms.end(undefined, ["healing"]);
      void this.readAll().then(() => this.sender.wake());
    }
    this.#told.team();
  }

  async #take(bytes: Uint8Array): Promise<void> {
    if (!this.#closed) await this.entered.follow.takePushed(bytes);
  }

  #online(is: boolean): void {
    if (this.#closed) return;
    this.online = is;
    this.#told.status();
    this.#told.outbox();
    if (is) void this.readAll().then(() => this.sender.wake());
  }

  #entered(taken: boolean): void {
    if (this.#closed || this.refused === !taken) return;
    this.refused = !taken;
    this.#told.status();
  }

  /** What a larger roster asks of this client; a person's click is never replaced by it. */
  #rosterGrew(): void {
    if (this.#closed) return;
    this.cache.touch();
    this.#told.status();
    this.#told.team();
    const { follow } = this.entered;
    this.#noteGrowth(follow.book.roster.head.size);
    const readable = follow.readable();
    const isHeld = (vault: VaultId): boolean =>
      follow.keyring.newest(follow.book.roster, vault) !== undefined;
    for (const vault of readable) if (isHeld(vault)) this.alarms.keyed(vault);
    const followed = follow.followed();
    // Nothing more will come of what may not be read any longer.
    this.alarms.unread((vault) => !follow.book.reads(vault));
    const before = this.#followed;
    this.#followed = [...followed].sort().join(" ");
    if (before !== this.#followed) void this.#readMore(followed);
    this.#blame();
    void this.mending.noteLinks(readable).then((isNews) => {
      // It may be waiting for hours, for a list that lets old envelopes be dropped.
      const byChance = Math.random() * resealWithinMs;
      if (isNews) this.#timers.after(byChance, () => this.resealing.wake("now"));
    });
    this.unasked.rosterGrew(readable);
    this.healing.rosterRead();
    this.resealing.wake();
  }

  /** What members have done is told by their names, for as long as they could do it again. */
  #blame(): void {
    if (this.#closed) return;
    for (const one of this.mending.blames(this.entered.follow.readable())) this.alarms.blame(one);
    this.alarms.absolve((one) => this.mending.isOver(one));
  }

  /** One line a day; the first is how large the roster was when this device came to know it. */
  #noteGrowth(size: number): void {
    const { grew, firstSeen } = this.facts.known;
    if (grew?.at(-1)?.size === size) return;
    const on = civilDate(this.#ports.clock());
    const known = grew ?? [{ on: firstSeen.on, size: firstSeen.rosterSize || size }];
    const before = known.filter((line, at) => at === 0 || line.on !== on);
    const hasGrown = size > (known[0]?.size ?? 0);
    void this.facts.change({ grew: hasGrown ? [...before, { on, size }] : known });
  }

  async #readMore(vaults: readonly VaultId[]): Promise<void> {
    const { follow } = this.entered;
    for (const vault of vaults) {
      if (this.#closed) return;
      if (follow.book.size(vault) === 0) await follow.pull(vault);
    }
    this.#told.status();
    this.#told.team();
    await this.#live.follow();
    await this.unasked.nameSelf();
  }

  /** A signature in this vault was false: everything of it is read again, and nothing believed before it is checked. */
  async #readStrictly(vault: VaultId): Promise<void> {
    const { follow } = this.entered;
    this.alarms.raise(vault, "commit-skipped");
    follow.strict.add(vault);
    follow.readAnew(vault);
    await follow.pull(vault);
  }
}

type Parts = Pick<OpenAccount, "account" | "entered" | "local" | "facts" | "cache" | "bundles">;
