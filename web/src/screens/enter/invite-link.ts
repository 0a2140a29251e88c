import { pathOf } from "../../state/routes.ts";

/** The link of an invite. Its secret stands in the fragment, which no browser sends to a server. */
export const inviteLink = (origin: string, code: string): string =>
  `${origin}${pathOf({ is: "join" })}#${code}`;

/** The code in what a person scanned, pasted or typed: a link's fragment, or the code itself. */
export function inviteCodeIn(text: string): string {
  const tidy = text.replace(/\s+/g, "");
  const mark = tidy.indexOf("#");
  return mark === -1 ? tidy : tidy.slice(mark + 1);
}

/**
 * Takes an invite's code out of the address, at once and before anything else runs: it must not stay in
 * the history, in a screenshot of the address bar, or on a shared screen.
 */
export function takeInvite(place: Location, past: History): string | undefined {
  if (place.hash.length < 2) return undefined;
  const code = inviteCodeIn(place.hash);
  past.replaceState(null, "", place.pathname);
  return place.pathname === pathOf({ is: "join" }) ? code : undefined;
}
