import type { Enrolled, RecoverySheets } from "./engine.ts";
import type { Local } from "./local.ts";
import type { OpenAccount } from "./open-account.ts";

const kit = "draft/kit";
const sheets = "draft/sheets";

/** Notes that a kit was made that nobody has on paper yet, and with `made` the sheets that were made with it. */
export const keepUnconfirmed = async (local: Local, made?: RecoverySheets): Promise<void> => {
  await local.putJson(kit, { confirmed: false });
  if (made !== undefined) await local.putJson(sheets, made);
};

/** What was made here and is not on paper yet: it is shown again at every unlock. */
export async function unconfirmed(open: OpenAccount): Promise<Enrolled | undefined> {
  const { kitOf } = await import("./coming-in.ts");
  if ((await open.local.get(kit)) === undefined) return undefined;
  const recovery = await open.local.getJson<RecoverySheets>(sheets);
  return { kit: kitOf(open), ...(recovery && { recovery }) };
}

/** It is on paper. */
export const confirmKit = (local: Local): Promise<void> =>
  local.put(
    new Map([
      [kit, undefined],
      [sheets, undefined],
    ]),
  );
