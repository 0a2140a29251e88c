import type { ActName } from "#domain/acts.ts";
import { formatTime } from "../../i18n/format.ts";
import { t } from "../../i18n/t.ts";
import type { OutboxEntry } from "../../vault/engine.ts";

/** Where a write is, in words. An entry that has left the outbox was saved before. */
export function writtenText(entry: OutboxEntry | undefined): string {
  if (entry === undefined) return t("outbox.saved");
  switch (entry.state.is) {
    case "kept":
      return t("outbox.kept");
    case "sending":
      return t("outbox.sending");
    case "saved":
      return t("outbox.savedAt", { at: formatTime(entry.state.savedAt) });
    case "question":
      return t("outbox.question");
  }
}

const named = new Set<ActName>([
  "placeHousehold",
  "moveHousehold",
  "departHousehold",
  "setUpHouse",
  "recordIncident",
  "amendIncident",
  "signOffIncident",
]);

/** Whom a write names. */
export const deedName = ({ input }: OutboxEntry): string | undefined => nameIn(input);

/** What a write is about: the deed, and whom it names. */
export function deedText(entry: OutboxEntry): string {
  const deed = named.has(entry.act) ? (entry.act as "placeHousehold") : "other";
  const name = nameIn(entry.input);
  return name === undefined
    ? t(`outbox.deed.${deed}`)
    : t("outbox.of", { deed: t(`outbox.deed.${deed}`), name });
}

/** The first called-name, or the code-name, that an act's input holds. */
function nameIn(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null) return undefined;
  if ("codeName" in input && typeof input.codeName === "string") return input.codeName;
  if (!("persons" in input) || !Array.isArray(input.persons)) return undefined;
  const first: unknown = input.persons[0];
  return typeof first === "object" && first !== null && "calledName" in first
    ? String(first.calledName)
    : undefined;
}
