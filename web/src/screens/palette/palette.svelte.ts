import ContactRound from "@lucide/svelte/icons/contact-round";
import House from "@lucide/svelte/icons/house";
import MoveRight from "@lucide/svelte/icons/move-right";
import LogOut from "@lucide/svelte/icons/door-open";
import { folded } from "#domain/search/latin.ts";
import type { HouseLine } from "#domain/view-houses.ts";
import type { FoundHousehold } from "#domain/view-people.ts";
import { keysOf, type Action, type Where } from "../../actions/action.ts";
import { actionsHere } from "../../actions/actions.ts";
import { formatParts } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";
import { readsPeople, writesPeople } from "../../state/rights.ts";
import type { Session } from "../../state/session.svelte.ts";
import { namesOf, othersText, whereText } from "../people/people-words.ts";
import type { CurrentHouse } from "../shell/current-house.svelte.ts";

/** One line of the palette: something to do, a house to go to, a person, or what can be done for her. */
export interface Line {
  readonly id: string;
  readonly icon: Action["icon"];
  readonly text: string;
  /** More about it, in quieter ink. */
  readonly more?: string;
  /** Whom it names. */
  readonly names?: readonly string[];
  /** Shown beside it: the key that does the same. */
  readonly key?: string | undefined;
  readonly run: () => void;
}

/** Lines that hold every word of the question, those that begin with it first. */
export function matching(lines: readonly Line[], question: string): readonly Line[] {
  const words = folded(question).split(/\s+/).filter(Boolean);
  const found = lines.filter((line) => words.every((word) => folded(line.text).includes(word)));
  const begins = (line: Line): boolean => folded(line.text).startsWith(words[0] ?? "");
  return [...found.filter(begins), ...found.filter((line) => !begins(line))];
}

const most = 9;
const mostPeople = 4;

/** The palette: opened by Ctrl K, it goes, finds and does. Empty, it offers what was opened last. */
export class Palette {
  question = $state("");
  at = $state(0);
  /** Who was found, and by which question: who answers an earlier one must not be chosen by this one's Enter. */
  #found = $state.raw<{ text: string; people: readonly FoundHousehold[] }>({
    text: "",
    people: [],
  });
  readonly #session: Session;
  readonly #house: CurrentHouse;

  constructor(session: Session, house: CurrentHouse) {
    this.#session = session;
    this.#house = house;
    const { engine, recent } = session;
    $effect(() => {
      if (session.over !== "find" || !readsPeople(session.open)) return undefined;
      const text = this.question;
      const show = (people: readonly FoundHousehold[]): void => {
        this.#found = { text, people };
      };
      if (text.trim() !== "") {
        return engine.watch("people", { text }, ({ found }) => show(found.slice(0, mostPeople)));
      }
      return engine.watch("remembered", { stays: recent.stays }, show);
    });
  }

  /** Where its lines would be done. */
  get where(): Where {
    return { session: this.#session, house: this.#house.id };
  }

  get lines(): readonly Line[] {
    const { where, question } = this;
    const deeds = actionsHere(where)
      .filter((action) => action.inPlace !== true)
      .map((action): Line => ({
        id: action.id,
        icon: action.icon,
        text: t(action.title),
        key: keysOf(action)[0],
        run: () => action.run(where),
      }));
    const others = matching([...deeds, ...this.#houses(this.#house.houses)], question);
    const found = this.#found.text === question ? this.#found.people : [];
    const [said = [], guessed = []] = [true, false].map((asWritten) =>
      found
        .filter((one) => one.asWritten === asWritten)
        .map((household) => this.#person(household)),
    );
    // Who was found may be done something for; who was only opened last may be opened again.
    const [first] = question.trim() === "" ? [] : found;
    const forHer = first === undefined ? [] : this.#deedsFor(first);
    // What is called as it was typed stands before who may have been meant.
    const hers = first?.asWritten === true;
    return [...said, ...(hers ? forHer : []), ...others, ...guessed, ...(hers ? [] : forHer)].slice(
      0,
      most,
    );
  }

  /** Begins empty. */
  begin(): void {
    this.question = "";
    this.at = 0;
  }

  /** One line down or up, around the end. */
  step(by: 1 | -1): void {
    const count = this.lines.length;
    if (count > 0) this.at = (this.at + by + count) % count;
  }

  /** Does a line, or the chosen one. */
  run(line: Line | undefined = this.lines[this.at]): void {
    this.#session.over = undefined;
    line?.run();
  }

  #houses(houses: readonly HouseLine[]): readonly Line[] {
    return houses
      .filter(({ house, counts }) => counts !== undefined && house !== this.#house.id)
      .map(({ house, codeName }) => ({
        id: house,
        icon: House,
        text: t("palette.house", { house: codeName }),
        run: () => this.#session.router.go({ is: "tonight", house }),
      }));
  }

  #person(household: FoundHousehold): Line {
    const { house, stayRef: stay, persons } = household;
    return {
      id: `person-${stay}`,
      icon: ContactRound,
      text: persons[0]?.calledName ?? "",
      more: formatParts([othersText(household), whereText(household)]),
      names: namesOf(household),
      run: () => this.#session.router.go({ is: "file", house, stay }),
    };
  }

  /** What can be done for who was found, where she is here and this member may write. */
  #deedsFor(household: FoundHousehold): readonly Line[] {
    const { house, stayRef: stay, persons, where } = household;
    if (where.is === "was" || !writesPeople(this.#session.open, house)) return [];
    const name = persons[0]?.calledName ?? "";
    const icons = { move: MoveRight, departure: LogOut };
    return (["move", "departure"] as const).map((is) => ({
      id: `${is}-${stay}`,
      icon: icons[is],
      text: t(`palette.${is}`, { name }),
      names: [name],
      run: () => this.#session.router.go({ is, house, stay }),
    }));
  }
}
