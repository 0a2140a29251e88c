import { digraphs, ethiopic, hangul, indic, soundOf } from "./alphabets.ts";

const marks = /\p{M}/gu;
const apart = /[^\p{L}\p{N}\p{M}]+/u;

/** Text as it is compared in its own alphabet: without case, marks and the variants of a letter. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  if (isPlain(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replace(marks, "")
    .replace(/[ىیکہھۀةςـ]/g, (letter) => variants[letter] ?? letter);
}

/** Letters that are written in several ways, as one of them; a stroke that only lengthens is none. */
const variants: Readonly<Record<string, string>> = {
  ى: "ي",
  ی: "ي",
  ک: "ك",
  ہ: "ه",
  ھ: "ه",
  ۀ: "ه",
  ة: "ه",
  ς: "σ",
  ـ: "",
};

/** The words of a name or a question. Apostrophes join, everything else between letters parts. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .replace(/['’ʼʻ`´]/g, "")
    .split(apart)
    .filter((word) => word !== "");

/**
 * A word in Latin letters, as its alphabet is commonly written in them: Оксана is oksana, سلمى slma. Alphabets that
 * leave vowels out stay without them; `sounds` compares what is left. A letter of no known alphabet stays as it is.
 */
export function latin(word: string): string {
  let lower = word.normalize("NFC").toLowerCase();
  if (isPlain(lower)) return lower;
  for (const [pair, sound] of digraphs) lower = lower.replace(pair, sound);
  let out = "";
  for (let at = 0; at < lower.length; at++) {
    const code = lower.charCodeAt(at);
    if (code < 0x80) out += lower[at];
    else {
      const next = lower.charCodeAt(at + 1);
      out += indic(code, next) ?? ethiopic(code) ?? hangul(code) ?? letter(lower[at] as string);
    }
  }
  return out;
}

/** Whether there is nothing to be done about a word: most names are of this kind. */
const isPlain = (word: string): boolean => /^[a-z0-9]*$/.test(word);

function letter(one: string): string {
  const whole = soundOf.get(one);
  if (whole !== undefined) return whole;
  const bare = one.normalize("NFKD").replace(marks, "");
  let out = "";
  for (const part of bare) out += soundOf.get(part) ?? part;
  return out;
}
