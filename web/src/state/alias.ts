const names = (
  "Ada Alba Alma Amal Amira Ana Anja Aya Bela Cleo Dana Dora Ela Elif Emi Esma Eva Fay Gila Hana Hawa Ida " +
  "Ilana Ina Iris Jana Juna Kaia Kira Lara Leda Lia Lina Lola Luna Maia Mara Mina Mira Nadia Nia Nina Noor Nora " +
  "Olga Paz Rania Rita Rosa Runa Sana Sara Selma Suri Tala Tara Uma Vera Yara Zara Zoe"
).split(" ");

const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const draw = (below: number): number => {
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return (number ?? 0) % below;
};

/** A name to be called by, drawn by chance, that nobody in the house is called by now. */
export function suggestAlias(taken: ReadonlySet<string>): string {
  const free = names.filter((name) => !taken.has(name));
  const from = free.length > 0 ? free : names;
  return from[draw(from.length)] ?? "Ada";
}

/** Five characters for a person, drawn by chance, so that they say nothing about her. */
export const drawPersonCode = (): string =>
  Array.from({ length: 5 }, () => letters[draw(letters.length)]).join("");
