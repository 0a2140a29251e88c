/** Letters of alphabets by how they sound in Latin ones, as pairs; an empty sound is written "-". */
const pairs = `
ß ss æ ae œ oe ø o ł l đ d ð d þ th ı i ŋ n ħ h ə a ʻ - ʼ -
а a б b в v г g ґ g д d е e є ie ж zh з z и i і i ї i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh
щ shch ъ - ы y ь - э e ю iu я ia ђ dj ј j љ lj њ nj ћ c џ dz ѕ dz ө o ү u һ h ә a ң ng қ k ғ gh ұ u
α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ kh ψ ps ω o
ا a ٱ a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h و w
ي y ى a ة a ء - ـ - پ p چ ch ژ zh گ g ک k ی y ھ h ہ h ە a ٹ t ڈ d ڑ r ں n ے e
٠ 0 ١ 1 ٢ 2 ٣ 3 ٤ 4 ٥ 5 ٦ 6 ٧ 7 ٨ 8 ٩ 9 ۰ 0 ۱ 1 ۲ 2 ۳ 3 ۴ 4 ۵ 5 ۶ 6 ۷ 7 ۸ 8 ۹ 9
א a ב b ג g ד d ה h ו w ז z ח kh ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f צ ts ץ ts ק k ר r ש sh ת t
ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz
წ ts ჭ ch ხ kh ჯ j ჰ h
ա a բ b գ g դ d ե e զ z է e ը e թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j
ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev
ก k ข kh ฃ kh ค kh ฅ kh ฆ kh ง ng จ ch ฉ ch ช ch ซ s ฌ ch ญ y ฎ d ฏ t ฐ th ฑ th ฒ th ณ n ด d ต t ถ th ท th ธ th น n
บ b ป p ผ ph ฝ f พ ph ฟ f ภ ph ม m ย y ร r ล l ว w ศ s ษ s ส s ห h ฬ l อ o ฮ h ะ a ั a า a ำ am ิ i ี i ึ ue ื ue
ุ u ู u เ e แ ae โ o ใ ai ไ ai`;

/** The sound of one letter. */
export const soundOf: ReadonlyMap<string, string> = new Map(
  Array.from(pairs.trim().matchAll(/(\S+)\s+(\S+)/gu), ([, letter, sound]) => [
    letter as string,
    sound === "-" ? "" : (sound as string),
  ]),
);

/** Two letters that sound as one. */
export const digraphs: readonly (readonly [RegExp, string])[] = [
  [/ου/g, "u"],
  [/μπ/g, "b"],
  [/ντ/g, "d"],
  [/γκ|γγ/g, "g"],
  [/ու/g, "u"],
];

const ethiopicConsonants =
  `h l h m s r s sh q qw q qw b v t ch h hw n ny - k kw kh kw w - z zh y d d j g gw g t ch p ts ts f p`.split(
    " ",
  );
const ethiopicVowels = ["e", "u", "i", "a", "e", "", "o", "wa"];

/** A syllable of the Ethiopic script: eight in a row for each consonant. */
export function ethiopic(code: number): string | undefined {
  const consonant = ethiopicConsonants[(code - 0x1200) >> 3];
  if (code < 0x1200 || consonant === undefined) return undefined;
  const vowel = ethiopicVowels[code & 7] as string;
  if (consonant === "-") return vowel === "e" && (code & 7) === 0 ? "a" : vowel;
  return consonant + vowel;
}

const hangulLeads = "g kk n d tt r m b pp s ss - j jj ch k t p h".split(" ");
const hangulVowels = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(" ");
const hangulTails = "- k k k n n n t l k m p l l p l m p p t t ng t t k t p t".split(" ");
const silent = (sound: string | undefined): string => (sound === "-" ? "" : (sound ?? ""));

/** A syllable of Hangul. */
export function hangul(code: number): string | undefined {
  const at = code - 0xac00;
  if (at < 0 || at >= 11_172) return undefined;
  const lead = silent(hangulLeads[Math.floor(at / 588)]);
  return lead + (hangulVowels[Math.floor((at % 588) / 28)] ?? "") + silent(hangulTails[at % 28]);
}

const indicConsonants =
  `k kh g gh n ch ch j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h`.split(
    " ",
  );
const indicVowels: { readonly [place: number]: string } = {
  0x05: "a",
  0x06: "a",
  0x07: "i",
  0x08: "i",
  0x09: "u",
  0x0a: "u",
  0x0b: "ri",
  0x0e: "e",
  0x0f: "e",
  0x10: "ai",
  0x12: "o",
  0x13: "o",
  0x14: "au",
};
const indicSigns: { readonly [place: number]: string } = {
  0x3e: "a",
  0x3f: "i",
  0x40: "i",
  0x41: "u",
  0x42: "u",
  0x43: "ri",
  0x46: "e",
  0x47: "e",
  0x48: "ai",
  0x4a: "o",
  0x4b: "o",
  0x4c: "au",
  0x4d: "",
};
const indicMarks: { readonly [place: number]: string } = {
  0x01: "n",
  0x02: "n",
  0x03: "h",
  0x3c: "",
};

/** A letter of the scripts of India and Nepal, which all stand in the same order: Devanagari, Bengali, Tamil and others. */
export function indic(code: number, next: number): string | undefined {
  if (code < 0x0900 || code > 0x0d7f) return undefined;
  const place = code & 0x7f;
  const consonant = indicConsonants[place - 0x15];
  if (place >= 0x15 && consonant !== undefined) {
    // An "a" follows where no other vowel, and no sign that takes it away, stands.
    return indicSigns[next & 0x7f] === undefined || next < 0x0900 ? `${consonant}a` : consonant;
  }
  return indicVowels[place] ?? indicSigns[place] ?? indicMarks[place];
}
