import { createContext } from "svelte";
import type { Alarm, Engine, KnownAccount, Outbox, Status } from "../vault/engine.ts";
import { Idle } from "./idle.ts";
import { leave } from "./leave.ts";
import { Router } from "./router.svelte.ts";

type Open = Extract<Status, { is: "open" }>;

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
  /** Another tab has taken the account over. */
  elsewhere = $state(false);

  readonly engine: Engine;
  readonly router: Router;
  readonly #idle: Idle;
  readonly #terminate: () => void;
  #stops: (() => void)[] = [];

  constructor(parts: { engine: Engine; path: string; terminate: () => void; clock: () => number }) {
    this.engine = parts.engine;
    this.router = new Router(parts.path);
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

  /** Begins to listen; called once, by the tab that holds the engine. */
  async start(): Promise<void> {
    this.#stops = [
      this.router.listen(),
      this.engine.onStatus((status) => this.#moved(status)),
      this.engine.onAlarms((alarms) => (this.alarms = alarms)),
      this.engine.onOutbox((outbox) => (this.outbox = outbox)),
      this.#idle.listen(),
    ];
    await this.readAccounts();
    this.ready = true;
  }

  /** Reads again which accounts this device knows. */
  async readAccounts(): Promise<void> {
    this.accounts = await this.engine.accounts();
  }

  /** Wipes the keys, keeps what is stored. */
  async lock(): Promise<void> {
    await this.engine.lock();
  }

  /** White at once, keys wiped, then a neutral page; Back shows nothing. */
  exit(): void {
    leave({ lock: () => this.engine.lock(), terminate: this.#terminate });
  }

  /** Stops for good, because another tab goes on. */
  yield(): void {
    for (const stop of this.#stops.splice(0)) stop();
    this.#terminate();
    this.status = { is: "locked" };
    this.elsewhere = true;
  }

  #moved(status: Status): void {
    const was = this.status.is;
    this.status = status;
    if (status.is !== was && (status.is === "locked" || status.is === "open")) {
      void this.readAccounts();
    }
  }
}

/** The tab's session: `useSession()` in a component, `provideSession(session)` once in App. */
export const [useSession, provideSession] = createContext<Session>();
