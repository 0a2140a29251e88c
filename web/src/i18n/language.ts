import { SvelteMap } from "svelte/reactivity";
import type { IntlMessageFormat } from "intl-messageformat";
import type { Catalogue, First } from "./catalogue.ts";

/** The languages of the interface. A word of another language is never shown: each catalogue is whole. */
export const languages = ["en", "fr", "de", "ar"] as const;
export type Language = (typeof languages)[number];

/** What is spoken now: the language, its messages, and those of them that were read for their gaps. */
export interface Speech {
  readonly language: Language;
  /** The tag by which dates and numbers are written. */
  readonly region: string;
  /** Whole, or the first page's; `npm run check` sees to it that the first page names no other. */
  readonly catalogue: First & Partial<Catalogue>;
  readonly formats: Map<string, IntlMessageFormat>;
}

type Loads<Messages> = Readonly<Record<Language, () => Promise<Messages>>>;

const firsts: Loads<First> = {
  en: async () => (await import("./en/first.ts")).first,
  fr: async () => (await import("./fr/first.ts")).first,
  de: async () => (await import("./de/first.ts")).first,
  ar: async () => (await import("./ar/first.ts")).first,
};
const wholes: Loads<Catalogue> = {
  en: async () => (await import("./en/index.ts")).en,
  fr: async () => (await import("./fr/index.ts")).fr,
  de: async () => (await import("./de/index.ts")).de,
  ar: async () => (await import("./ar/index.ts")).ar,
};

/** A map that Svelte watches, and not a rune, because what speaks also runs where no compiler has been. */
const spoken = new SvelteMap<"now", Speech>();

/** What is spoken now. Whatever on the page reads it is drawn anew when it changes. */
export function speech(): Speech {
  const now = spoken.get("now");
  if (now === undefined) throw new Error("no language has been loaded");
  return now;
}

/**
 * Speaks a language from now on: fetches its messages, and those of no other. Before an account is open the messages
 * of the first page are enough; npm run check knows which they are. Rejects where they cannot be had.
 */
export async function speak(language: Language, part: "first" | "whole"): Promise<void> {
  const catalogue = await (part === "first" ? firsts : wholes)[language]();
  spoken.set("now", { language, region: regionOf(language), catalogue, formats: new Map() });
}

/** The language of the interface, as a BCP 47 tag. */
export const language = (): Language => speech().language;

/** The same language as this person's region writes its dates and numbers: "en-GB" where the browser says so. */
export const region = (): string => speech().region;

/** Which side a language begins on. */
export const directionOf = (of: Language): "ltr" | "rtl" => (of === "ar" ? "rtl" : "ltr");

/** The first of a person's languages that is spoken here. */
export const firstSpoken = (wanted: readonly string[]): Language =>
  wanted.map(primary).find(isLanguage) ?? "en";

/** Whether a text names a language that is spoken here. */
export const isLanguage = (text: string | null): text is Language =>
  languages.some((known) => known === text);

const primary = (tag: string): string => tag.split("-")[0]?.toLowerCase() ?? "";

/**
 * The calendar is the civil one everywhere, and digits are the Western ones: labels of beds, codes and dates stay
 * comparable between colleagues, on paper too.
 */
function regionOf(of: Language): string {
  const tag = navigator.languages.find((wanted) => primary(wanted) === of) ?? of;
  return new Intl.Locale(tag, { calendar: "gregory", numberingSystem: "latn" }).toString();
}
