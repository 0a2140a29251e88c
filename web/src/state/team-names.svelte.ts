import { t } from "../i18n/t.ts";
import type { Session } from "./session.svelte.ts";

/** What the members are called, as far as this one can read it. */
export class TeamNames {
  #names = $state.raw<Readonly<Record<string, string>>>({});

  constructor(session: Session) {
    $effect(() => session.engine.watch("teamNames", {}, (names) => (this.#names = names)));
  }

  /** The name of a member by her 32 hex characters. */
  name(member: string): string {
    return this.#names[member] ?? t("team.unnamed", { code: member.slice(0, 4) });
  }

  /** All who have a name, in its order. */
  get all(): readonly { readonly member: string; readonly name: string }[] {
    return Object.entries(this.#names)
      .map(([member, name]) => ({ member, name }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }
}
