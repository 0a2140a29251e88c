import type { Outcome, Trust } from "../../vault/engine.ts";
import { keepForm } from "../../state/draft.svelte.ts";
import type { Session } from "../../state/session.svelte.ts";

type Failure = Extract<Outcome<unknown>, { ok: false }>["code"];
type Witnesses = Trust["witnesses"];

/** Naming who watches: the witnesses as they are named, a line that is being added, and how many must have signed. */
export class Watching {
  named = $state.raw<Witnesses | undefined>();
  line = $state("");
  failed = $state.raw<Failure | undefined>();
  working = $state(false);
  readonly #session: Session;
  readonly #draft: ReturnType<typeof keepForm>;

  constructor(session: Session) {
    this.#session = session;
    this.#draft = keepForm(session.engine, "witness", {
      snapshot: () => ({ line: this.line }),
      restore: ({ line }: { line: string }) => (this.line = line),
    });
    void this.#look();
  }

  get maySign(): boolean {
    return this.#session.open?.admin === true;
  }

  async #look(): Promise<void> {
    this.named = (await this.#session.engine.trust()).witnesses;
  }

  /** Adds the one whose line was typed. */
  async add(): Promise<void> {
    const { named } = this;
    if (named === undefined || this.line.trim() === "") return;
    const stay = named.named.map(({ name }) => name);
    const done = await this.#set({ stay, line: this.line, needed: Math.max(1, named.needed) });
    if (!done) return;
    this.line = "";
    await this.#draft.drop();
  }

  /** Takes one away. */
  async remove(name: string): Promise<void> {
    const { named } = this;
    if (named === undefined) return;
    const stay = named.named.map((one) => one.name).filter((one) => one !== name);
    await this.#set({ stay, needed: named.needed });
  }

  /** One more or one fewer of them must have signed. */
  async step(by: 1 | -1): Promise<void> {
    const { named } = this;
    if (named === undefined) return;
    const needed = Math.min(named.named.length, Math.max(1, named.needed + by));
    if (needed === named.needed) return;
    await this.#set({ stay: named.named.map(({ name }) => name), needed });
  }

  async #set(input: Parameters<Session["engine"]["setWitnesses"]>[0]): Promise<boolean> {
    if (this.working) return false;
    this.working = true;
    const done = await this.#session.engine.setWitnesses(input);
    this.failed = done.ok ? undefined : done.code;
    await this.#look();
    this.working = false;
    return done.ok;
  }
}
