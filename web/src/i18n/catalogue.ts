import type { MessageKey } from "./en/index.ts";

/** Every message in one language. */
export type Catalogue = Readonly<Record<MessageKey, string>>;

/** One area in another language: the same keys as in English, no more. */
export type Translation<English> = { readonly [Key in keyof English]?: string };
