import type { TestContext } from "vitest";

/**
 * How an attack comes to a client: a cold one that has never seen the organisation, a warm one with a saved state, one
 * that is open while it happens, and one that is opened again without a network on what it had kept by then. S: not at
 * a client at all, but by one at the server.
 */
export const paths = ["C", "W", "L", "O"] as const;
export type Path = (typeof paths)[number];

/** Whether an alarm was seen, and if so whether it ends once the server tells the truth again. */
export type Alarmed = "none" | "passes" | "stays";

/** What came of an attack on one path, or why it cannot be tried there. */
export type Line = {
  readonly row: number;
  readonly attack: string;
  readonly path: Path | "S";
} & (
  | {
      readonly is: "tried";
      /** The code that was seen; `none` where the lie is without any effect. */
      readonly code: string;
      readonly alarm: Alarmed;
      readonly shown: string;
      readonly goesOn: boolean;
    }
  | { readonly is: "not"; readonly why: string }
);

declare module "vitest" {
  interface TaskMeta {
    attacks?: Line[];
  }
}

/** Puts lines into the table of attacks that stands at the end of a run and in docs/attacks.md. */
export function register({ task }: Pick<TestContext, "task">, ...lines: readonly Line[]): void {
  (task.meta.attacks ??= []).push(...lines);
}
