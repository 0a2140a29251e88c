/**
 * Makes sure that the kit exists outside this device: one of the seven groups, drawn by chance, is typed
 * from the sheet.
 */
export class KitConfirmation {
  typed = $state("");
  wrong = $state(false);
  /** Which group is asked for, counted from 1. */
  readonly asked: number;
  readonly #group: string;

  constructor(groups: string, draw: () => number = Math.random) {
    const all = groups.split(" ");
    const index = Math.min(all.length - 1, Math.floor(draw() * all.length));
    this.asked = index + 1;
    this.#group = all[index] ?? "";
  }

  /** Whether what was typed is the asked group; letters that look like digits count as those. */
  check(): boolean {
    this.wrong = crockford(this.typed) !== crockford(this.#group);
    return !this.wrong;
  }
}

/** Crockford's base32 as a person types it: I and L are 1, O is 0, case and spaces do not count. */
const crockford = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, "").replace(/[IL]/g, "1").replaceAll("O", "0");
