/** What is kept of a form: where a field that must not be empty is, what stood there before. */
export function keptOf<F extends object>(typed: F, blank: F, filled: readonly (keyof F)[]): F {
  const kept = { ...typed };
  for (const name of filled) {
    if (String(kept[name]).trim() === "") kept[name] = blank[name];
  }
  return kept;
}
