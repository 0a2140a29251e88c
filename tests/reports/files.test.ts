import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { csvOf } from "../../web/src/screens/reports/csv.ts";
import { fileName } from "../../web/src/screens/reports/download.ts";
import type { Rows } from "../../web/src/screens/reports/rows.ts";
import { xlsxOf } from "../../web/src/screens/reports/xlsx.ts";

const rows: Rows = {
  about: [["Figures of", "=HYPERLINK(1)"]],
  head: ["Figure", "House", "Value"],
  lines: [
    ["Bed utilisation", "Linde", 46.53],
    ["Arrivals", '+Birke, "quiet"', "–"],
    ["Transfers", "@Ahorn", undefined],
    ["Full nights", "%0A", "%"],
  ],
};

/** The text of a file in a workbook, unpacked by its local headers. */
async function partOf(file: Blob, name: string): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer());
  const central = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  for (let at = central; bytes.readUInt32LE(at) === 0x02014b50;) {
    const [size, long, extra, note] = [20, 28, 30, 32].map((offset) =>
      offset === 20 ? bytes.readUInt32LE(at + offset) : bytes.readUInt16LE(at + offset),
    ) as [number, number, number, number];
    const start = bytes.readUInt32LE(at + 42);
    if (bytes.subarray(at + 46, at + 46 + long).toString() === name) {
      const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
      return inflateRawSync(bytes.subarray(data, data + size)).toString();
    }
    at += 46 + long + extra + note;
  }
  throw new Error(`no ${name}`);
}

test("a file of comma-separated values quotes what needs it and holds no formula", async () => {
  const text = await csvOf(rows).text();
  expect(text.split("\r\n").map((line) => line.replace("\uFEFF", ""))).toEqual([
    "Figures of,'=HYPERLINK(1)",
    "",
    "Figure,House,Value",
    "Bed utilisation,Linde,46.53",
    `Arrivals,"'+Birke, ""quiet""",–`,
    "Transfers,'@Ahorn,",
    "Full nights,'%0A,%",
    "",
  ]);
});

test("a workbook holds words as words and numbers as numbers, and no formula", async () => {
  const sheet = await partOf(await xlsxOf(rows), "xl/worksheets/sheet1.xml");
  expect(sheet).not.toContain("<f>");
  expect(sheet).toContain("<v>46.53</v>");
  expect(sheet.match(/t="(?:s|inlineStr)"/g)?.length).toBeGreaterThanOrEqual(9);
});

test("a file's name says nothing but the days", () => {
  expect(fileName({ from: "2026-07-01", to: "2026-08-01" }, "csv")).toBe(
    "2026-07-01_2026-07-31.csv",
  );
});
