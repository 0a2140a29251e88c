/**
 * Called-names to suggest, so that nobody has to give her own at night: words of gardens and weather rather
 * than names, in many alphabets, so that a reader sees at once that they are invented.
 */
export const aliases: readonly string[] = `
  Amber Aster Bryony Cedar Clover Coral Fern Hazel Heather Iris Juniper Lark Laurel Linnet Maple Marigold
  Meadow Olive Pervenche Primevère Robin Rowan Sorrel Tamarisk Thyme Veilchen Willow Wren Mai Nar
  Берёза Весна Зоря Ива Калина Малина Рябина Сирень Цэцэг
  زيتونة سحابة شمس غزالة فراشة قمر ندى ياسمينة
  ሰማይ አበባ ኮከብ ጨረቃ ፀሐይ
  कमल चाँदनी जूही तारा बादल
  구름 노을 바다 별빛 이슬
  Άνοιξη Δάφνη Ελιά Θάλασσα Κερασιά
  შროშანი მთვარე ดาว ฟ้า`
  .trim()
  .split(/\s+/);

/** A called-name that nobody here has; `draw` gives a whole number below its argument. */
export function suggestAlias(taken: ReadonlySet<string>, draw: (below: number) => number): string {
  const left = aliases.filter((alias) => !taken.has(alias));
  const from = left.length > 0 ? left : aliases;
  const alias = from[draw(from.length)] as string;
  return left.length > 0 ? alias : `${alias} ${draw(90) + 10}`;
}

/** Letters and digits that are not taken for one another when read aloud. */
const signs = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const codeLength = 5;

/** A code for a person: drawn, so that it follows from nothing about her. */
export const personCode = (draw: (below: number) => number): string =>
  Array.from({ length: codeLength }, () => signs[draw(signs.length)]).join("");
