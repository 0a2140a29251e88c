import { createContext } from "svelte";
import type { ActInput, ActName } from "#domain/acts.ts";
import type { Organisation } from "#domain/records.ts";
import { setZone } from "../i18n/format.ts";
import { namesIn, refusalText } from "../i18n/refusal.ts";
import { t } from "../i18n/t.ts";
import type {
  ActOutcome,
  Alarm,
  Engine,
  Enrolled,
  KnownAccount,
  Outbox,
  Outcome,
  Status,
} from "../vault/engine.ts";
import { Correcting } from "./correcting.svelte.ts";
import { Discreet } from "./discreet.svelte.ts";
import { Idle } from "./idle.ts";
import { LanguageChoice } from "./language.ts";
import { setOfflineUse } from "./kept-files.ts";
import { leave } from "./leave.ts";
import { Offers } from "./offers.svelte.ts";
import { Recent } from "./recent.svelte.ts";
import type { Open } from "./rights.ts";
import { Router } from "./router.svelte.ts";
import { SecondTap } from "./second-tap.ts";
import { Toasts, type ToastMessage } from "./toast.svelte.ts";
import { ThemeChoice } from "./theme.svelte.ts";

/** What a toast says of a deed: a sentence, whom it names, and what follows once it was taken back. */
type Said =
  | string
  | (Pick<ToastMessage, "text" | "names"> & { readonly undone?: () => void | Promise<void> });
type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/**
 * What every screen watches: the engine's state, the accounts of this device, alarms, the outbox, and
 * where the person is. One per tab; screens get it with `useSession()`.
 */
export class Session {
  status = $state.raw<Status>({ is: "locked" });
  accounts = $state.raw<readonly KnownAccount[]>([]);
  alarms = $state.raw<readonly Alarm[]>([]);
  outbox = $state.raw<Outbox>({ entries: [], online: true });
  /** False until the engine has said once what it knows, so that nothing flickers at the start. */
  ready = $state(false);
  /** An account is being made here, so the screens of entering stay although it is open already. */
  entering = $state(false);
  /** The organisation's settings, as far as this person may read them. */
  organisation = $state.raw<Organisation | undefined>();
  /** The tab of a file that was picked last, by its stay: a cover leads back to it, a lock forgets it. */
  readonly fileTabs = new Map<string, string>();
  /** What lies over the screen. */
  over = $state.raw<"find" | "keys" | undefined>();
  /** A kit that was made and not yet confirmed; nothing else is shown until it is. */
  kitDue = $state.raw<Enrolled | undefined>();

  readonly engine: Engine;
  readonly recent: Recent;
  readonly router: Router;
  readonly theme = new ThemeChoice();
  readonly language = new LanguageChoice();
  readonly discreet = new Discreet();
  readonly offers = new Offers();
  readonly toasts = new Toasts();
  readonly correcting: Correcting;
  readonly #taps = new SecondTap();
  readonly #idle: Idle;
  readonly #terminate: () => void;
  #stops: (() => void)[] = [];

