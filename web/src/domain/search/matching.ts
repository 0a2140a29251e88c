import { folded, latin, wordsOf } from "./latin.ts";
import { sounds } from "./sounds.ts";
import { forgiven, lettersOf, missing, slips } from "./typing.ts";

/** A word in every form in which it is compared. */
interface Word {
  readonly own: string;
  readonly latin: string;
  readonly letters: number;
  readonly sounds: readonly string[];
  /** The letters that its sounds begin with, as bits. */
  readonly begins: number;
}

/** A name, or a question, as it is compared. */
export interface Names {
  readonly words: readonly Word[];
  /** A code, as it is typed: small letters. */
  readonly code: string;
}

/** How well a name answers a question: smaller is better. */
export type Closeness = number;

/** Prepares a name, and a code where there is one, to be searched. */
export function namesFrom(name: string, code = ""): Names {
  const words = wordsOf(name);
  const all = words.length > 1 ? [...words, words.join("")] : words;
  return { words: all.map(wordFrom), code: code.toLowerCase() };
}

/** Prepares a question; every word of it must be answered. */
export const questionFrom = (text: string): Names => ({
  words: wordsOf(text).map(wordFrom),
  code: "",
});

function wordFrom(word: string): Word {
  const inLatin = latin(word);
  const said = sounds(inLatin);
  return {
    own: folded(word),
    latin: inLatin,
    letters: lettersOf(inLatin),
    sounds: said,
    begins: lettersOf(said.map((sound) => sound.slice(0, 1)).join("")),
  };
}

/** How well names answer a question, the best first at 0; undefined where they do not. */
export function closeness(question: Names, names: Names): Closeness | undefined {
  let sum = 0;
  for (const asked of question.words) {
    let best = ofCode(asked, names.code);
    for (const word of names.words) {
      if (best <= 1) break;
      best = Math.min(best, ofWord(asked, word));
    }
    if (best === no) return undefined;
    sum += best;
  }
  return sum;
}

const no = 99;

/** 0 the word; 1 its beginning; 2 and 3 the same in Latin letters; 4 and 5 by its sound; 6 and 7 with slips. */
function ofWord(asked: Word, word: Word): number {
  if (word.own.startsWith(asked.own)) return word.own === asked.own ? 0 : 1;
  if (word.latin.startsWith(asked.latin)) return word.latin === asked.latin ? 2 : 3;
  const heard = bySound(asked, word);
  if (heard !== no) return heard;
  const most = forgiven(asked.latin);
  if (most === 0 || missing(asked.letters, word.letters) > most) return no;
  const made = slips(asked.latin, word.latin, most);
  return made <= most ? 5 + made : no;
}

function bySound(asked: Word, word: Word): number {
  let found = no;
  if (asked.latin.length < 3 || (asked.begins & word.begins) === 0) return found;
  for (const sound of asked.sounds) {
    for (const other of word.sounds) {
      if (other === sound && sound.length > 1) return 4;
      if (sound.length > 2 && other.startsWith(sound)) found = 5;
    }
  }
  return found;
}

function ofCode({ latin: typed }: Word, code: string): number {
  if (typed.length < 2 || code === "") return no;
  if (code.startsWith(typed)) return code === typed ? 0 : 1;
  return typed.length > 3 && slips(typed, code, 1) === 1 ? 6 : no;
}
