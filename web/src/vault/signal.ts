/** Something that callers are told of: at once, and after every change, several changes together. */
export class Signal<T> {
  readonly #read: () => T;
  readonly #calls = new Set<(value: T) => void>();
  #due = false;

  constructor(read: () => T) {
    this.#read = read;
  }

  /** Calls back with the value now and after each change; returns the way to stop. */
  on(call: (value: T) => void): () => void {
    const own = (value: T): void => call(value);
    this.#calls.add(own);
    own(this.#read());
    return () => void this.#calls.delete(own);
  }

  /** Tells everybody once what is being done now is done. */
  later(): void {
    if (this.#due) return;
    this.#due = true;
    setTimeout(() => this.now(), 0);
  }

  /** Tells everybody now. */
  now(): void {
    this.#due = false;
    const value = this.#read();
    for (const call of this.#calls) call(value);
  }
}
