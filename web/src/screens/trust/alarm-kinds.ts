import type { Alarm } from "../../vault/engine.ts";

/** What an alarm is about, as far as it decides what a person does. */
export type AlarmKind = "rollback" | "fork" | "foreign" | "held";

const kinds: { readonly [Code in Alarm["code"]]?: AlarmKind } = {
  "log-rolled-back": "rollback",
  "heads-rolled-back": "rollback",
  "log-left-out": "rollback",
  "log-forked": "fork",
  "heads-forked": "fork",
  "heads-inconsistent": "fork",
  "append-torn": "fork",
  "commit-skipped": "foreign",
};

/** The kinds among some alarms, each once, in the order in which they are told. */
export function kindsOf(alarms: readonly Pick<Alarm, "code">[]): readonly AlarmKind[] {
  const found = new Set(alarms.map(({ code }) => kinds[code] ?? "held"));
  return (["fork", "rollback", "foreign", "held"] as const).filter((kind) => found.has(kind));
}

/** Alarms of which something signed may be exported: what the server said, or that it took a foreign entry. */
export const mayBeProved = ({ code, proof }: Alarm): boolean =>
  proof !== undefined || code === "commit-skipped";
