import type { Component } from "svelte";
import type { HouseId } from "#domain/compartments.ts";
import type { IconProps } from "@lucide/svelte";
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
  readonly icon: Component<IconProps>;
  /** One letter, pressed alone while nothing is typed; shown beside the name. */
  readonly key?: string;
  /** Whether it can be done here; where not, it is not offered. */
  readonly when: (where: Where) => boolean;
  readonly run: (where: Where) => void;
}
