/**
 * Attached to a screen's title: where a step has gone and taken the focus with it, reading goes on from the new title,
 * at the top. A field that wants the focus, or a person who is already elsewhere, keeps it.
 */
export function takesFocus(title: HTMLElement): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  title.focus({ preventScroll: true });
  scrollTo(0, 0);
}
