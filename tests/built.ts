import { ensureClient } from "#server/webclient.ts";

/** Builds the web client before the first browser test, so that files which run side by side find it built. */
export default async function setup(): Promise<void> {
  const built = await ensureClient(() => undefined);
  if (!built.ok) throw new Error(built.error);
}
