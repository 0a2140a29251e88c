import { isPublic, type PublicRoute, type Route } from "../state/routes.ts";
import type { Enrolled, Status } from "../vault/engine.ts";

/** What may be shown now. Whatever the address says, a covered or locked client shows nothing of its contents. */
export type Gate =
  | PublicRoute
  | { readonly is: "cover" }
  | { readonly is: "kit"; readonly made: Enrolled }
  | { readonly is: "open" }
  | { readonly is: "locked" };

/** Decides it from what the session knows. */
export function gateOf(session: {
  readonly status: Status;
  readonly entering: boolean;
  readonly kitDue: Enrolled | undefined;
  readonly router: { readonly route: Route };
}): Gate {
  const { route } = session.router;
  const open = session.status.is === "open";
  if (session.status.is === "covered") return { is: "cover" };
  if (session.kitDue && open) return { is: "kit", made: session.kitDue };
  const isRead = route.is === "knows" || route.is === "checkup";
  if (isPublic(route) && (session.entering || !open || isRead)) return route;
  return { is: open ? "open" : "locked" };
}
