/** The letters of a word as bits, to leave out at once what cannot be meant. */
export function lettersOf(word: string): number {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) & 31);
  return bits;
}

/** How many slips are forgiven: none in three letters, one in four, two from eight on. */
export const forgiven = (typed: string): number =>
  typed.length < 4 ? 0 : typed.length < 8 ? 1 : 2;

/** How many letters of the one are not among the others. */
export function missing(bits: number, others: number): number {
  let rest = bits & ~others;
  let count = 0;
  for (; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

let before = new Uint8Array(64);
let last = new Uint8Array(64);
let now = new Uint8Array(64);

/**
 * How many slips lie between what was typed and the beginning of a word: a letter wrong, missing, too many, or two
 * that changed places. Gives `most` + 1 as soon as it is more than `most`.
 */
export function slips(typed: string, word: string, most: number): number {
  const long = Math.min(word.length, typed.length + most, 62);
  if (typed.length > 62 || long < typed.length - most) return most + 1;
  for (let j = 0; j <= long; j++) last[j] = j;
  for (let i = 1; i <= typed.length; i++) {
    now[0] = i;
    let least = i;
    const letter = typed.charCodeAt(i - 1);
    for (let j = 1; j <= long; j++) {
      const other = word.charCodeAt(j - 1);
      let cost = (last[j - 1] as number) + (letter === other ? 0 : 1);
      cost = Math.min(cost, (last[j] as number) + 1, (now[j - 1] as number) + 1);
      const turned =
        i > 1 && j > 1 && letter === word.charCodeAt(j - 2) && typed.charCodeAt(i - 2) === other;
      if (turned) cost = Math.min(cost, (before[j - 2] as number) + 1);
      now[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last, now] = [last, now, before];
  }
  let found = most + 1;
  for (let j = Math.max(0, typed.length - most); j <= long; j++) {
    found = Math.min(found, last[j] as number);
  }
  return found;
}
