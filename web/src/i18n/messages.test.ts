import { expect, test } from "vitest";
import { clientErrors, serverErrors } from "#contract/errors.ts";
import { ar } from "./ar/index.ts";
import { de } from "./de/index.ts";
import { en } from "./en/index.ts";
import { fr } from "./fr/index.ts";

const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { en, fr, de, ar };

test("every error code has words for a person, and no words are left over", () => {
  const codes = [...Object.keys(serverErrors), ...clientErrors].map((code) => `error.${code}`);
  const worded = Object.keys(en).filter((key) => key.startsWith("error."));
  expect(worded.toSorted()).toEqual(codes.toSorted());
});

/** Words that score, blame, or turn a person into a case; also inside of other words where a language joins them. */
const refused: Readonly<Record<string, RegExp>> = {
  en: /\b(client|case closed|compliance|sex work|victim|inmate)/i,
  fr: /\b(client|dossier clos|conformité|travail(leuse)? du sexe|victime|détenue|pensionnaire)/i,
  de: /(klient|kundin|fall geschlossen|sexarbeit|opfer|insassin|prostitu)/i,
  ar: /(عميل|زبون|ضحي|ضحايا|نزيل|أُغلق الملف|عاملة جنس|العمل بالجنس)/,
};

test.each(Object.keys(catalogues))(
  "no message in %s blames, scores or uses a refused word",
  (name) => {
    const messages = Object.entries(catalogues[name] ?? {});
    expect(messages.length).toBeGreaterThan(100);
    expect(messages.filter(([, message]) => refused[name]?.test(message))).toEqual([]);
  },
);

/** What must not stand on paper, in a title or in a file's name: the word that says what the house is. */
const telling =
  /\b(shelter|refuge|violence|prostitution|foyer d|hébergement d.urgence)|frauenhaus|gewalt|schutzhaus|مأوى|ملجأ|إيواء|عنف|دعارة/i;
const seenFromOutside =
  /^(page|kit\.|share\.|tonight\.(title|destroy)|capacity\.title|nav\.|app\.)/;

test.each(Object.keys(catalogues))(
  "nothing that is printed or stands in a title in %s says what the house is",
  (name) => {
    const messages = Object.entries(catalogues[name] ?? {});
    const outside = messages.filter(([key]) => seenFromOutside.test(key));
    expect(outside.length).toBeGreaterThan(10);
    expect(outside.filter(([, message]) => telling.test(message))).toEqual([]);
  },
);
