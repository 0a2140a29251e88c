import type { Session } from "../../state/session.svelte.ts";

/** What stands at the head of a sheet: the organisation's neutral name; what the device is called may be a login. */
export const paperName = async ({ engine, label }: Session): Promise<string> =>
  (await engine.view("organisation", {})).organisation?.neutralDisplayName ?? label;
