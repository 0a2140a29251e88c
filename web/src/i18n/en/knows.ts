import { type Fact, facts, type Seen, summary } from "#contract/manifest-facts.ts";

type Messages = { readonly [Key in `knows.${Fact}.${keyof Seen}`]: string } & {
  readonly [Key in `knows.${keyof typeof summary}.short`]: string;
};

/** What the server knows. In English the words stand in the plaintext manifest itself, so that they are written once. */
export const knows = Object.fromEntries([
  ...Object.entries(facts).flatMap(([fact, seen]) =>
    Object.entries(seen).map(([part, words]) => [`knows.${fact}.${part}`, words]),
  ),
  ...Object.entries(summary).map(([fact, words]) => [`knows.${fact}.short`, words]),
]) as Messages;
