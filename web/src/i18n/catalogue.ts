import type { first } from "./en/first.ts";
import type { MessageKey } from "./en/index.ts";

/** Every message in one language. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** The messages of the first page. */
export type First = Readonly<Record<keyof typeof first, string>>;

/** One area in another language: the same keys as in English. */
export type Translation<English> = { readonly [Key in keyof English]: string };
