import type { HouseId } from "#domain/compartments.ts";
import type Icons from "@lucide/svelte/icons/search";
import type { MessageKey } from "../i18n/en/index.ts";
import type { Session } from "../state/session.svelte.ts";

/** Where an action is wanted: the tab's session, and the house that the person is in. */
export interface Where {
  readonly session: Session;
  readonly house: HouseId | undefined;
}

/** What a button, a key and a line of the palette do alike: one name, one key, one condition, one deed. */
export interface Action {
  readonly id: string;
  readonly title: MessageKey;
  readonly icon: typeof Icons;
  /** One letter, pressed alone while nothing is typed; shown beside the name. */
  readonly key?: string;
  /** One letter, pressed with Ctrl or ⌘, also while something is typed. */
  readonly chord?: string;
  /** It is about what has the focus, so the palette, which takes the focus, does not offer it. */
  readonly inPlace?: true;
  /** Whether it can be done here; where not, it is not offered. */
  readonly when: (where: Where) => boolean;
  readonly run: (where: Where) => void;
}

/** Keys that a part of the screen answers itself, because they act on what it shows; listed by `?` while it is there. */
export interface Keystroke {
  readonly id: string;
  readonly title: MessageKey;
  readonly keys: readonly string[];
  /** Said of the keys: "three times". */
  readonly how?: MessageKey;
  /** Where it means something; left out, everywhere. */
  readonly when?: (where: Where) => boolean;
}

/** Keys of an action as they are written on a keyboard. */
export const keysOf = ({ key, chord }: Action): readonly string[] => [
  ...(chord === undefined ? [] : [`Ctrl ${chord.toUpperCase()}`]),
  ...(key === undefined ? [] : [key.toUpperCase()]),
];