  constructor(parts: { engine: Engine; path: string; terminate: () => void; clock: () => number }) {
    this.engine = parts.engine;
    this.correcting = new Correcting(parts.engine);
    this.recent = new Recent(parts.engine);
    this.router = new Router(parts.path, () => this.#taps.change());
    this.#terminate = parts.terminate;
    this.#idle = new Idle({
      clock: parts.clock,
      state: () => this.status,
      cover: () => void this.engine.cover(),
      lock: () => void this.engine.lock(),
    });
  }

  /** What is open, or nothing while it is locked or covered. */
  get open(): Open | undefined {
    return this.status.is === "open" ? this.status : undefined;
  }

  /** The neutral name that stands on screens and sheets: what this device calls the open account. */
  get label(): string {
    const open = this.open;
    return this.accounts.find((account) => account.id === open?.account)?.label ?? "";
  }

  /** What lay over the screen is closed: a dialog says so a moment later, when another may have been opened. */
  closed(what: "find" | "keys"): void {
    if (this.over === what) this.over = undefined;
  }

  /** Begins to listen; called once, by the tab that holds the engine. */
  async start(): Promise<void> {
    this.#stops = [
      this.#taps.listen(),
      this.router.listen(),
      this.engine.onStatus((status) => this.#moved(status)),
      this.engine.onAlarms((alarms) => (this.alarms = alarms)),
      this.engine.onOutbox((outbox) => (this.outbox = outbox)),
      this.engine.watch("organisation", {}, ({ organisation }) => this.#settings(organisation)),
      this.#idle.listen(),
    ];
    await this.readAccounts();
    this.ready = true;
  }

  /** Reads again which accounts this device knows. */
  async readAccounts(): Promise<void> {
    this.accounts = await this.engine.accounts();
  }

  /** Makes an account (`found`, `join`, `recover`) or its keys anew: its kit stands until confirmed. Says why where it fails. */
  async enrol(make: () => Promise<Outcome<Enrolled>>): Promise<Failure | undefined> {
    this.entering = true;
    try {
      const made = await make();
      // One that was not answered is on this device all the same.
      await this.readAccounts();
      if (!made.ok) return made.code;
      this.kitDue = made.value;
      this.router.go({ is: "home" }, "replace");
      return undefined;
    } finally {
      this.entering = false;
    }
  }

  /** The kit is on paper: the way is open. */
  async kitConfirmed(): Promise<void> {
    await this.engine.confirmKit();
    this.kitDue = undefined;
  }

  /**
   * Does an act: said in a toast that takes it back for ten seconds. Returns what stands against it, if anything;
   * what was typed stays where it is.
   */
  async act<N extends ActName>(name: N, input: ActInput<N>, said: Said): Promise<ActOutcome> {
    const outcome = await this.correcting.act(name, input);
    if (outcome.ok) {
      this.#taps.change();
      const { undone, ...message } = typeof said === "string" ? { text: said } : said;
      this.toasts.show({
        ...message,
        ...(outcome.canUndo && { undo: () => this.#undo(outcome.entry, undone) }),
      });
    }
    return outcome;
  }

  async #undo(entry: string, after?: () => void | Promise<void>): Promise<void> {
    const undone = await this.engine.undo(entry);
    this.toasts.show(
      undone.ok
        ? { text: t("undone") }
        : { text: refusalText(undone.refusal), names: namesIn(undone.refusal) },
    );
    if (undone.ok) await after?.();
  }

  /** Wipes the keys, keeps what is stored. */
  async lock(): Promise<void> {
    await this.engine.lock();
  }

  /** White at once, keys wiped, then a neutral page; Back shows nothing. */
  exit(): void {
    const to = this.organisation?.exitTo || undefined;
    leave({ lock: () => this.engine.lock(), terminate: this.#terminate, to });
  }

  /** Stops for good and ends the worker, because another tab goes on. */
  stop(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#terminate();
  }

  #settings(organisation: Organisation | undefined): void {
    this.organisation = organisation;
    setZone(organisation?.timeZone);
    if (organisation !== undefined) void setOfflineUse(organisation.offlineUse !== false);
  }

  #moved(status: Status): void {
    const was = this.status.is;
    this.status = status;
    if (status.is === was) return;
    if (status.is !== "open") {
      this.toasts.clear();
      this.correcting.answer(undefined);
      this.recent.clear();
      this.over = undefined;
    }
    if (status.is === "open") void this.recent.takeUp();
    if (status.is === "locked") {
      this.kitDue = undefined;
      this.organisation = undefined;
      this.fileTabs.clear();
      void this.readAccounts();
    }
    if (status.is !== "open" || was !== "unlocking") return;
    // An account that came in by its kit is new to this device, and so is its name on screens and sheets.
    void this.readAccounts();
    if (!this.entering) void this.#opened();
  }

  /** A kit left unconfirmed at the last lock or reload is asked for again. */
  async #opened(): Promise<void> {
    this.kitDue = await this.engine.unconfirmed();
  }
}

/** The tab's session: `useSession()` in a component, `provideSession(session)` once in App. */
export const [useSession, provideSession] = createContext<Session>();
