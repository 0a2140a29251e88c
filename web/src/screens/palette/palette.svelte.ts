import type { HouseLine } from "#domain/view-houses.ts";
import type { TonightView } from "#domain/view-tonight.ts";
import type { Where } from "../../actions/action.ts";
import { actions } from "../../actions/actions.ts";
import { t } from "../../i18n/t.ts";
import type { CurrentHouse } from "../shell/current-house.svelte.ts";
import { writesPeople } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";

/** One line of the palette: something to do, a house to go to, or a person's deed. */
export interface Line {
  readonly id: string;
  readonly text: string;
  /** Shown beside it: the key that does the same. */
  readonly key?: string;
  readonly run: () => void;
}

/** Text as it is searched: without case and accents. */
export const folded = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Lines that hold every word of the question, those that begin with it first. */
export function matching(lines: readonly Line[], question: string): readonly Line[] {
  const words = folded(question).split(/\s+/).filter(Boolean);
  const found = lines.filter((line) => words.every((word) => folded(line.text).includes(word)));
  const begins = (line: Line): boolean => folded(line.text).startsWith(words[0] ?? "");
  return [...found.filter(begins), ...found.filter((line) => !begins(line))];
}

const most = 8;

/** The palette: opened by Ctrl K, it goes, finds and does. */
export class Palette {
  open = $state(false);
  question = $state("");
  at = $state(0);
  #view = $state.raw<TonightView | undefined>();
  readonly #session: Session;
  readonly #house: CurrentHouse;

  constructor(session: Session, house: CurrentHouse) {
    this.#session = session;
    this.#house = house;
    $effect(() => {
      const { id } = house;
      if (!this.open || id === undefined) return undefined;
      return session.engine.watch("tonight", { house: id }, (view) => (this.#view = view));
    });
  }

  /** Where its lines would be done. */
  get where(): Where {
    return { session: this.#session, house: this.#house.id };
  }

  get lines(): readonly Line[] {
    const { where } = this;
    const deeds = actions
      .filter((action) => action.when(where))
      .map((action): Line => ({
        id: action.id,
        text: t(action.title),
        ...(action.key === undefined ? {} : { key: action.key.toUpperCase() }),
        run: () => action.run(where),
      }));
    const all = [...deeds, ...this.#houses(this.#house.houses), ...this.#people()];
    return matching(all, this.question).slice(0, most);
  }

  /** Opens it empty. */
  show(): void {
    this.question = "";
    this.at = 0;
    this.open = true;
  }

  /** One line down or up, around the end. */
  step(by: 1 | -1): void {
    const count = this.lines.length;
    if (count > 0) this.at = (this.at + by + count) % count;
  }

  /** Does a line, or the chosen one. */
  run(line: Line | undefined = this.lines[this.at]): void {
    this.open = false;
    line?.run();
  }

  #houses(houses: readonly HouseLine[]): readonly Line[] {
    return houses
      .filter(({ house, counts }) => counts !== undefined && house !== this.#house.id)
      .map(({ house, codeName }) => ({
        id: house,
        text: t("palette.house", { house: codeName }),
        run: () => this.#session.router.go({ is: "tonight", house }),
      }));
  }

  /** What can be done for each person in the house tonight. */
  #people(): readonly Line[] {
    const view = this.#view;
    if (view === undefined || !writesPeople(this.#session.open, view.house)) return [];
    const { house } = view;
    return view.rooms.flatMap((room) =>
      room.beds.flatMap(({ bed, label, now }) => {
        if (now.is !== "occupied" || now.by.calledName === undefined) return [];
        const words = { name: now.by.calledName, room: room.label, bed: label };
        const stay = now.by.stayRef;
        return (["move", "departure"] as const).map((is) => ({
          id: `${is}-${bed}`,
          text: t(`palette.${is}`, words),
          run: () => this.#session.router.go({ is, house, stay }),
        }));
      }),
    );
  }
}
