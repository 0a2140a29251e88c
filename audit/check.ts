/** What one check came to: how much it looked at, and what was wrong, as sentences for a person. */
export interface Outcome {
  readonly check: CheckName;
  /** What was looked at, in words, and how many of it. */
  readonly looked: Readonly<Record<string, number>>;
  /** Nothing here, and something looked at, is a check that has passed. */
  readonly problems: readonly string[];
  /** What a reader should know, and what is no fault. */
  readonly notes: readonly string[];
  /** What a later visit compares with. */
  readonly seen?: readonly SeenHeads[];
  /** The files that were read, with their SHA-256 in hex. */
  readonly read?: readonly { readonly file: string; readonly sha256: string }[];
}

/** Where an organisation's heads log stood at a visit, and each of its logs as far as it was read. */
export interface SeenHeads extends SeenHead {
  readonly org: string;
  readonly logs?: readonly (SeenHead & { readonly log: string })[];
}

interface SeenHead {
  readonly size: number;
  /** Hex. */
  readonly root: string;
}

/** Every check that a report speaks of, in its order. */
export const checkNames = ["logs", "database", "lines", "canary", "client", "witness"] as const;
export type CheckName = (typeof checkNames)[number];

/** What each check is about, for a report. */
export const checkTitles: Readonly<Record<CheckName, string>> = {
  logs: "Every signature, right, fence, key change, sealed key and removal, without a key",
  database: "The database against the list of what a server may hold, row by row",
  lines: "What the server writes into its own log",
  canary: "Texts that were typed on purpose, looked for in every encoding and hash",
  client: "The files that a browser is given, against the list of the release",
  witness: "That the list of all logs only ever grew, since it was watched",
};

/** Most sentences that one check keeps: the first ones say what is wrong, a million more say nothing. */
const mostProblems = 100;
/** Most sentences that differ in numbers alone: one cause is behind them more often than ten. */
const mostAlike = 10;

/** What a sentence says but for its numbers, and for the numbers of logs and members. */
const shapeOf = (sentence: string): string => sentence.replaceAll(/\b[0-9a-f]{8,}\b|\d+/g, "#");

/** Collects what a check counts and finds. */
export class Findings {
  readonly #looked = new Map<string, number>();
  readonly #problems: string[] = [];
  readonly #notes: string[] = [];
  readonly #alike = new Map<string, { first: string; count: number }>();
  #more = 0;

  /** One more, or several, of what is looked at. */
  count(what: string, by = 1): void {
    this.#looked.set(what, (this.#looked.get(what) ?? 0) + by);
  }

  /** Something is wrong: a whole sentence. */
  problem(sentence: string): void {
    const shape = shapeOf(sentence);
    const alike = this.#alike.get(shape) ?? { first: sentence, count: 0 };
    alike.count += 1;
    this.#alike.set(shape, alike);
    if (alike.count > mostAlike) return;
    if (this.#problems.length < mostProblems) this.#problems.push(sentence);
    else this.#more += 1;
  }

  /** Whether nothing was wrong so far. */
  get isClean(): boolean {
    return this.#problems.length === 0;
  }

  /** Something to know: a whole sentence. */
  note(sentence: string): void {
    this.#notes.push(sentence);
  }

  /** How many of it were looked at so far. */
  of(what: string): number {
    return this.#looked.get(what) ?? 0;
  }

  /** The outcome; whatever is named in `needed` and was not met once is a fault of the check itself. */
  outcome(check: CheckName, needed: readonly string[]): Outcome {
    const problems = [...this.#problems];
    for (const { first, count } of this.#alike.values()) {
      if (count > mostAlike && problems.includes(first)) {
        problems.push(`And ${count - mostAlike} more like this one: ${first}`);
      }
    }
    if (this.#more > 0) problems.push(`And ${this.#more} more of other kinds.`);
    for (const what of needed) {
      if (this.of(what) === 0)
        problems.push(`${none[what] ?? `This check looked at no ${what}`}, so it says nothing.`);
    }
    return { check, looked: Object.fromEntries(this.#looked), problems, notes: this.#notes };
  }
}

/** How it is said that nothing of it was met, where its name does not fit into the sentence. */
const none: Readonly<Record<string, string>> = {
  "bytes searched": "This check found no byte to search",
  "planted texts found": "This search finds none of the texts that it planted itself",
  "files served": "This check was given no file to compare",
  "checkpoints cosigned": "This check found no checkpoint that could be cosigned",
};

/** Whether a check has passed: it looked at something, and found nothing wrong. */
export const passed = ({ problems, looked }: Outcome): boolean =>
  problems.length === 0 && Object.values(looked).some((count) => count > 0);
