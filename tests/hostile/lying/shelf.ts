import {
  type Frontier,
  type Hash,
  type Head,
  appendLeaf,
  emptyFrontier,
  headOf,
  leafHash,
} from "#crypto";
import type { CommitFrame } from "#contract/append.ts";

/** One log as a server keeps it: the true one, or a branch that it keeps for somebody. */
export class Shelf {
  readonly frames: CommitFrame[] = [];
  readonly leaves: Hash[] = [];
  readonly #frontiers: Frontier[] = [emptyFrontier];

  get size(): number {
    return this.frames.length;
  }

  add(frame: CommitFrame): this {
    const leaf = leafHash(frame.bytes);
    this.#frontiers.push(appendLeaf(this.#frontiers[this.size] as Frontier, leaf));
    this.frames.push(frame);
    this.leaves.push(leaf);
    return this;
  }

  /** Where it stood at a size. */
  head(size = this.size): Head {
    return headOf(this.#frontiers[size] as Frontier);
  }

  /** Another that begins with so much of this one. */
  branch(size = this.size): Shelf {
    const other = new Shelf();
    other.frames.push(...this.frames.slice(0, size));
    other.leaves.push(...this.leaves.slice(0, size));
    other.#frontiers.push(...this.#frontiers.slice(1, size + 1));
    return other;
  }
}
