import type { RecordId } from "#crypto";
import type { Change } from "#domain/change.ts";
import type { Kept } from "./deed.ts";
import type { OutboxEntry, Question, QuestionRecord } from "./engine.ts";
import type { Follow } from "./follow.ts";

/** What a deed in question would have written, record by record, beside what stands in its place. */
export function questionOf(
  follow: Follow,
  {
    kept,
    entry,
    again,
  }: { readonly kept: Kept; readonly entry: OutboxEntry; readonly again: boolean },
): Question {
  const mine = kept.deed.mine ?? [];
  return { entry, again, records: mine.map((change) => besides(follow, change)) };
}

function besides(follow: Follow, change: Change): QuestionRecord {
  const { type, id, place } = change;
  const vault = follow.find(place);
  const record = id as RecordId;
  const stands = vault && follow.recordsOf(vault).get(record);
  const line = vault && follow.book.logs.get(vault)?.live.get(record);
  return {
    type,
    id,
    ...("house" in place && { house: place.house }),
    ...(change.is === "put" && { mine: change.payload }),
    ...(stands?.is === "open" && { theirs: stands.payload, at: stands.at }),
    ...(stands?.is === "open" && line !== undefined && { author: line.author }),
  };
}
