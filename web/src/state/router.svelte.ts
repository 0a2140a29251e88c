import { pathOf, routeOf, type Route } from "./routes.ts";

/**
 * Where the person is, kept in the address bar. Plain links work: a click on one of our own addresses
 * moves without a request. History entries carry no state, so nothing of a screen is left on disk.
 */
export class Router {
  route = $state.raw<Route>({ is: "home" });

  readonly #gone: () => void;

  /** `gone` is called when another page is shown. */
  constructor(path: string, gone: () => void = () => undefined) {
    this.route = routeOf(path);
    this.#gone = gone;
  }

  /** Goes to a place; `replace` leaves no way back to the one before. */
  go(to: Route, how: "push" | "replace" = "push"): void {
    const path = pathOf(to);
    if (how === "replace") history.replaceState(null, "", path);
    else if (path !== location.pathname) history.pushState(null, "", path);
    this.route = to;
    this.#gone();
    scrollTo(0, 0);
  }

  /**
   * A way on from here, taken once something is done. It leads nowhere where the person has gone to another page
   * meanwhile: nobody is called back from where she is.
   */
  onward(): Router["go"] {
    const from = pathOf(this.route);
    return (to, how) => {
      if (pathOf(this.route) === from) this.go(to, how);
    };
  }

  /** Goes back to the place before, or to `otherwise` where there is none in this tab. */
  back(otherwise: Route): void {
    if (history.length > 1) history.back();
    else this.go(otherwise, "replace");
  }

  /** Follows Back, Forward and plain links; returns the way to stop. */
  listen(): () => void {
    const followed = (): void => {
      this.route = routeOf(location.pathname);
    };
    const clicked = (event: MouseEvent): void => {
      const path = ownPath(event);
      if (path === undefined) return;
      event.preventDefault();
      this.go(routeOf(path));
    };
    addEventListener("popstate", followed);
    addEventListener("click", clicked);
    return () => {
      removeEventListener("popstate", followed);
      removeEventListener("click", clicked);
    };
  }
}

/** The path of a plain click on a link of our own, or nothing where the browser must act itself. */
function ownPath(event: MouseEvent): string | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement)) return undefined;
  if (link.target !== "" || link.hasAttribute("download") || link.origin !== location.origin) {
    return undefined;
  }
  return link.hash === "" ? link.pathname : undefined;
}
