/** Says how far a long run is, on the error output, at most once in two seconds. */
export class Progress {
  readonly #say: (line: string) => void;
  #said = performance.now();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** `done` of `all`, where it is known how many there are. */
  tell(what: string, done: number, all?: number): void {
    const now = performance.now();
    if (now - this.#said < 2_000) return;
    this.#said = now;
    const share = all === undefined || all === 0 ? "" : ` of ${words(all)} (${percent(done, all)})`;
    this.#say(`… ${what}: ${words(done)}${share}`);
  }
}

const words = (count: number): string => count.toLocaleString("en");
const percent = (done: number, all: number): string => `${Math.floor((100 * done) / all)} %`;
