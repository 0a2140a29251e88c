import { type Result, ok, toHex } from "#crypto";
import type { ErrorCode } from "#contract/errors.ts";
import type { Api } from "../sync/api.ts";
import type { OpenSession } from "./engine.ts";

/** Her sessions that the server says are open: its word, and not a proof. */
export async function sessionsOf(api: Api): Promise<Result<readonly OpenSession[], ErrorCode>> {
  const asked = await api.sessions();
  if (!asked.ok) return asked;
  return ok(
    asked.value.map(({ session, beganAt, usedAt, own }) => ({
      session: toHex(session),
      beganAt: beganAt * 1000,
      usedAt: usedAt * 1000,
      own,
    })),
  );
}
