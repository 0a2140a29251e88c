/**
 * Attached to the field or button of a sheet that is wanted first: it has the focus as soon as the sheet stands. Not
 * where a finger points, because a keyboard would rise over the sheet.
 */
export function takesFirst(node: HTMLElement): void {
  if (matchMedia("(pointer: coarse)").matches) return;
  // The sheet opens in the same turn, after what stands in it was made.
  queueMicrotask(() => node.focus());
}
