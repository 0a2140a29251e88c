/** What of a pressed key is looked at. */
type Pressed = Pick<KeyboardEvent, "key" | "code">;

/**
 * The small Latin letter or the sign that a key means. A keyboard that writes another alphabet says its own letter;
 * then it is the one that stands there on a Latin keyboard, so that shortcuts are the same in every language.
 */
export function letterOf({ key, code }: Pressed): string {
  if (key === "؟") return "?";
  const foreign = key.length === 1 && /\p{L}/u.test(key) && !/[a-z]/i.test(key);
  const place = /^Key([A-Z])$/.exec(code)?.[1];
  return (foreign && place !== undefined ? place : key).toLowerCase();
}
