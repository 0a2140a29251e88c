/**
 * Up and Down between a question and the lines that answer it; Enter in the question opens the first line. Given to
 * what holds both.
 */
export function walkLines(event: KeyboardEvent): void {
  const around = event.currentTarget;
  const at = event.target;
  if (!(around instanceof HTMLElement) || !(at instanceof HTMLElement)) return;
  const question = around.querySelector<HTMLElement>("input[type=search]");
  const lines = [...around.querySelectorAll<HTMLElement>("li > a")];
  const index = lines.indexOf(at);
  if (index < 0 && at !== question) return;
  if (event.key === "Enter" && at === question) lines[0]?.click();
  else if (event.key === "ArrowDown") (lines[index + 1] ?? at).focus();
  else if (event.key === "ArrowUp") (lines[index - 1] ?? question ?? at).focus();
  else return;
  event.preventDefault();
}
