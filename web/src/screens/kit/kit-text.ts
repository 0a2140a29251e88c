import type { Engine } from "../../vault/engine.ts";

/** The account key's groups in what a person typed; a scanned kit's text is passed on as it is. */
export const kitKeyIn = (text: string): string => text.trim().replace(/\s+/g, " ");

/** Whether a text could be a scanned kit; what it says is read, and checked, when it is opened. */
export const couldBeScanned = (text: string): boolean => /^[\w-]{60,}$/.test(text);

/** Whether a text is seven typed groups and not a scanned kit: 28 letters and digits of Crockford's base32. */
export const isGroups = (text: string): boolean =>
  /^[0-9A-HJKMNP-TV-Z]{28}$/.test(
    text.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replaceAll("O", "0"),
  );

/**
 * Judges an account key while it is typed: "mistyped" when all seven groups are there and do not agree with their check.
 * What was judged when more had been typed meanwhile is told to nobody.
 */
export function keyJudge(
  engine: Pick<Engine, "readsKey">,
  tell: (failed: "mistyped" | undefined) => void,
): (text: string) => Promise<void> {
  let typed = "";
  return async (text) => {
    typed = text;
    const mistyped = isGroups(text) && !(await engine.readsKey(text));
    if (text === typed) tell(mistyped ? "mistyped" : undefined);
  };
}
