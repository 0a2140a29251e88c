import { stat } from "node:fs/promises";
import { err, ok, type Result } from "#crypto/verify";

/** As whom PostgreSQL's programs run; `ids` is set only where the server itself is root. */
export interface RunAs {
  readonly ids: { readonly uid: number; readonly gid: number } | undefined;
}

/** `nobody` on every Linux: PostgreSQL refuses to run as root, and this user exists without our making one. */
const nobody = 65_534;

/**
 * Chooses the user for a cluster's folder: ourselves; or, for root, whoever owns the folder already, and
 * `nobody` for a new one. So a folder made by one person is never half taken over by another.
 */
export async function chooseRunAs(
  folder: string,
  self: number | undefined = process.getuid?.(),
): Promise<Result<RunAs, string>> {
  const owner = await stat(folder).catch(() => undefined);
  if (self !== 0) {
    if (owner !== undefined && self !== undefined && owner.uid !== self) {
      return err(
        `${folder} belongs to the user with uid ${owner.uid}: start Linden as before, or give the folder to uid ${self}.`,
      );
    }
    return ok({ ids: undefined });
  }
  const taken = owner !== undefined && owner.uid !== 0;
  return ok({ ids: taken ? { uid: owner.uid, gid: owner.gid } : { uid: nobody, gid: nobody } });
}
