import type { MessageKey } from "../../i18n/en/index.ts";

/** What a checkup looks at, in the order in which it is told. */
export const checkNames = [
  "browser",
  "headers",
  "answers",
  "live",
  "worker",
  "storage",
  "files",
  "signed",
  "kept",
] as const;
/** One of them. */
export type CheckName = (typeof checkNames)[number];

/** What came of one check: well, broken, or something that a person may want to know. */
export interface Finding {
  readonly is: "good" | "bad" | "note";
  readonly detail: MessageKey;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Names that help whoever mends it: headers, files, addresses. */
  readonly names?: readonly string[];
}

export const good = (detail: MessageKey, values?: Finding["values"]): Finding => ({
  is: "good",
  detail,
  ...(values && { values }),
});

export const note = (detail: MessageKey, values?: Finding["values"]): Finding => ({
  is: "note",
  detail,
  ...(values && { values }),
});

export const bad = (
  detail: MessageKey,
  names: readonly string[] = [],
  values?: Finding["values"],
): Finding => ({ is: "bad", detail, names, ...(values && { values }) });
