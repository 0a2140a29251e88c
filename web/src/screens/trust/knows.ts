import { places } from "#contract/manifest.ts";
import { type Fact, facts } from "#contract/manifest-facts.ts";

/** A kind of thing that the server sees, with every place where it does. */
export interface Known {
  readonly fact: Fact;
  readonly at: readonly string[];
  /** Written down somewhere, or only seen as it passes. */
  readonly kept: boolean;
}

/** Kinds of places in which nothing stays. */
const passing = /^(requests|replies|requestHeaders|replyHeaders|connection) /;

/** The plaintext manifest by what is seen, in the order of its words. */
export const known: readonly Known[] = (Object.keys(facts) as Fact[]).map((fact) => {
  const at = places.filter((place) => place.fact === fact).map((place) => place.at);
  return { fact, at, kept: at.some((place) => !passing.test(place)) };
});
