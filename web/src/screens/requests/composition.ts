import type { AgeBand } from "#domain/codes.ts";
import type { boyAnswers, Composition } from "#domain/records-requests.ts";

/** Who needs a place, while it is typed. */
export interface Needing {
  women: number;
  otherAdults: number;
  children: { ageBand: AgeBand; boy: (typeof boyAnswers)[number] }[];
}

const mostChildren = 12;
const mostAdults = 6;

/** One woman alone: what is asked for most often. */
export const oneWoman = (): Needing => ({ women: 1, otherAdults: 0, children: [] });

/** One more or one fewer; someone always asks. */
export function step(who: Needing, what: keyof Needing, by: 1 | -1): Needing {
  const next = { ...who, children: [...who.children] };
  if (what === "children") {
    if (by === 1 && next.children.length < mostChildren) {
      next.children.push({ ageBand: "unknown", boy: "not_asked" });
    }
    if (by === -1) next.children.pop();
  } else {
    next[what] = Math.max(0, Math.min(mostAdults, next[what] + by));
  }
  return next.women + next.otherAdults + next.children.length === 0 ? oneWoman() : next;
}

/** The same as it is written down. */
export const written = ({ women, otherAdults, children }: Needing): Composition => ({
  women,
  otherAdults,
  children: children.map(({ ageBand, boy }) => ({ ageBand, boy })),
});
