import type { Engine, PassphraseKind } from "../../vault/engine.ts";

/** Words and digits as a person types them: case, spacing and composed accents do not count. */
export const tidy = (typed: string): string =>
  typed.normalize("NFKD").toLowerCase().trim().replace(/\s+/g, " ");

type Step =
  /** The passphrase stands on the screen, to be learnt or written down. */
  | "show"
  /** It is hidden, and typed back once. */
  | "repeat";

/** A passphrase that the client makes: shown, learnt, typed back once. It is never chosen. */
export class PassphraseMaking {
  kind = $state<PassphraseKind>("english");
  made = $state("");
  step = $state<Step>("show");
  typed = $state("");
  wrong = $state(false);
  readonly #suggest: Engine["suggestPassphrase"];

  constructor(suggest: Engine["suggestPassphrase"], kind: PassphraseKind = "english") {
    this.#suggest = suggest;
    this.kind = kind;
    void this.roll();
  }

  /** The parts as they are shown: six words, or six groups of digits. */
  get parts(): readonly string[] {
    return this.made === "" ? [] : this.made.split(" ");
  }

  /** Makes another one. */
  async roll(): Promise<void> {
    this.made = await this.#suggest(this.kind);
  }

  /** Makes one of another kind. */
  async choose(kind: PassphraseKind): Promise<void> {
    this.kind = kind;
    await this.roll();
  }

  /** Hides it, to be typed back. */
  hide(): void {
    this.typed = "";
    this.wrong = false;
    this.step = "repeat";
  }

  /** Shows it again. */
  show(): void {
    this.step = "show";
  }

  /** Whether what was typed is the passphrase; digits may be typed without their spaces. */
  repeated(): boolean {
    const bare = (text: string): string =>
      this.kind === "digits" ? tidy(text).replaceAll(" ", "") : tidy(text);
    this.wrong = bare(this.typed) !== bare(this.made);
    return !this.wrong;
  }
}
