/** Fields of acts that hold what a person has typed, not chosen. */
const typed = new Set([
  "note",
  "text",
  "narrative",
  "reason",
  "calledName",
  "codeName",
  "label",
  "diet",
  "guardianAuthority",
  "address",
  "accessNotes",
  "name",
  "value",
]);
const isCode = (text: string): boolean =>
  /^[a-z0-9_:+-]+$/i.test(text) && !/[A-Z]/.test(text[0] ?? "");

/** Everything that a person typed for a deed, in the order in which it stands there. */
export function typedWords(input: unknown): readonly string[] {
  if (Array.isArray(input)) return input.flatMap(typedWords);
  if (typeof input !== "object" || input === null) return [];
  return Object.entries(input).flatMap(([field, value]) => {
    if (typeof value !== "string") return typedWords(value);
    return typed.has(field) && value.trim() !== "" && !isCode(value) ? [value] : [];
  });
}
