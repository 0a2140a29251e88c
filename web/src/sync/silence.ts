/** Ends a request of which nothing has been heard for too long. */
export class Silence {
  readonly #longestMs: number;
  readonly #given = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(longestMs: number) {
    this.#longestMs = longestMs;
    this.broken();
  }

  /** What the request is given up by. */
  get signal(): AbortSignal {
    return this.#given.signal;
  }

  /** Something was heard: the patience begins anew. */
  broken(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#given.abort(), this.#longestMs);
  }

  /** It is over, one way or the other. */
  end(): void {
    clearTimeout(this.#timer);
  }
}
