import { readKitCode } from "#crypto";
import { Api } from "#sync/api.ts";
import { fetchBundle } from "#vault/enter.ts";
import type { Engine } from "#vault/engine.ts";
import { Hand } from "../server/hand.ts";
import { passphrase } from "./people.ts";

/**
 * A hand with the keys of whoever is in on an engine, got as she would get them on a new device: by her kit. It signs what
 * no screen offers.
 */
export async function handOf(engine: Engine, url: string): Promise<Hand> {
  const kit = readKitCode((await engine.kit()).code);
  if (!kit.ok) throw new Error(kit.error);
  const opened = await fetchBundle(new Api(url), { ...kit.value, passphrase }, kit.value);
  if (!opened.ok) throw new Error(opened.error);
  const { org, member, bundle } = opened.value;
  const hand = new Hand(url, { org, member, identity: bundle.identity });
  const entered = await hand.enter();
  if (entered.status !== 200) throw new Error(`not in: ${entered.code}`);
  await hand.readRoster();
  return hand;
}
