import { harmless, type Field, type Rows } from "./rows.ts";

/** A report as comma-separated values (RFC 4180) in UTF-8, with the mark that spreadsheets look for. */
export function csvOf({ about, head, lines }: Rows): Blob {
  const text = [...about, [], head, ...lines]
    .map((line: readonly Field[]) => line.map(fieldOf).join(","))
    .join("\r\n");
  return new Blob(["\uFEFF", text, "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** Numbers keep their point, whatever the language; words are quoted where they have to be. */
function fieldOf(field: Field): string {
  if (field === undefined) return "";
  if (typeof field === "number") return String(field);
  const words = harmless(field);
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
