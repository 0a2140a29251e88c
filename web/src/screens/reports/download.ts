import { lastNight, type Span } from "./periods.ts";

/** A name that says nothing but the days. */
export const fileName = (span: Span, ending: "csv" | "xlsx"): string =>
  `${span.from}_${lastNight(span)}.${ending}`;

/** Hands a file to the person; nothing of it stays in the page. */
export function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
