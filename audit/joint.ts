import { type Commit, sha256, toHex, utf8 } from "#crypto/verify";

/** Appends to several logs at once, of which every part has to be there. Remembers those alone that are not whole yet. */
export class JointAppends {
  readonly #open = new Map<string, { left: number; readonly where: string }>();
  count = 0;

  /** Takes a commit; `where` is for the sentence about it. */
  take({ joint }: Commit, where: string): void {
    if (joint.length === 0) return;
    const list = joint.map(({ log, itemsHash }) => `${log} ${toHex(itemsHash)}`).join(" ");
    const name = toHex(sha256(utf8(list)).subarray(0, 16));
    const known = this.#open.get(name);
    const left = (known?.left ?? joint.length) - 1;
    if (known === undefined) this.count += 1;
    if (left === 0) this.#open.delete(name);
    else this.#open.set(name, { left, where: known?.where ?? where });
  }

  /** Where the parts stand of which others are missing. */
  torn(): readonly string[] {
    return [...this.#open.values()].map(({ where }) => where);
  }
}
