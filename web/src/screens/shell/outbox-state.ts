import type { Outbox } from "../../vault/engine.ts";

/** The outbox in one word: a question comes first, then what is being sent, then what waits for a connection. */
export function outboxState(outbox: Outbox): {
  readonly is: "kept" | "sending" | "waiting" | "question";
  readonly count: number;
} {
  const count = (is: string): number =>
    outbox.entries.filter((entry) => entry.state.is === is).length;
  const questions = count("question");
  if (questions > 0) return { is: "question", count: questions };
  const sending = count("sending");
  const waiting = count("kept");
  if (sending > 0 && outbox.online) return { is: "sending", count: sending + waiting };
  return waiting + sending > 0
    ? { is: "waiting", count: waiting + sending }
    : { is: "kept", count: 0 };
}
