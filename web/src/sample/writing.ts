import type { ActOutcome } from "../vault/engine.ts";
import { type Person, until } from "./people.ts";
import type { Hand, Step } from "./stage.ts";

/** Who stands behind each hand. */
export type Hands = { readonly [hand in Hand]?: Person };

/** Deeds that are on their way before the oldest is waited for. */
const ahead = 24;

/**
 * Does the steps of a story one after another, each at its own time on the clock of whoever does it. Somebody else goes
 * on only once she sees what was written before.
 */
export async function write(
  steps: readonly Step[],
  hands: Hands,
  written: (at: number) => void,
): Promise<void> {
  let before: Person | undefined;
  let underWay: string[] = [];
  for (const { at, by, deed } of steps) {
    const now = hands[by];
    if (now === undefined) throw new Error(`the sample has no ${by} here`);
    if (before !== undefined && before !== now) {
      await settleAll(before, underWay);
      underWay = [];
      await caughtUp(now, before);
    }
    before = now;
    now.clock.now = at;
    underWay.push(entryOf(await now.engine.actAll([deed])));
    if (underWay.length > ahead) await settled(now, underWay.shift() as string);
    written(at);
  }
  if (before !== undefined) await settleAll(before, underWay);
}

/** The entry of a deed that was taken. */
export function entryOf(outcome: ActOutcome): string {
  if (outcome.ok) return outcome.entry;
  throw new Error(`a deed of the sample was refused: ${outcome.refusal.code}`);
}

/** Waits until a deed is saved. */
export async function settled({ engine }: Pick<Person, "engine">, entry: string): Promise<void> {
  const state = await engine.settled(entry);
  if (state.is !== "saved")
    throw new Error(`a deed of the sample is ${JSON.stringify(state)} ${entry}`);
}

async function settleAll(person: Person, entries: readonly string[]): Promise<void> {
  for (const entry of entries) await settled(person, entry);
}

/** Waits until one person has read as much as another of every vault that both read. */
async function caughtUp(person: Person, other: Person): Promise<void> {
  const { vaults } = await other.engine.trust();
  const sizes = new Map(vaults.map(({ vault, entries }) => [vault, entries]));
  await until("a colleague's pages", async () => {
    const read = await person.engine.trust();
    return read.vaults.every(({ vault, entries }) => entries >= (sizes.get(vault) ?? 0));
  });
}
