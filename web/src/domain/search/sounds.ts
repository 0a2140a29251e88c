/**
 * What a group of letters may sound as, longest first. One sign stands for sounds that ears and spellings confuse:
 * S for s, z, sh; K, H, J, F, N, and so on. `^` begins a word. An empty sound is one that is often not written.
 */
const spellings: readonly (readonly [string, readonly string[]])[] = [
  ["^h", ["h", ""]],
  ["^w", ["f", "a"]],
  ["^y", ["j", "a"]],
  ["^ia", ["ja", "a"]],
  ["^ie", ["je", "a"]],
  ["^iu", ["ju", "a"]],
  ["^g", ["g", "h"]],
  ["^x", ["x", "s", "h"]],
  ["^ou", ["a", "f"]],
  ["shch", ["s"]],
  ["dsch", ["j"]],
  ["tsch", ["s"]],
  ["sch", ["s"]],
  ["tch", ["s"]],
  ["dzh", ["j"]],
  ["sh", ["s"]],
  ["zh", ["j", "s"]],
  ["ch", ["s", "k", "h"]],
  ["kh", ["h", "k"]],
  ["gh", ["g", "h", ""]],
  ["th", ["t", "s"]],
  ["dh", ["d", "s"]],
  ["ph", ["f"]],
  ["bh", ["b"]],
  ["jh", ["j"]],
  ["rh", ["r"]],
  ["dj", ["j"]],
  ["dz", ["j", "s"]],
  ["ts", ["s"]],
  ["tz", ["s"]],
  ["cz", ["s"]],
  ["sz", ["s"]],
  ["ck", ["k"]],
  ["qu", ["k"]],
  ["gn", ["n", "gn"]],
  ["ny", ["n"]],
  ["ng", ["n", "ng"]],
  ["ks", ["x"]],
  ["ge", ["g", "j"]],
  ["gi", ["g", "j"]],
  ["gy", ["g", "j"]],
  ["ce", ["s", "k"]],
  ["ci", ["s", "k"]],
  ["cy", ["s", "k"]],
  ["ou", [""]],
  ["b", ["b"]],
  ["c", ["k", "s"]],
  ["d", ["d"]],
  ["f", ["f"]],
  ["g", ["g"]],
  ["h", [""]],
  ["j", ["j", ""]],
  ["k", ["k"]],
  ["l", ["l"]],
  ["m", ["m"]],
  ["n", ["n"]],
  ["p", ["p"]],
  ["q", ["k"]],
  ["r", ["r"]],
  ["s", ["s"]],
  ["t", ["t"]],
  ["v", ["f"]],
  ["w", ["", "f"]],
  ["x", ["x", "s"]],
  ["y", [""]],
  ["z", ["s"]],
].map(([letters, sounds]) => [letters as string, sounds as string[]]);

const byStart = Map.groupBy(spellings, ([letters]) => letters.replace("^", "")[0] as string);
const vowels = new Set("aeiou");
/** Most ways to say a word that are kept. */
const most = 8;

/**
 * How a word in Latin letters may sound: its consonants, and a vowel only at its beginning. Mohamed, Muhammad and
 * محمد have a sound in common; so have Yasmin, Jasmin and Ясмин.
 */
export function sounds(word: string): readonly string[] {
  let ways: readonly string[] = [""];
  let at = 0;
  while (at < word.length) {
    const here = word[at] as string;
    const rule = byStart.get(here)?.find(([letters]) => begins(word, at, letters));
    if (rule === undefined) {
      const sound = vowels.has(here) ? (at === 0 ? "a" : "") : here;
      ways = ways.map((way) => joined(way, sound));
      at += 1;
    } else {
      const [letters, said] = rule;
      ways = ways.flatMap((way) => said.map((sound) => joined(way, sound))).slice(0, most);
      at += letters.replace("^", "").length;
    }
  }
  return [...new Set(ways.map(bare))];
}

const begins = (word: string, at: number, letters: string): boolean =>
  letters[0] === "^" ? at === 0 && word.startsWith(letters.slice(1)) : word.startsWith(letters, at);

/** The same sound twice is said once. */
const joined = (way: string, sound: string): string =>
  sound !== "" && way.endsWith(sound) ? way : way + sound;

/** Without the vowels that came with a beginning. */
const bare = (way: string): string => way.slice(0, 1) + way.slice(1).replace(/[aeiou]/g, "");
