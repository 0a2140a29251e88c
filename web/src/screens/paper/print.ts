import { flushSync, mount, unmount, type Component } from "svelte";

/**
 * Prints one sheet and nothing else: it is put beside the client for as long as the print dialog is open.
 * What is secret on it is in the page only then.
 */
export function printSheet<Props extends Record<string, unknown>>(
  sheet: Component<Props>,
  props: Props,
): void {
  const paper = document.createElement("div");
  paper.className = "paper";
  document.body.append(paper);
  const shown = mount(sheet, { target: paper, props });
  flushSync();
  const clear = (): void => {
    void unmount(shown);
    paper.remove();
  };
  addEventListener("afterprint", clear, { once: true });
  print();
}
