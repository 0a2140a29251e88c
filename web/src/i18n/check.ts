import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { ar } from "./ar/index.ts";
import { everyFile, firstFiles, givenTwice, naming as namedIn } from "./check-sources.ts";
import { de } from "./de/index.ts";
import { first } from "./en/first.ts";
import { en } from "./en/index.ts";
import { fr } from "./fr/index.ts";
import { mayBeAlike } from "./alike.ts";

/**
 * Checks the catalogues (`npm run check`): every message is well-formed, used, given once, and there in each language with the
 * same gaps, every form of number that the language has, and words of its own. Says nothing when it finds nothing.
 */
const findings: string[] = [];
const english: Readonly<Record<string, string>> = en;
const translations: Readonly<Record<string, Readonly<Record<string, string>>>> = { fr, de, ar };

for (const [key, message] of Object.entries(english)) {
  if (read(message) === undefined) findings.push(`not well-formed: en ${key}`);
  else forms("en", key, message);
}
naming();
for (const [language, catalogue] of Object.entries(translations)) {
  const missing = Object.keys(english).filter((key) => catalogue[key] === undefined);
  findings.push(...missing.map((key) => `missing: ${language} ${key}`));
  for (const [key, message] of Object.entries(catalogue)) compare(language, key, message);
}
for (const language of ["en", ...Object.keys(translations)]) {
  findings.push(...givenTwice(language).map((key) => `given twice: ${language} ${key}`));
}
for (const finding of findings) console.log(finding);
process.exitCode = findings.length > 0 ? 1 : 0;

/** One translation against the English message. */
function compare(language: string, key: string, message: string): void {
  const original = english[key];
  const parts = read(message);
  if (original === undefined) findings.push(`not in English: ${language} ${key}`);
  if (parts === undefined) findings.push(`not well-formed: ${language} ${key}`);
  if (original === undefined || parts === undefined) return;
  const wanted = gaps(read(original) ?? []);
  const given = gaps(parts);
  const same = [...wanted].toSorted().join() === [...given].toSorted().join();
  if (!same) findings.push(`different gaps: ${language} ${key}: {${[...given].join("}, {")}}`);
  if (message.includes("'")) findings.push(`a straight apostrophe: ${language} ${key}`);
  if (message === original && !mayBeAlike(language, key, message)) {
    findings.push(`the same as in English: ${language} ${key}`);
  }
  forms(language, key, message);
}

/** What has to be filled, and what is chosen by; not how, since a language may need a plural where another has none. */
function gaps(parts: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>();
  for (const part of parts) {
    if (part.type === TYPE.literal || part.type === TYPE.pound) continue;
    found.add(part.value);
    if (part.type !== TYPE.select && part.type !== TYPE.plural) continue;
    for (const option of Object.values(part.options)) {
      for (const name of gaps(option.value)) found.add(name);
    }
  }
  return found;
}

/** Every plural has every form of its language. French counts "many" from a million on, as it counts "other". */
function forms(language: string, key: string, message: string): void {
  const visit = (parts: readonly MessageFormatElement[]): void => {
    for (const part of parts) {
      if (part.type !== TYPE.select && part.type !== TYPE.plural) continue;
      for (const option of Object.values(part.options)) visit(option.value);
      if (part.type === TYPE.select) continue;
      const type = part.pluralType ?? "cardinal";
      const { pluralCategories } = new Intl.PluralRules(language, { type }).resolvedOptions();
      const lacks = pluralCategories.filter(
        (form) => !(form in part.options) && !(language === "fr" && form === "many"),
      );
      // A message that is never used for one thing has no form for it in English; other languages do.
      if (lacks.length > 0 && !(language === "en" && "=0" in part.options))
        findings.push(`no form for ${lacks.join(", ")}: ${language} ${key}`);
    }
  };
  visit(read(message) ?? []);
}

/** A message by its parts, or nothing where it is not well-formed. */
function read(message: string): readonly MessageFormatElement[] | undefined {
  try {
    return parse(message, { ignoreTag: true });
  } catch {
    return undefined;
  }
}

/** Messages that no code names, and those that the first page names and does not have. */
function naming(): void {
  const named = namedIn(everyFile());
  const namedFirst = namedIn(firstFiles());
  for (const key of Object.keys(english)) {
    if (!named(key)) findings.push(`not used: ${key}`);
    if (namedFirst(key) && !(key in first)) findings.push(`not in first.ts: ${key}`);
  }
}
