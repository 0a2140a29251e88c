/** A piece of a sentence: somebody's name, or the words around it. */
export interface NamePart {
  readonly text: string;
  readonly isName: boolean;
}

/** A sentence cut where the names stand in it, the longest name first. */
export function partsOf(
  text: string,
  names: string | undefined | readonly (string | undefined)[],
): readonly NamePart[] {
  const given = (typeof names === "string" ? [names] : (names ?? [])).filter(
    (name): name is string => name !== undefined && name !== "",
  );
  const [name, ...more] = [...new Set(given)].toSorted((a, b) => b.length - a.length);
  if (name === undefined) return text === "" ? [] : [{ text, isName: false }];
  return text
    .split(name)
    .flatMap((between, index) => [
      ...(index > 0 ? [{ text: name, isName: true }] : []),
      ...partsOf(between, more),
    ]);
}
