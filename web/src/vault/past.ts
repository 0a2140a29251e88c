import type { RecordId } from "#crypto";
import type { RecordOf, RecordType } from "#domain/record-types.ts";
import type { History, PastVersion } from "./engine.ts";
import type { Version, Versions } from "./versions.ts";

/** Reads the past of a record for whoever asks; says how far it is, and at last what it found. */
export async function readPast<T extends RecordType>(
  versions: Versions,
  { type, id }: { readonly type: T; readonly id: string },
  call: (history: History<T>) => void,
): Promise<void> {
  const found = await versions.of(id as RecordId, (done, of) => call({ is: "reading", done, of }));
  if (!found.ok) return call({ is: "failed", code: found.error });
  call({ is: "here", versions: found.value.map((version) => pastOf(type, version)) });
}

function pastOf<T extends RecordType>(
  type: T,
  { version, author, opened }: Version,
): PastVersion<T> {
  const content = ((): PastVersion<T>["content"] => {
    switch (opened.is) {
      case "open":
        return opened.type === type
          ? { is: "open", payload: opened.payload as RecordOf<T>, at: opened.at }
          : { is: "unreadable" };
      case "gone":
      case "dropped":
      case "withheld":
        return opened;
      default:
        return { is: "unreadable" };
    }
  })();
  return { version, author, content };
}
