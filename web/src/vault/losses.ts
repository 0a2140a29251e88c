import { type LogId, type Reset, type VaultId, rosterLog } from "#crypto";
import type { Place } from "#domain/compartments.ts";
import type { Loss, LostPart, Team } from "./engine.ts";
import type { Facts, Known } from "./facts.ts";
import type { Follow } from "./follow.ts";
import type { Healing, Missing } from "./healing.ts";

/** What was signed to be lost after a restore, and what is missing of a server that waits for it. */
export function lossesOf(
  follow: Follow,
  { known }: Facts,
  healing: Healing,
): Pick<Team, "losses" | "restored"> {
  const { resets } = follow.book.roster;
  const placeOf = (vault: VaultId): Place | undefined =>
    follow.opener.places.get(vault) ?? known.lostPlaces?.[vault];
  const seen = known.lossesSeen ?? known.firstSeen.rosterSize;
  const losses = [...Map.groupBy(resets, ({ from }) => from)].map(([from, all]): Loss => {
    const on = seenOn(known, from);
    const parts = all.flatMap(({ at, lost }: Reset) =>
      lost.size > at.size ? [part(placeOf, at.log, { from: at.size, to: lost.size })] : [],
    );
    const by = (all[0] as Reset).by;
    return { by, entry: from, parts, isNew: from > seen, ...(on !== undefined && { on }) };
  });
  const { now, maySign } = healing;
  const missing = now?.missing.map((one) => part(placeOf, one.log, rangeOf(one)));
  return {
    losses: losses.toReversed(),
    ...(now && {
      restored: { ...(now.since && { since: now.since }), missing: missing ?? [], maySign },
    }),
  };
}

/** Which entries of a log are said to be missing. */
export const rangeOf = ({
  stands,
  seen,
}: Missing): { readonly from: number; readonly to: number } => ({
  from: Math.min(stands.size, seen.size - 1),
  to: seen.size,
});

function part(
  placeOf: (vault: VaultId) => Place | undefined,
  log: LogId,
  range: { readonly from: number; readonly to: number },
): LostPart {
  if (log === rosterLog) return range;
  const vault = log as VaultId;
  return { vault, ...placeOf(vault), ...range };
}

/** The civil date on which the roster was first seen here to be so large. */
const seenOn = ({ grew = [], firstSeen }: Known, size: number): string | undefined =>
  size <= firstSeen.rosterSize ? undefined : grew.find((line) => line.size >= size)?.on;
