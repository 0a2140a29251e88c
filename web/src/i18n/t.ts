import { IntlMessageFormat } from "intl-messageformat";
import type { ErrorCode } from "#contract/errors.ts";
import type { MessageKey } from "./en/index.ts";
import { isolated } from "./isolate.ts";
import { speech } from "./language.ts";

/** What fills the gaps of a message. */
export type Values = Readonly<Record<string, string | number>>;

/** A message in the person's language; gaps and plurals are ICU MessageFormat. */
export function t(key: MessageKey, values?: Values): string {
  const { catalogue, formats, language, region } = speech();
  const message = catalogue[key] ?? key;
  if (!message.includes("{")) return message;
  let format = formats.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(message, region, undefined, { ignoreTag: true });
    formats.set(key, format);
  }
  return String(format.format(values && isolated(values, format.getAst(), language)));
}

/** What a person is told about an error; docs/errors.md says what happened and what to do. */
export const errorText = (code: ErrorCode): string => t(`error.${code}`);
