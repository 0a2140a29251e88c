import { aliases, personCode, suggestAlias as suggest } from "#domain/aliases.ts";

const draw = (below: number): number =>
  (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % below;

/** Words that whoever works here can read; the others are there for those who choose one themselves. */
const unread: ReadonlySet<string> = new Set(
  aliases.filter((alias) => !/^\p{Script=Latin}/u.test(alias)),
);

/** A name to be called by, drawn by chance, that nobody in the house is called by now. */
export const suggestAlias = (taken: ReadonlySet<string>): string =>
  suggest(new Set([...unread, ...taken]), draw);

/** A code for a person, drawn by chance, so that it says nothing about her. */
export const drawPersonCode = (): string => personCode(draw);
