import type { OpenSession, Outcome } from "../../vault/engine.ts";
import type { Session } from "../../state/session.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];

/** Her devices that are signed in, by the server's word, and closing one of them. */
export class OpenSessions {
  all = $state.raw<readonly OpenSession[] | undefined>();
  /** The one that is being closed. */
  closing = $state.raw<string | undefined>();
  failed = $state.raw<Failure | undefined>();
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    void this.read();
  }

  /** Asks the server again. */
  async read(): Promise<void> {
    const read = await this.#session.engine.sessions();
    this.failed = read.ok ? undefined : read.code;
    if (read.ok) this.all = read.value;
  }

  /** Closes one: its device locks. */
  async close({ session }: OpenSession): Promise<void> {
    if (this.closing !== undefined) return;
    this.closing = session;
    const closed = await this.#session.engine.closeSession(session);
    this.closing = undefined;
    if (closed.ok) await this.read();
    else this.failed = closed.code;
  }
}
