import { harmless, type Field, type Rows } from "./rows.ts";

/** A report as a workbook. Its writer is fetched only when a workbook is wanted. */
export async function xlsxOf({ about, head, lines }: Rows): Promise<Blob> {
  const { default: writeXlsxFile } = await import("write-excel-file/browser");
  const bold = { fontWeight: "bold" as const };
  const rows = [
    ...about.map((line) => line.map((words) => cellOf(words))),
    [],
    head.map((words) => ({ ...cellOf(words), ...bold })),
    ...lines.map((line) => line.map(cellOf)),
  ];
  const widths = [22, 34, 14, 12, 10, 14, 14, 60].map((width) => ({ width }));
  return writeXlsxFile(rows, { columns: widths }).toBlob();
}

/** Words are always words: no field is a formula. */
function cellOf(field: Field) {
  if (field === undefined) return null;
  if (typeof field === "number") return { type: Number, value: field };
  return { type: String, value: harmless(field) };
}
