import { IntlMessageFormat } from "intl-messageformat";
import type { ErrorCode } from "#contract/errors.ts";
import { en, type MessageKey } from "./en/index.ts";
import { language } from "./language.ts";

/** What fills the gaps of a message. */
export type Values = Readonly<Record<string, string | number>>;

const parsed = new Map<MessageKey, IntlMessageFormat>();

/** A message in the person's language; gaps and plurals are ICU MessageFormat. */
export function t(key: MessageKey, values?: Values): string {
  const message = en[key];
  if (!message.includes("{")) return message;
  let format = parsed.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(message, language(), undefined, { ignoreTag: true });
    parsed.set(key, format);
  }
  return String(format.format(values));
}

/** What a person is told about an error; docs/errors.md says what happened and what to do. */
export const errorText = (code: ErrorCode): string => t(`error.${code}`);
