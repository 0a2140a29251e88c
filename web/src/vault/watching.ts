import type { Compartment, Place } from "#domain/compartments.ts";
import type { ViewArgs, ViewName, ViewResult } from "#domain/views.ts";

/** Somebody who watches a view. */
interface Watcher {
  readonly name: ViewName;
  /** The houses that the view is about; undefined for all of them. */
  readonly houses: ReadonlySet<string> | undefined;
  readonly show: () => unknown;
  readonly call: (view: unknown) => void;
  shown: string | undefined;
}

/** Makes a view as it is now. */
export type Show = <N extends ViewName>(name: N, args: ViewArgs<N>) => ViewResult<N>;

/** How views are made and what they are made of, where an account is open. */
interface Views {
  readonly show: Show;
  readonly reads: (name: ViewName) => readonly Compartment[];
  /** A view could not be made. */
  readonly broken: (name: ViewName) => void;
}

/**
 * Views that are watched. They are made anew only when something that they are about has changed, together after the
 * work that changed it, and passed on only when they differ from what was passed on before.
 */
export class Watching {
  readonly #views: Views;
  readonly #watchers = new Set<Watcher>();
  readonly #due = new Set<Watcher>();
  #asleep = true;
  #scheduled = false;

  constructor(views: Views) {
    this.#views = views;
  }

  /** Watches; the first view comes as soon as there is one. Returns the way to stop. */
  watch<N extends ViewName>(
    name: N,
    args: ViewArgs<N>,
    call: (view: ViewResult<N>) => void,
  ): () => void {
    const watcher: Watcher = {
      name,
      houses: housesIn(args),
      show: () => this.#views.show(name, args),
      call: call as (view: unknown) => void,
      shown: undefined,
    };
    this.#watchers.add(watcher);
    this.#later(watcher);
    return () => {
      this.#watchers.delete(watcher);
      this.#due.delete(watcher);
    };
  }

  /** Something has changed in these places; undefined: anything may have, the time of day included. */
  changed(places: ReadonlySet<Place> | undefined): void {
    // Whoever wakes is shown everything anew.
    if (this.#asleep) return;
    for (const watcher of this.#watchers) {
      if (places === undefined) this.#later(watcher);
      else {
        const reads = this.#views.reads(watcher.name);
        if ([...places].some((place) => isAbout(watcher, reads, place))) this.#later(watcher);
      }
    }
  }

  /** Whether there is anything to be seen: nothing is passed on while locked or covered. */
  awake(is: boolean): void {
    this.#asleep = !is;
    for (const watcher of this.#watchers) {
      if (!is) watcher.shown = undefined;
      else this.#later(watcher);
    }
  }

  #later(watcher: Watcher): void {
    this.#due.add(watcher);
    if (this.#scheduled || this.#asleep) return;
    this.#scheduled = true;
    setTimeout(() => this.#run(), 0);
  }

  #run(): void {
    this.#scheduled = false;
    if (this.#asleep) return;
    const due = [...this.#due];
    this.#due.clear();
    for (const watcher of due) {
      const view = this.#made(watcher);
      const text = JSON.stringify(view) ?? "";
      if (view === unmade || text === watcher.shown) continue;
      watcher.shown = text;
      watcher.call(view);
    }
  }

  /** A view that breaks keeps no other from being shown, and what broke it is not said: it may hold a name. */
  #made(watcher: Watcher): unknown {
    try {
      return watcher.show();
    } catch {
      this.#views.broken(watcher.name);
      return unmade;
    }
  }
}

const unmade = Symbol("unmade");

const isAbout = ({ houses }: Watcher, reads: readonly Compartment[], place: Place): boolean =>
  reads.includes(place.compartment) &&
  (!("house" in place) || houses === undefined || houses.has(place.house));

/** The houses that a view's arguments name. */
function housesIn(args: unknown): ReadonlySet<string> | undefined {
  const { house, to } = args as { readonly house?: string; readonly to?: string };
  if (house === undefined) return undefined;
  return new Set(to === undefined ? [house] : [house, to]);
}
