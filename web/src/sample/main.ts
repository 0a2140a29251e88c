import { randomBytes, ready, toHex } from "#crypto";
import { plusDays, plusDuration } from "#domain/dates.ts";
import { id } from "#domain/ids.ts";
import { type Person, until } from "./people.ts";
import { type Extent, type Stories, type Story, invent } from "./story.ts";
import { type SignIn, gather, signIns } from "./team.ts";
import { linesOf } from "./telling.ts";
import { entryOf, settled, write } from "./writing.ts";

/** Where the sample goes, and whom it tells of what. */
export interface To {
  readonly url: string;
  /** How far it is: said and forgotten. */
  readonly progress: (line: string) => void;
  /** How to sign in: kept, and said again at the next start. */
  readonly log: (line: string) => void;
  readonly extent?: Extent;
}

const sayEveryMs = 2_000;

/**
 * Writes the sample through the real client's engine: founds the organisation, sets its houses up, invites the team,
 * hands the houses over, and does the deeds of two years, each on its own date. Nothing in it is about anybody.
 */
export async function writeSample(to: To): Promise<readonly SignIn[]> {
  await ready();
  const now = Date.now();
  const invented = invent(now, to.extent ?? "whole");
  const { stories } = invented;
  const team = await gather(to.url, invented, to.progress);
  const done = counter(stories, to.progress);
  await Promise.all(
    stories.map(async ({ side, houses, steps }, at) => {
      const manager = team.managers[at] as Person;
      await write(steps, side === "north" ? { ...team, manager } : { manager }, done);
      await offer(manager, { side, houses, steps }, now);
    }),
  );
  await closeMonths(team.managers[0] as Person, invented, now);
  const all = await signIns(team, stories);
  for (const line of [summary(stories), ...linesOf(all)]) to.log(line);
  return all;
}

/** Says every few seconds how many entries are written. */
function counter(stories: readonly Story[], progress: To["progress"]): (at: number) => void {
  const total = stories.reduce((sum, { steps }) => sum + steps.length, 0);
  let written = 0;
  let said = 0;
  return (at) => {
    written += 1;
    if (Date.now() - said < sayEveryMs && written < total) return;
    said = Date.now();
    progress(
      `Writing ${written} of ${total} entries, now ${new Date(at).toISOString().slice(0, 7)}.`,
    );
  };
}

/** What each house could offer from tonight on, for the others to see. The client may just be saying it by itself. */
async function offer({ engine, clock }: Person, { houses }: Story, now: number): Promise<void> {
  clock.now = now;
  for (const { house } of houses) {
    await until("the offer of a house", async () => {
      const input = { house, offer: id<"offer">(toHex(randomBytes(16))) };
      const entry = entryOf(await engine.act("refreshOffer", input));
      const { is } = await engine.settled(entry);
      if (is !== "saved") await engine.answer(entry, { is: "drop" });
      return is === "saved";
    });
  }
}

/** Closes the months that are over, but for the last of them. */
async function closeMonths(
  { engine, clock }: Person,
  { began, stories }: Stories,
  now: number,
): Promise<void> {
  clock.now = now;
  const month = (ms: number): string => new Date(ms).toISOString().slice(0, 7);
  const first = stories
    .flatMap(({ steps }) => steps.map(({ at }) => at))
    .reduce((a, b) => Math.min(a, b), now);
  const last = plusDays(`${month(now)}-01`, -1).slice(0, 7);
  for (
    let at = month(Math.max(first, began));
    at < last;
    at = plusDuration(`${at}-01`, "P1M").slice(0, 7)
  ) {
    const input = { monthClosed: id<"monthClosed">(toHex(randomBytes(16))), month: at };
    await settled({ engine }, entryOf(await engine.act("closeMonth", input)));
  }
}

function summary(stories: readonly Story[]): string {
  const houses = stories.flatMap((story) => story.houses);
  const beds = houses.flatMap(({ rooms }) => rooms.flatMap((room) => room.beds)).length;
  const steps = stories.flatMap((story) => story.steps);
  const stays = steps.filter(({ deed }) => deed.act === "placeHousehold").length;
  return `${houses.length} invented houses with ${beds} beds, ${stays} stays, ${steps.length} entries.`;
}
